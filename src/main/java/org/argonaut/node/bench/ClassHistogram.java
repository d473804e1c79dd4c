package org.argonaut.node.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many objects of which class are alive, and their bytes.
 *
 * @param rows by bytes, most first
 */
record ClassHistogram(List<Row> rows) {
  /** As the JVM prints it: {@code 1:  123  4567  java.lang.String (java.base@25)}. */
  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

  record Row(String type, long instances, long bytes) {}

  /** Reads what the JVM's {@code GC.class_histogram} printed. */
  static ClassHistogram parse(String text) {
    return sorted(
        text.lines()
            .map(LINE::matcher)
            .filter(line -> line.matches())
            .map(line -> new Row(line.group(3), Long.parseLong(line.group(1)), Long.parseLong(line.group(2))))
            .collect(Collectors.toMap(Row::type, Function.identity(), ClassHistogram::plus)));
  }

  /** What came since {@code before}. */
  ClassHistogram since(ClassHistogram before) {
    var earlier = before.rows.stream().collect(Collectors.toMap(Row::type, Function.identity()));
    return sorted(
        rows.stream()
            .map(row -> minus(row, earlier.getOrDefault(row.type(), new Row(row.type(), 0, 0))))
            .collect(Collectors.toMap(Row::type, Function.identity())));
  }

  private static ClassHistogram sorted(Map<String, Row> rows) {
    return new ClassHistogram(
        rows.values().stream().sorted(Comparator.comparingLong(Row::bytes).reversed()).toList());
  }

  /** Hidden classes of one name, or one class in two loaders. */
  private static Row plus(Row a, Row b) {
    return new Row(a.type(), a.instances() + b.instances(), a.bytes() + b.bytes());
  }

  private static Row minus(Row a, Row b) {
    return new Row(a.type(), a.instances() - b.instances(), a.bytes() - b.bytes());
  }
}
