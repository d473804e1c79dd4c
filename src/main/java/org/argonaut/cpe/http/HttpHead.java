package org.argonaut.cpe.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Status line and headers of an answer.
 *
 * @param keepAlive the server leaves the connection open
 * @param names and {@code values} side by side; names in lower case
 */
public record HttpHead(int status, boolean keepAlive, List<String> names, List<String> values) {

  /** The first header of that name, or null. */
  public String header(String name) {
    int at = names.indexOf(name.toLowerCase(Locale.ROOT));
    return at < 0 ? null : values.get(at);
  }

  /** All headers of that name. */
  public List<String> headers(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>(2);
    for (int n = 0; n < names.size(); n++) {
      if (names.get(n).equals(wanted)) {
        found.add(values.get(n));
      }
    }
    return found;
  }
}
