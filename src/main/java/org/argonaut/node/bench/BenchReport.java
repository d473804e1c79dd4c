package org.argonaut.node.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;
import java.util.Locale;

/**
 * What a benchmark found.
 *
 * @param bench its name
 * @param machine on which; for people
 * @param conditions what was done; for people
 * @param largest kinds of objects by what they take; null when that was not asked
 * @param warnings what makes the numbers doubtful
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchReport(
    String bench,
    String machine,
    String conditions,
    List<Measurement.Row> measurements,
    List<Result> results,
    List<ClassHistogram.Row> largest,
    List<String> warnings) {

  private static final int LARGEST_SHOWN = 15;

  /**
   * One number that counts.
   *
   * @param target null when there is none
   * @param met null when there is no target
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(String name, double value, String unit, String target, Boolean met) {
    static Result plain(String name, double value, String unit) {
      return new Result(name, value, unit, null, null);
    }

    static Result atLeast(double limit, String name, double value, String unit) {
      return new Result(name, value, unit, "at least " + number(limit), value >= limit);
    }

    static Result atMost(double limit, String name, double value, String unit) {
      return new Result(name, value, unit, "at most " + number(limit), value <= limit);
    }
  }

  static String thisMachine() {
    return "%d processors, Java %s, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }

  long errors() {
    return measurements.stream().mapToLong(Measurement.Row::errors).sum();
  }

  String json() {
    try {
      return BenchJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that cannot be written", e);
    }
  }

  String text() {
    var text = new StringBuilder();
    line(text, "%s: %s", bench, conditions);
    line(text, "on %s", machine);
    if (!measurements.isEmpty()) {
      line(text, "");
      line(text, "%-34s %10s %9s %9s   %-31s %8s", "", "", "", "", "CPU ms per session", "");
      line(text, "%-34s %10s %9s %9s %9s %9s %10s %9s", "",
          "sessions/s", "p50 ms", "p99 ms", "server", "database", "generator", "errors");
      measurements.forEach(row -> text.append(measurement(row)));
    }
    if (largest != null) {
      line(text, "");
      line(text, "%14s %12s  %s", "bytes", "objects", "class");
      largest.stream().limit(LARGEST_SHOWN).forEach(
          row -> line(text, "%,14d %,12d  %s", row.bytes(), row.instances(), row.type()));
    }
    line(text, "");
    results.forEach(result -> text.append(result(result)));
    measurements.forEach(
        row -> row.failures().forEach((what, times) -> line(text, "failed in %s, %d times: %s", row.name(), times, what)));
    warnings.forEach(warning -> line(text, "warning: %s", warning));
    return text.toString();
  }

  private static String measurement(Measurement.Row row) {
    return "%-34s %,10.0f %9.2f %9.2f %9.3f %9.3f %10.3f %,9d%n"
        .formatted(
            row.name(),
            row.sessionsPerSecond(),
            row.p50Millis(),
            row.p99Millis(),
            row.serverCpuMillis(),
            row.databaseCpuMillis(),
            row.generatorCpuMillis(),
            row.errors());
  }

  private static String result(Result result) {
    var value = number(result.value()) + (result.unit().isEmpty() ? "" : " " + result.unit());
    var verdict = result.target() == null ? "" : "%-18s %s".formatted(result.target(), result.met() ? "met" : "MISSED");
    return "%-60s %16s   %s%n".formatted(result.name(), value, verdict).replaceFirst("\\s+(\\R)$", "$1");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
  }

  @FormatMethod
  private static void line(StringBuilder text, @FormatString String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
