package org.argonaut.datamodel;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.argonaut.datamodel.Problem.Kind;

/** Tells whether a text is a value of a type. Immutable; takes well under a microsecond for usual values. */
public final class ValueChecker {
  private static final int SHOWN = 60;
  private static final int SHOWN_VALUES = 12;
  private static final Optional<Problem> FINE = Optional.empty();

  private final ValueType type;
  private final Set<String> values;
  private final Set<String> readOnlyValues;
  private final long[] lows;
  private final long[] highs;
  private final boolean stepped;

  public ValueChecker(ValueType type) {
    this.type = type;
    this.values = values(type.enumerations(), false);
    this.readOnlyValues = values(type.enumerations(), true);
    this.lows = new long[type.ranges().size()];
    this.highs = new long[lows.length];
    boolean steps = false;
    for (int i = 0; i < lows.length; i++) {
      lows[i] = type.ranges().get(i).low();
      highs[i] = type.ranges().get(i).high();
      steps |= type.ranges().get(i).step() != null;
    }
    this.stepped = steps;
  }

  private static Set<String> values(List<Enumeration> enumerations, boolean readOnlyOnes) {
    if (enumerations.isEmpty()) {
      return Set.of();
    }
    Set<String> values = new HashSet<>(enumerations.size() * 2);
    for (Enumeration enumeration : enumerations) {
      if (enumeration.readOnly() || !readOnlyOnes) {
        values.add(enumeration.value());
      }
    }
    return Set.copyOf(values);
  }

  /** The type this checks. */
  public ValueType type() {
    return type;
  }

  /** Why a device could not have this value; empty: it could. */
  public Optional<Problem> check(String value) {
    return type.list() == null ? item(value) : list(value);
  }

  /** Why a controller must not set this value; empty: it may. */
  public Optional<Problem> checkSet(String value) {
    Optional<Problem> problem = check(value);
    if (problem.isPresent() || readOnlyValues.isEmpty()) {
      return problem;
    }
    for (String item : type.list() == null ? List.of(value) : items(value)) {
      if (readOnlyValues.contains(item)) {
        return problem(Kind.READ_ONLY_VALUE, shown(item) + " is a value the device reports and nobody sets");
      }
    }
    return FINE;
  }

  private Optional<Problem> list(String text) {
    ListShape list = type.list();
    if (!sizesHold(list.sizes(), text.length())) {
      return problem(Kind.LENGTH, "the whole list must have " + any(list.sizes()) + " characters, not " + text.length());
    }
    List<String> items = items(text);
    if (items.size() < list.minItems() || (list.maxItems() != ListShape.UNBOUNDED && items.size() > list.maxItems())) {
      String bound = list.maxItems() == ListShape.UNBOUNDED ? "or more" : "to " + list.maxItems();
      return problem(Kind.ITEMS, "must have " + list.minItems() + " " + bound + " items, not " + items.size());
    }
    for (String item : items) {
      Optional<Problem> problem = item(list.map() ? item.substring(item.indexOf('=') + 1) : item);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return FINE;
  }

  /** The items of a list; commas inside brackets do not part them. */
  private List<String> items(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<String> items = new java.util.ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      if (c == ',' && (depth == 0 || i == text.length())) {
        items.add(text.substring(start, i).strip());
        start = i + 1;
      } else if (type.list().nestedBrackets() && (c == '[' || c == ']')) {
        depth += c == '[' ? 1 : -1;
      }
    }
    return items;
  }

  private Optional<Problem> item(String value) {
    return switch (type.base()) {
      case STRING -> string(value);
      case INT -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case UNSIGNED_INT -> whole(value, 0, 0xFFFF_FFFFL);
      case LONG, UNSIGNED_LONG -> whole(value, type.base() == BaseType.LONG ? Long.MIN_VALUE : 0, Long.MAX_VALUE);
      case BOOLEAN -> is(Lexical.isBoolean(value), value, "one of true, false, 1, 0");
      case DATE_TIME -> is(Lexical.isDateTime(value), value, "a date and time such as 2026-01-31T12:00:00Z");
      case HEX_BINARY -> binary(value, Lexical.hexLength(value), "hexadecimal digits, two a byte");
      case BASE64 -> binary(value, Lexical.base64Length(value), "base64");
      case DECIMAL -> decimal(value);
    };
  }

