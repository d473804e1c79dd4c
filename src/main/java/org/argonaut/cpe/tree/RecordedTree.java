package org.argonaut.cpe.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.argonaut.cpe.tree.CsvRows.Row;
import org.argonaut.cpe.tree.Skeleton.Model;

/**
 * The tree of a real device as a table of its parameters: columns {@code Parameter}, {@code Object}, {@code Writable}, {@code
 * Value} and {@code Value type}, in any order, others ignored. One instance of it serves many virtual CPEs.
 *
 * @param model whose root the device has
 * @param identity what the file tells of the device's {@code DeviceId}: {@code Manufacturer}, {@code OUI}, {@code ProductClass},
 *     and {@code ModelName}, {@code HardwareVersion}, {@code SoftwareVersion}; what it does not tell is missing
 */
public record RecordedTree(Model model, Skeleton skeleton, Map<String, String> identity) {
  private static final long MAX_BYTES = 64L << 20;
  private static final List<String> COLUMNS = List.of("parameter", "object", "writable", "value", "value type");
  private static final String DEVICE_ID = "DeviceID.";

  /** One line, taken apart. */
  record Entry(int line, String path, boolean object, boolean writable, String value, String type) {}

  /**
   * Reads such a file.
   *
   * @throws IOException it cannot be read
   * @throws IllegalArgumentException what is wrong with it, with its line
   */
  public static RecordedTree read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IllegalArgumentException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    return parse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  static RecordedTree parse(String file, String text) {
    CsvRows rows = new CsvRows(file, text);
    Row header = rows.next();
    int[] columns = columns(rows, header);
    Map<String, String> identity = new HashMap<>();
    RecordedNodes nodes = null;
    for (Row row = rows.next(); row != null; row = rows.next()) {
      Entry entry = entry(rows, row, columns);
      Model model = model(entry.path());
      if (entry.path().startsWith(DEVICE_ID)) {
        identity.put(entry.path().substring(DEVICE_ID.length()), entry.value());
      } else if (model != null) {
        nodes = nodes == null ? new RecordedNodes(rows, model) : nodes;
        nodes.add(entry);
      }
    }
    if (nodes == null) {
      throw rows.wrong(header.line(), "nothing below Device. or InternetGatewayDevice.");
    }
    nodes.identity().forEach(identity::putIfAbsent);
    return new RecordedTree(nodes.model(), nodes.skeleton(), Map.copyOf(identity));
  }

  private static int[] columns(CsvRows rows, Row header) {
    List<String> names =
        header == null ? List.of() : header.fields().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    int[] columns = COLUMNS.stream().mapToInt(names::indexOf).toArray();
    for (int n = 0; n < columns.length; n++) {
      if (columns[n] < 0) {
        throw rows.wrong(1, "no column \"" + COLUMNS.get(n) + "\"; the first line names " + String.join(", ", COLUMNS));
      }
    }
    return columns;
  }

  private static Entry entry(CsvRows rows, Row row, int[] columns) {
    String[] fields = new String[columns.length];
    for (int n = 0; n < columns.length; n++) {
      if (columns[n] >= row.fields().size()) {
        throw rows.wrong(row.line(), row.fields().size() + " fields; column \"" + COLUMNS.get(n) + "\" is missing");
      }
      fields[n] = row.fields().get(columns[n]);
    }
    String path = fields[0].strip();
    return new Entry(
        row.line(),
        path.endsWith(".") ? path.substring(0, path.length() - 1) : path,
        truth(rows, row, fields[1], "Object") || path.endsWith("."),
        truth(rows, row, fields[2], "Writable"),
        fields[3],
        fields[4].strip());
  }

  private static boolean truth(CsvRows rows, Row row, String text, String column) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0", "" -> false;
      default -> throw rows.wrong(row.line(), column + " is true or false, not " + text);
    };
  }

  private static Model model(String path) {
    if (path.equals("Device") || path.startsWith("Device.")) {
      return Model.TR181;
    }
    return path.equals("InternetGatewayDevice") || path.startsWith("InternetGatewayDevice.") ? Model.TR098 : null;
  }
}
