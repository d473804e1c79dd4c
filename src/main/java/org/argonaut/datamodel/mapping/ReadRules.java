package org.argonaut.datamodel.mapping;

import java.util.Locale;
import java.util.regex.Pattern;
import org.argonaut.datamodel.BaseType;

/** How what a device has becomes a value of its type: nothing, and what is not of the type, become the type's zero. */
final class ReadRules {
  private static final String UNKNOWN_TIME = "0001-01-01T00:00:00Z";
  private static final String EMPTY_BASE64 = "AA==";
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}.*", Pattern.DOTALL);
  private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
  private static final String[] TRUE = {"1", "true", "on", "yes", "enable"};

  private ReadRules() {}

  static String value(BaseType type, String text) {
    return switch (type) {
      case STRING -> text;
      case BOOLEAN -> isTrue(text) ? "1" : "0";
      case INT, LONG -> isWhole(text, true) ? text : "0";
      case UNSIGNED_INT, UNSIGNED_LONG -> isWhole(text, false) ? text : "0";
      case DECIMAL -> DECIMAL.matcher(text).matches() ? text : "0";
      case HEX_BINARY -> isHex(text) ? text : "";
      case BASE64 -> text.isEmpty() || !isBase64(text) ? EMPTY_BASE64 : text;
      case DATE_TIME -> TIME.matcher(text).matches() ? text : UNKNOWN_TIME;
    };
  }

  /** What begins like a word for yes is true, whatever follows. */
  static boolean isTrue(String text) {
    String lower = text.length() > 8 ? text.substring(0, 8).toLowerCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
    for (String word : TRUE) {
      if (lower.startsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWhole(String text, boolean signed) {
    int start = signed && !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > start;
  }

  static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
  }

  private static boolean isBase64(String text) {
    return text.chars().allMatch(c -> (Character.isLetterOrDigit(c) && c < 128) || c == '+' || c == '/' || c == '=' || c == '\n' || c == '\r');
  }
}
