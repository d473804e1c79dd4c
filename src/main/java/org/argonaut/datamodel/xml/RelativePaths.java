package org.argonaut.datamodel.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The relative paths of TR-106 references. {@code #} is one object up, a leading dot is the root or service object, and
 * anything else begins at the parameter's own object.
 */
final class RelativePaths {
  private RelativePaths() {}

  /** The paths of a list; those with the scope of the model are made to begin at its root. */
  static List<String> scoped(String paths, String scope) {
    return Arrays.stream(paths.split("\\s+"))
        .filter(path -> !path.isEmpty())
        .map(path -> scope.equals("model") && !path.startsWith(".") ? "." + path : path)
        .toList();
  }

  /**
   * The absolute path.
   *
   * @param object the objects down to the one the parameter is in, each with its dot and {@code {i}.}
   * @param rootParts how many of them make the root or service object
   * @return null if it leads out of the model
   */
  static String resolve(String path, List<String> object, int rootParts) {
    int up = 0;
    while (up < path.length() && path.charAt(up) == '#') {
      up++;
    }
    String rest = path.substring(up);
    List<String> base = new ArrayList<>(object);
    if (up > 0) {
      if (object.size() - up < rootParts) {
        return null;
      }
      base = object.subList(0, object.size() - up);
      rest = rest.startsWith(".") ? rest.substring(1) : rest;
    } else if (rest.startsWith(".")) {
      base = object.subList(0, Math.min(rootParts, object.size()));
      rest = rest.substring(1);
    } else if (!object.isEmpty() && rest.startsWith(object.getFirst())) {
      return rest;
    }
    return String.join("", base) + rest;
  }
}
