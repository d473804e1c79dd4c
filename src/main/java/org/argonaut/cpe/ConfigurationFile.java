package org.argonaut.cpe;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;

/**
 * The vendor configuration file of a virtual CPE: what differs from the shipped state, one line each: {@code row PATH} or
 * {@code set PATH VALUE}. What is uploaded can be downloaded again.
 */
public final class ConfigurationFile {
  private static final String MARK = "# argonaut-cpe configuration 1";

  private ConfigurationFile() {}

  /** The file of a tree as it is now. */
  public static byte[] write(Tree tree) {
    StringBuilder text = new StringBuilder(MARK).append('\n');
    for (Map.Entry<String, String> change : tree.changes().entrySet()) {
      if (change.getValue() == null) {
        text.append("row ").append(change.getKey()).append('\n');
      }
    }
    for (Map.Entry<String, String> change : tree.changes().entrySet()) {
      Place place = tree.find(change.getKey());
      if (change.getValue() != null && place != null && place.node() instanceof Parameter parameter && parameter.writable()) {
        text.append("set ").append(change.getKey()).append(' ').append(escape(change.getValue())).append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescape(String value) {
    return value.indexOf('\\') < 0 ? value : value.translateEscapes();
  }

  /** Applies a file; one of another vendor's making is accepted and changes nothing. */
  public static void read(Tree tree, byte[] file) throws TransferFault {
    String text = new String(file, StandardCharsets.UTF_8);
    if (!text.startsWith(MARK)) {
      return;
    }
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String[] words = line.split(" ", 3);
      boolean applied =
          switch (words[0]) {
            case "row" -> words.length == 2 && row(tree, words[1]);
            case "set" -> words.length == 3 && set(tree, words[1], unescape(words[2]));
            default -> line.isBlank() || line.startsWith("#");
          };
      if (!applied) {
        throw new TransferFault(TransferFault.CORRUPTED, "line " + number + " of the configuration cannot be applied");
      }
    }
  }

  private static boolean row(Tree tree, String path) {
    int dot = path.lastIndexOf('.', path.length() - 2);
    Place table = dot < 0 ? null : tree.find(path.substring(0, dot + 1));
    if (table == null || !(table.node() instanceof ObjectNode object) || !object.table() || table.row()) {
      return false;
    }
    int wanted = 64;
    while (tree.find(path) == null && wanted-- > 0) {
      if (tree.addRow(table) == 0) {
        return false;
      }
    }
    return tree.find(path) != null;
  }

  private static boolean set(Tree tree, String path, String value) {
    Place place = tree.find(path);
    if (place == null || !(place.node() instanceof Parameter parameter) || !parameter.writable()) {
      return false;
    }
    return tree.check(place, value) instanceof Tree.Verdict.Fine(String kept) && tree.setAll(Map.of(path, kept)).isEmpty();
  }
}