  private Optional<Problem> string(String value) {
    if (!values.isEmpty()) {
      boolean known = values.contains(value) || (type.vendorValues() && value.startsWith("X_"));
      if (!known) {
        return problem(Kind.ENUMERATION, "must be one of " + someValues() + ", not " + shown(value));
      }
    }
    if (!sizesHold(type.sizes(), value.length())) {
      return problem(Kind.LENGTH, "must have " + any(type.sizes()) + " characters, not " + value.length());
    }
    return patterns(value);
  }

  private Optional<Problem> patterns(String value) {
    List<ValuePattern> patterns = type.patterns();
    if (patterns.isEmpty()) {
      return FINE;
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matches(value)) {
        return FINE;
      }
    }
    return problem(
        Kind.PATTERN,
        shown(value)
            + " does not match "
            + patterns.stream().map(ValuePattern::text).map(ValueChecker::shown).collect(Collectors.joining(" or ")));
  }

  private Optional<Problem> whole(String value, long least, long most) {
    if (!Lexical.isWhole(value, least < 0)) {
      return problem(Kind.TYPE, "must be " + type.base().word() + ", a whole number, not " + shown(value));
    }
    // Eighteen digits fit a long whatever they are.
    if (value.length() > 18 || stepped) {
      return exact(new BigDecimal(value.startsWith("+") ? value.substring(1) : value));
    }
    long number = Long.parseLong(value);
    if (number < least || number > most) {
      return outside(value);
    }
    for (int i = 0; i < lows.length; i++) {
      if (number >= lows[i] && number <= highs[i]) {
        return FINE;
      }
    }
    return lows.length == 0 ? FINE : outside(value);
  }

  private Optional<Problem> exact(BigDecimal number) {
    boolean inType = Lexical.limits(type.base()).contains(number);
    boolean inRange = type.ranges().isEmpty() || type.ranges().stream().anyMatch(range -> range.contains(number));
    return inType && inRange ? FINE : outside(number.toPlainString());
  }

  private Optional<Problem> decimal(String value) {
    return Lexical.isDecimal(value)
        ? exact(new BigDecimal(value.strip()))
        : problem(Kind.TYPE, "must be a decimal number, not " + shown(value));
  }

  private Optional<Problem> outside(String value) {
    List<Range> ranges = type.ranges().isEmpty() ? List.of(Lexical.limits(type.base())) : type.ranges();
    return problem(Kind.RANGE, "must be " + any(ranges) + ", not " + shown(value));
  }

  private Optional<Problem> binary(String value, int length, String what) {
    if (length < 0) {
      return problem(Kind.TYPE, "must be " + what + ", not " + shown(value));
    }
    return sizesHold(type.sizes(), length)
        ? FINE
        : problem(Kind.LENGTH, "must have " + any(type.sizes()) + " bytes, not " + length);
  }

  private static Optional<Problem> is(boolean right, String value, String what) {
    return right ? FINE : problem(Kind.TYPE, "must be " + what + ", not " + shown(value));
  }

  private static boolean sizesHold(List<Range> sizes, int length) {
    if (sizes.isEmpty()) {
      return true;
    }
    for (int i = 0; i < sizes.size(); i++) {
      if (length >= sizes.get(i).low() && length <= sizes.get(i).high()) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Problem> problem(Kind kind, String text) {
    return Optional.of(new Problem(kind, text));
  }

  private static String any(List<Range> ranges) {
    return ranges.stream().map(Range::toString).collect(Collectors.joining(" or "));
  }

  private String someValues() {
    Set<String> seen = new HashSet<>();
    String some =
        type.enumerations().stream()
            .map(Enumeration::value)
            .filter(seen::add)
            .limit(SHOWN_VALUES)
            .collect(Collectors.joining(", "));
    return values.size() > SHOWN_VALUES ? some + " ... (" + values.size() + " values)" : some;
  }

  private static String shown(String value) {
    return value.length() <= SHOWN ? "'" + value + "'" : "'" + value.substring(0, SHOWN) + "...'";
  }
}
