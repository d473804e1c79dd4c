package org.argonaut.usp;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.argonaut.usp.SearchPath.Operator;

/**
 * Compares values in their lexical form (R-ENC.6): quoted ones as strings, others by what both can be read as: numbers,
 * times, booleans ({@code 1} is {@code true}), else strings. What cannot be ordered is neither less nor greater.
 */
final class Comparison {
  private static final int MAX_NUMBER = 40;

  private Comparison() {}

  static boolean holds(String actual, Operator operator, String value, boolean quoted) {
    return switch (operator) {
      case CONTAINS -> Arrays.stream(actual.split(",")).map(String::strip).anyMatch(i -> equal(i, value, quoted));
      case EQUAL -> equal(actual, value, quoted);
      case NOT_EQUAL -> !equal(actual, value, quoted);
      case LESS -> ordered(actual, value).filter(c -> c < 0).isPresent();
      case LESS_OR_EQUAL -> ordered(actual, value).filter(c -> c <= 0).isPresent();
      case GREATER -> ordered(actual, value).filter(c -> c > 0).isPresent();
      case GREATER_OR_EQUAL -> ordered(actual, value).filter(c -> c >= 0).isPresent();
    };
  }

  private static boolean equal(String actual, String value, boolean quoted) {
    if (actual.equals(value)) {
      return true;
    }
    if (quoted) {
      return false;
    }
    var bool = bool(actual);
    var sameBool = bool.isPresent() && bool.equals(bool(value));
    return sameBool || ordered(actual, value).filter(c -> c == 0).isPresent();
  }

  private static Optional<Boolean> bool(String text) {
    return switch (text) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> ordered(String actual, String value) {
    var a = number(actual);
    var b = number(value);
    if (a.isPresent() && b.isPresent()) {
      return Optional.of(a.get().compareTo(b.get()));
    }
    var then = time(actual);
    var limit = time(value);
    return then.isPresent() && limit.isPresent()
        ? Optional.of(then.get().toInstant().compareTo(limit.get().toInstant()))
        : Optional.empty();
  }

  /** Plain digits only: an exponent from a stranger could cost any amount of memory. */
  private static Optional<BigDecimal> number(String text) {
    return text.length() <= MAX_NUMBER && text.matches("[+-]?[0-9]+(\\.[0-9]+)?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  private static Optional<OffsetDateTime> time(String text) {
    if (text.indexOf('T') < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
