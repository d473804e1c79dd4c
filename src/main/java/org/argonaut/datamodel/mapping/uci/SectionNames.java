package org.argonaut.datamodel.mapping.uci;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How sections are named: UCI permits letters, digits and underscores only. */
public final class SectionNames {
  private static final String MARK = "40";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private SectionNames() {}

  /** The name as it can stand in a file: as it is, or {@code 40} and the bytes of its UTF-8 in hexadecimal. */
  public static String encode(String name) {
    return isPlain(name) ? name : MARK + HEX.formatHex(name.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The name that was encoded. One of a file that merely begins with {@code 40} is taken for encoded if hexadecimal
   * digits follow, as on devices.
   */
  public static String decode(String name) {
    if (name.length() <= MARK.length() || name.length() % 2 != 0 || !name.startsWith(MARK)) {
      return name;
    }
    for (int i = MARK.length(); i < name.length(); i++) {
      if (!HexFormat.isHexDigit(name.charAt(i))) {
        return name;
      }
    }
    return new String(HEX.parseHex(name, MARK.length(), name.length()), StandardCharsets.UTF_8);
  }

  /** The name with all but letters, digits and underscores made underscores. */
  public static String cleaned(String name) {
    StringBuilder clean = new StringBuilder(name);
    for (int i = 0; i < clean.length(); i++) {
      if (!isPlain(clean.charAt(i))) {
        clean.setCharAt(i, '_');
      }
    }
    return clean.toString();
  }

  /**
   * The name UCI gives a section that has none.
   *
   * @param place among all sections of the file, from 1
   */
  public static String generated(String type, int place) {
    int hash = 5381;
    for (byte b : type.getBytes(StandardCharsets.UTF_8)) {
      hash = hash * 33 + b;
    }
    String number = Integer.toHexString(place);
    return "cfg" + (number.length() == 1 ? "0" : "") + number + Integer.toHexString((hash & 0xFFFF) | 0x10000).substring(1);
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> isPlain((char) c));
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
