package org.argonaut.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A query parameter or path segment of a route: its type, and so both its check and its description.
 *
 * @param initial what it is when the caller leaves it out, as text; null: absent
 */
public record Parameter(String name, Type type, String description, String initial) {

  /** What values a parameter may have. */
  public sealed interface Type {}

  /** Any text without control characters. */
  public record Text(int maxLength) implements Type {}

  /** Texts: the parameter may be given several times. */
  public record Texts(int maxLength, int maxItems) implements Type {}

  public record Whole(long min, long max) implements Type {}

  /** {@code true} or {@code false}. */
  public record Flag() implements Type {}

  public record OneOf(List<String> values) implements Type {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  private static final int MAX_TEXT = 1024;

  public static Parameter text(String name, String description) {
    return new Parameter(name, new Text(MAX_TEXT), description, null);
  }

  /** Given once for each value. */
  public static Parameter texts(String name, int maxLength, int maxItems, String description) {
    return new Parameter(name, new Texts(maxLength, maxItems), description, null);
  }

  public static Parameter whole(String name, long min, long max, String description) {
    return new Parameter(name, new Whole(min, max), description, null);
  }

  public static Parameter flag(String name, boolean initial, String description) {
    return new Parameter(name, new Flag(), description, Boolean.toString(initial));
  }

  public static Parameter oneOf(String name, String description, String... values) {
    return new Parameter(name, new OneOf(List.of(values)), description, null);
  }

  /** The same with a value for when it is left out. */
  public Parameter initially(String value) {
    return new Parameter(name, type, description, value);
  }

  /**
   * Checks a value a caller gave.
   *
   * @throws Problem 400 that names the parameter and what it may be
   */
  void check(String value) throws Problem {
    switch (type) {
      case Text(int maxLength) -> checkText(value, maxLength);
      case Texts(int maxLength, _) -> checkText(value, maxLength);
      case Whole(long min, long max) -> checkWhole(value, min, max);
      case Flag() -> {
        if (!value.equals("true") && !value.equals("false")) {
          throw wrong(value, "true or false");
        }
      }
      case OneOf(List<String> values) -> {
        if (!values.contains(value)) {
          throw wrong(value, "one of " + String.join(", ", values));
        }
      }
    }
  }

  private void checkText(String value, int maxLength) throws Problem {
    if (value.length() > maxLength) {
      throw Problem.badField(
          name, name + " has " + value.length() + " characters; at most " + maxLength + " are allowed");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw Problem.badField(name, name + " holds a control character; remove it");
    }
  }

  private void checkWhole(String value, long min, long max) throws Problem {
    String wanted = max == Long.MAX_VALUE ? "a whole number from " + min : "a whole number from " + min + " to " + max;
    try {
      long number = Long.parseLong(value);
      if (number < min || number > max) {
        throw wrong(value, wanted);
      }
    } catch (NumberFormatException e) {
      throw wrong(value, wanted);
    }
  }

  private Problem wrong(String value, String wanted) {
    String shown = value.length() > 64 ? value.substring(0, 64) + "..." : value;
    return Problem.badField(name, name + " is '" + shown + "'; it must be " + wanted);
  }

  ObjectNode schema() {
    ObjectNode schema = Json.object();
    switch (type) {
      case Text(int maxLength) -> schema.put("type", "string").put("maxLength", maxLength);
      case Texts(int maxLength, int maxItems) -> {
        schema.put("type", "array").put("maxItems", maxItems);
        schema.putObject("items").put("type", "string").put("maxLength", maxLength);
      }
      case Whole(long min, long max) -> {
        schema.put("type", "integer").put("minimum", min);
        if (max != Long.MAX_VALUE) {
          schema.put("maximum", max);
        }
        if (initial != null) {
          schema.put("default", Long.parseLong(initial));
        }
      }
      case Flag() -> {
        schema.put("type", "boolean");
        if (initial != null) {
          schema.put("default", Boolean.parseBoolean(initial));
        }
      }
      case OneOf(List<String> values) -> {
        schema.put("type", "string");
        values.forEach(schema.putArray("enum")::add);
        if (initial != null) {
          schema.put("default", initial);
        }
      }
    }
    return schema;
  }
}
