package org.argonaut.cpe.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Writes values as reports of the standard's formats. */
final class ReportWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportWriter() {}

  /**
   * A value that was collected.
   *
   * @param type {@code boolean}, {@code unsignedInt} ... as XML Schema has it
   */
  record Value(String text, String type) {}

  /**
   * As JSON.
   *
   * @param hierarchy objects within objects instead of names with values
   * @param timestamp {@code Unix-Epoch}, {@code ISO-8601} or {@code None}
   */
  static byte[] json(SequencedMap<String, Value> values, boolean hierarchy, String timestamp, Instant now) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode report = root.putArray("Report").addObject();
    switch (timestamp) {
      case "Unix-Epoch" -> report.put("CollectionTime", now.getEpochSecond());
      case "ISO-8601" -> report.put("CollectionTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
      default -> { }
    }
    values.forEach((name, value) -> {
      ObjectNode in = report;
      String leaf = name;
      if (hierarchy) {
        String[] parts = name.split("\\.");
        for (int n = 0; n < parts.length - 1; n++) {
          in = in.get(parts[n]) instanceof ObjectNode there ? there : in.putObject(parts[n]);
        }
        leaf = parts[parts.length - 1];
      }
      put(in, leaf, value);
    });
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void put(ObjectNode in, String name, Value value) {
    switch (value.type()) {
      case "boolean" -> in.put(name, value.text().equals("true"));
      case "int", "long", "unsignedInt", "unsignedLong" -> {
        if (value.text().matches("-?[0-9]{1,18}")) {
          in.put(name, Long.parseLong(value.text()));
        } else {
          in.put(name, value.text());
        }
      }
      default -> in.put(name, value.text());
    }
  }

  /**
   * As CSV.
   *
   * @param rows a row for each parameter instead of a column
   * @param separator between fields
   */
  static byte[] csv(SequencedMap<String, Value> values, boolean rows, String separator, String timestamp, Instant now) {
    String time =
        switch (timestamp) {
          case "Unix-Epoch" -> Long.toString(now.getEpochSecond());
          case "ISO-8601" -> now.truncatedTo(ChronoUnit.SECONDS).toString();
          default -> "";
        };
    String text = rows ? rows(values, separator, time) : columns(values, separator, time);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String rows(SequencedMap<String, Value> values, String separator, String time) {
    StringBuilder text = new StringBuilder();
    String first = time.isEmpty() ? "" : "ReportTimestamp" + separator;
    text.append(first).append(String.join(separator, "ParameterName", "ParameterValue", "ParameterType")).append("\r\n");
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      text.append(time.isEmpty() ? "" : time + separator)
          .append(field(entry.getKey(), separator))
          .append(separator)
          .append(field(entry.getValue().text(), separator))
          .append(separator)
          .append(entry.getValue().type())
          .append("\r\n");
    }
    return text.toString();
  }

  private static String columns(SequencedMap<String, Value> values, String separator, String time) {
    String names = values.keySet().stream().map(name -> field(name, separator)).collect(Collectors.joining(separator));
    String texts = values.values().stream().map(v -> field(v.text(), separator)).collect(Collectors.joining(separator));
    return time.isEmpty()
        ? names + "\r\n" + texts + "\r\n"
        : "ReportTimestamp" + separator + names + "\r\n" + time + separator + texts + "\r\n";
  }

  private static String field(String text, String separator) {
    boolean quoted = text.contains(separator) || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
