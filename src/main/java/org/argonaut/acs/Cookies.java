package org.argonaut.acs;

import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Finds our cookie in what CPEs send as Cookie header: attributes included, quoted, separated by commas. */
final class Cookies {
  /** The session cookie's name. */
  static final String SESSION = "session";

  private Cookies() {}

  /** The Set-Cookie header: {@code Path=/} and nothing else, because old CPEs stumble over more. */
  static HttpHeader header(String token) {
    return RawHeader.create("Set-Cookie", SESSION + '=' + token + "; Path=/");
  }

  /** The value of the cookie {@value #SESSION} in a Cookie header; null when there is none. The last one wins. */
  static String session(String header) {
    String found = null;
    int at = 0;
    while (at < header.length()) {
      int end = separator(header, at);
      int equals = header.indexOf('=', at);
      if (equals >= 0 && equals < end && header.substring(at, equals).strip().equalsIgnoreCase(SESSION)) {
        found = unquoted(header.substring(equals + 1, end).strip());
      }
      at = end + 1;
    }
    return found;
  }

  private static int separator(String header, int from) {
    for (int i = from; i < header.length(); i++) {
      if (header.charAt(i) == ';' || header.charAt(i) == ',') {
        return i;
      }
    }
    return header.length();
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
