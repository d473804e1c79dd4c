package org.argonaut.acs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An Authorization header, or one challenge of a WWW-Authenticate header (RFC 9110 11), read leniently: CPEs forget
 * quotes, put blanks around the equals sign and leave commas at the end.
 *
 * @param scheme in lower case: {@code digest}, {@code basic}
 * @param token what follows the scheme when it is no list of parameters (Basic); else null
 * @param parameters by name in lower case
 */
record AuthHeader(String scheme, String token, Map<String, String> parameters) {
  /** Far more than any challenge has; what follows is dropped. */
  private static final int MAX_PARAMETERS = 32;

  /** The parameter's value; null when absent. */
  String parameter(String name) {
    return parameters.get(name);
  }

  @Override
  public String toString() { // never a credential in a log
    return scheme;
  }

  /** Reads an Authorization header; null when it is none. */
  static AuthHeader parse(String value) {
    List<AuthHeader> all = parseAll(value);
    return all.isEmpty() ? null : all.getFirst();
  }

  /** Reads every challenge of a WWW-Authenticate header: servers put several into one header or send several headers. */
  static List<AuthHeader> parseAll(String value) {
    return new Reader(value).challenges();
  }

  /** One pass over the header's text. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<AuthHeader> challenges() {
      List<AuthHeader> found = new ArrayList<>();
      skip(" \t,");
      while (at < text.length() && found.size() < 8) {
        String scheme = word();
        if (scheme.isEmpty()) {
          break;
        }
        found.add(challenge(scheme.toLowerCase(Locale.ROOT)));
        skip(" \t,");
      }
      return found;
    }

    private AuthHeader challenge(String scheme) {
      skip(" \t");
      String token = token68();
      if (token != null) {
        return new AuthHeader(scheme, token, Map.of());
      }
      Map<String, String> parameters = new HashMap<>();
      while (parameters.size() < MAX_PARAMETERS) {
        skip(" \t,");
        int start = at;
        String name = word();
        skip(" \t");
        if (name.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
          at = start; // the next challenge's scheme, or the end
          break;
        }
        at++;
        skip(" \t");
        parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value());
      }
      return new AuthHeader(scheme, null, parameters);
    }

    /** The one word after the scheme, if that is all there is: base64 with its padding. */
    private String token68() {
      int end = at;
      while (end < text.length() && " \t,\"".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      String candidate = text.substring(at, end);
      int equals = candidate.indexOf('=');
      boolean padded = equals >= 0 && candidate.substring(equals).chars().allMatch(c -> c == '=');
      boolean alone = end >= text.length() || text.substring(end).isBlank();
      if (candidate.isEmpty() || !alone || (equals >= 0 && !padded)) {
        return null;
      }
      at = end;
      return candidate;
    }

    private String word() {
      int start = at;
      while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at);
    }

    private String value() {
      if (at >= text.length() || text.charAt(at) != '"') {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',') {
          at++;
        }
        return text.substring(start, at).strip();
      }
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at++));
      }
      at = Math.min(at + 1, text.length()); // past the closing quote, if there is one
      return value.toString();
    }

    private void skip(String characters) {
      while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
  }
}
