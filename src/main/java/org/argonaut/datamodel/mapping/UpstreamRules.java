package org.argonaut.datamodel.mapping;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.Enumeration;
import org.argonaut.datamodel.ListShape;
import org.argonaut.datamodel.Range;
import org.argonaut.datamodel.ValueType;

/** Checks values as today's devices do, oddities included. */
final class UpstreamRules {
  private static final Pattern SIGNED = Pattern.compile("[+-]?[0-9]{1,60}");
  private static final Pattern UNSIGNED = Pattern.compile("[0-9]{1,60}");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3}|\\.[0-9]{6})?Z");
  private static final BigDecimal UNSIGNED_INT_MAX = BigDecimal.valueOf(0xFFFF_FFFFL);

  private UpstreamRules() {}

  /** Why a value is not accepted; empty: it is. */
  static Optional<String> check(ValueType type, String value) {
    boolean fine = type.list() == null ? item(type, value) : list(type, value);
    return fine ? Optional.empty() : Optional.of("'" + value + "' is not accepted by devices");
  }

  private static boolean list(ValueType type, String value) {
    ListShape list = type.list();
    if (!sizes(list.sizes(), bytes(value))) {
      return false;
    }
    String[] items = value.isEmpty() ? new String[0] : value.split(",");
    boolean exact = list.minItems() > 0 && list.minItems() == list.maxItems();
    if (exact ? items.length != list.minItems() && items.length != 2 * list.minItems() : isOutside(items.length, list)) {
      return false;
    }
    // Items of a named type are not looked at.
    boolean known = type.dataType().isEmpty() && type.base() != BaseType.BOOLEAN && type.base() != BaseType.DATE_TIME;
    for (String item : items) {
      if (known && !item(type, item)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOutside(int items, ListShape list) {
    return items < list.minItems() || (list.maxItems() != ListShape.UNBOUNDED && items > list.maxItems());
  }

  private static boolean item(ValueType type, String value) {
    return switch (type.base()) {
      case BOOLEAN -> SetRules.isBoolean(value);
      case INT, LONG -> SIGNED.matcher(value).matches() && number(type, value);
      case UNSIGNED_INT, UNSIGNED_LONG -> UNSIGNED.matcher(value).matches() && number(type, value);
      case HEX_BINARY -> ReadRules.isHex(value) && hex(type.sizes(), value.length());
      case DATE_TIME -> TIME.matcher(value).matches();
      case STRING -> string(type, value);
      case BASE64, DECIMAL -> false;
    };
  }

  /** Ranges one after the other: a whole one decides, half a one must hold; only without a match the type's own limits count. */
  private static boolean number(ValueType type, String value) {
    BigDecimal number = new BigDecimal(value);
    List<Range> ranges = type.ranges();
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      if (range.min() != null && range.max() != null) {
        boolean digits = type.base() == BaseType.UNSIGNED_INT && range.min().compareTo(range.max()) == 0;
        if (digits ? value.length() == range.min().intValue() : range.contains(number)) {
          return true;
        }
        if (i == ranges.size() - 1) {
          return false;
        }
      } else if (!range.contains(number)) {
        return false;
      }
    }
    return switch (type.base()) {
      case UNSIGNED_INT -> number.compareTo(UNSIGNED_INT_MAX) <= 0;
      case INT -> number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0 && number.compareTo(BigDecimal.valueOf(Integer.MIN_VALUE)) >= 0;
      default -> true;
    };
  }

  private static boolean hex(List<Range> ranges, int digits) {
    for (Range range : ranges) {
      boolean exact = range.min() != null && range.max() != null && range.min().compareTo(range.max()) == 0;
      if (exact ? digits == 2 * range.min().intValue() : range.contains(BigDecimal.valueOf(digits))) {
        return true;
      }
    }
    return ranges.isEmpty();
  }

  private static boolean string(ValueType type, String value) {
    if (!type.sizes().isEmpty() && !sizes(type.sizes().subList(0, 1), bytes(value))) {
      return false;
    }
    if (!type.enumerations().isEmpty() && type.enumerations().stream().map(Enumeration::value).noneMatch(value::equals)) {
      return false;
    }
    return type.patterns().isEmpty() || type.patterns().stream().anyMatch(pattern -> pattern.matches(value));
  }

  /** Zero is no limit. */
  private static boolean sizes(List<Range> sizes, int length) {
    for (Range size : sizes) {
      boolean tooShort = size.min() != null && length < size.min().intValue();
      boolean tooLong = size.max() != null && size.max().signum() > 0 && length > size.max().intValue();
      if (tooShort || tooLong) {
        return false;
      }
    }
    return true;
  }

  private static int bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }
}
