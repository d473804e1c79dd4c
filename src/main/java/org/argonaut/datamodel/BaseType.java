package org.argonaut.datamodel;

import java.util.Optional;

/** The built-in types of TR-106. */
public enum BaseType {
  STRING("string"),
  INT("int"),
  UNSIGNED_INT("unsignedInt"),
  LONG("long"),
  UNSIGNED_LONG("unsignedLong"),
  BOOLEAN("boolean"),
  DATE_TIME("dateTime"),
  HEX_BINARY("hexBinary"),
  BASE64("base64"),
  DECIMAL("decimal");

  private final String word;
  private final String xsd;

  BaseType(String word) {
    this.word = word;
    this.xsd = "xsd:" + word;
  }

  /** The name in definitions, {@code unsignedInt} for example. */
  public String word() {
    return word;
  }

  /** The type as CWMP writes it, {@code xsd:unsignedInt} for example. */
  public String xsd() {
    return xsd;
  }

  /** Whether values are whole numbers. */
  public boolean isInteger() {
    return this == INT || this == UNSIGNED_INT || this == LONG || this == UNSIGNED_LONG;
  }

  /** Whether a length, not a value, is what a range of the JSON definition limits. */
  public boolean hasLength() {
    return this == STRING || this == HEX_BINARY || this == BASE64;
  }

  /** The type of that name; the XML types {@code any} and {@code integer} are {@code string} and {@code long} here. */
  public static Optional<BaseType> of(String word) {
    for (BaseType type : values()) {
      if (type.word.equals(word)) {
        return Optional.of(type);
      }
    }
    return switch (word) {
      case "any" -> Optional.of(STRING);
      case "integer" -> Optional.of(LONG);
      default -> Optional.empty();
    };
  }
}
