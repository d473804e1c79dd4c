package org.argonaut.datamodel.mapping;

import java.util.Optional;
import java.util.regex.Pattern;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.Problem;
import org.argonaut.datamodel.ValueType;

/** Whether a parameter may be set to a value. */
final class SetRules {
  /** Devices know UTC only, and seconds, milliseconds or microseconds. */
  private static final Pattern TIME = Pattern.compile("[0-9-]{10}T[0-9:]{8}(\\.[0-9]{3}|\\.[0-9]{6})?Z");

  private static final int LONGEST_ALIAS = 64;

  private SetRules() {}

  /** Why not; empty: it may. */
  static Optional<String> check(Place place, String value, boolean compatible) {
    MappedNode node = place.node();
    if (UciValues.isAlias(place) && value.length() > LONGEST_ALIAS) {
      return Optional.of("an alias has at most " + LONGEST_ALIAS + " characters, not " + value.length());
    }
    if (compatible) {
      return UpstreamRules.check(node.type(), value);
    }
    if (node.base() == BaseType.DATE_TIME && !TIME.matcher(value).matches()) {
      return Optional.of("must be a time in UTC such as 2026-01-31T12:00:00Z, not '" + value + "'");
    }
    return node.schema().check(value).map(Problem::text);
  }

  /** Whether setting it would change nothing. */
  static boolean isSame(ValueType type, String value, String current) {
    if (type.list() == null && type.base() == BaseType.BOOLEAN) {
      return isBoolean(value) && ReadRules.isTrue(value) == current.equals("1");
    }
    return value.equals(current);
  }

  static boolean isBoolean(String value) {
    return value.equals("1") || value.equals("0") || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
  }
}
