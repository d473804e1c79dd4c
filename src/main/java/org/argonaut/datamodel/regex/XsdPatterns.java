package org.argonaut.datamodel.regex;

/** Turns patterns of XML Schema, which mean the whole value, into extended regular expressions that say so. */
public final class XsdPatterns {
  private XsdPatterns() {}

  /** The same pattern with anchors; {@code ^} and {@code $} mean themselves in XML Schema and are escaped. */
  public static String anchored(String pattern) {
    StringBuilder out = new StringBuilder(pattern.length() + 8).append("^(");
    boolean inBrackets = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        char escaped = pattern.charAt(++i);
        if (escaped == 'd') {
          out.append(inBrackets ? "0-9" : "[0-9]");
        } else {
          out.append('\\').append(escaped);
        }
      } else if (!inBrackets && (c == '^' || c == '$')) {
        out.append('\\').append(c);
      } else {
        inBrackets = c == '[' || (inBrackets && c != ']');
        out.append(c);
      }
    }
    return out.append(")$").toString();
  }
}
