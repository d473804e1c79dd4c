package org.argonaut.script.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A variable of a service.
 *
 * @param name as scripts ask for it
 * @param required whether an instance must give a value; one with an initial value need not
 * @param initial the value of instances that give none; null: none
 * @param description for people
 */
public record ServiceVariable(
    String name, Type type, boolean required, @JsonProperty("default") String initial, String description) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");
  private static final int LONGEST = 4096;

  /** What values a variable takes; all are texts to the script. */
  public enum Type {
    @JsonProperty("string")
    STRING,
    @JsonProperty("integer")
    INTEGER,
    @JsonProperty("number")
    NUMBER,
    @JsonProperty("boolean")
    BOOLEAN,
    /** A string that the API takes and never shows. */
    @JsonProperty("secret")
    SECRET;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ServiceVariable {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new ServiceFailure(400, "variables: '" + name + "' is no name; use letters, digits and _ . - (at most 64)");
    }
    type = type == null ? Type.STRING : type;
    description = description == null ? "" : description;
    if (initial != null) {
      check(name, type, initial);
    }
  }

  /**
   * Checks a value.
   *
   * @throws ServiceFailure 400 when it is none of this type
   */
  void check(String value) {
    check(name, type, value);
  }

  private static void check(String name, Type type, String value) {
    boolean fits =
        switch (type) {
          case STRING, SECRET -> value.length() <= LONGEST;
          case INTEGER -> value.matches("-?\\d{1,18}");
          case NUMBER -> isNumber(value);
          case BOOLEAN -> value.equals("true") || value.equals("false");
        };
    if (!fits) {
      String given = type == Type.SECRET || value.length() > 60 ? "the value" : "'" + value + "'";
      throw new ServiceFailure(400, "variable '" + name + "': " + given + " is no " + type.label());
    }
  }

  private static boolean isNumber(String value) {
    try {
      return value.length() <= 40 && new BigDecimal(value).precision() <= 40;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
