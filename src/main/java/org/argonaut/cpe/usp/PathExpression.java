package org.argonaut.cpe.usp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.argonaut.usp.UspErrors;

/**
 * A path of USP, taken apart (TR-369 "Path Names"): names, instance numbers, wildcards, searches, followed references.
 *
 * @param object the path ends with a dot
 */
record PathExpression(List<Segment> segments, boolean object) {
  private static final int LONGEST = 4096;

  /** One part of a path. */
  sealed interface Segment {
    /** The name of an object, parameter, command or event. */
    record Name(String name) implements Segment {}

    /** An instance number. */
    record Instance(int number) implements Segment {}

    /** {@code *}: every instance. */
    record Wildcard() implements Segment {}

    /** {@code [A==1&&B=="x"]}: the instances of which all of it holds. */
    record Search(List<Condition> conditions) implements Segment {}

    /**
     * {@code Name+}: the object that the parameter refers to.
     *
     * @param item which one of a list, from 1; 0: all of them ({@code Name#*+})
     */
    record Follow(String name, int item) implements Segment {}
  }

  /** How a condition compares. */
  enum Operator {
    // Two characters first: they are looked for in this order.
    EQUAL("=="),
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    CONTAINS("~="),
    ABOVE(">"),
    BELOW("<");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }
  }

  /**
   * One comparison.
   *
   * @param parameter relative to the instance
   */
  record Condition(String parameter, Operator operator, String value) {
    boolean holds(String actual) {
      return switch (operator) {
        case EQUAL -> compare(actual) == 0;
        case NOT_EQUAL -> compare(actual) != 0;
        case AT_LEAST -> compare(actual) >= 0;
        case AT_MOST -> compare(actual) <= 0;
        case ABOVE -> compare(actual) > 0;
        case BELOW -> compare(actual) < 0;
        case CONTAINS -> List.of(actual.split(",", -1)).stream().map(String::strip).anyMatch(value::equals);
      };
    }

    /** Numbers as numbers, truths as truths, all else as text (ISO dates sort as text). */
    private int compare(String actual) {
      if (number(actual) && number(value)) {
        return new BigDecimal(actual).compareTo(new BigDecimal(value));
      }
      if (actual.equals("true") || actual.equals("false")) {
        return actual.compareTo(value.equals("1") ? "true" : value.equals("0") ? "false" : value.toLowerCase(Locale.ROOT));
      }
      return actual.compareTo(value);
    }

    private static boolean number(String text) {
      int from = text.startsWith("-") ? 1 : 0;
      return text.length() > from && text.length() < 24 && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }
  }

  /** Whether a path needs no more than to be looked up: it has nothing in it that searches or follows. */
  static boolean plain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '*' || c == '[' || c == '+' || c == '#') {
        return false;
      }
    }
    return true;
  }

  /** Takes a path apart; what is none is fault 7008. */
  static PathExpression parse(String path) throws UspFault {
    if (path.isEmpty() || path.length() > LONGEST) {
      throw new UspFault(UspErrors.INVALID_PATH_SYNTAX, path.isEmpty() ? "an empty path" : "a path over " + LONGEST);
    }
    List<Segment> segments = new ArrayList<>();
    int at = 0;
    while (at < path.length()) {
      int end = path.charAt(at) == '[' ? endOfSearch(path, at) : path.indexOf('.', at);
      end = end < 0 ? path.length() : end;
      segments.add(segment(path, path.substring(at, end)));
      at = end + 1;
    }
    return new PathExpression(List.copyOf(segments), path.endsWith("."));
  }

  private static int endOfSearch(String path, int open) throws UspFault {
    boolean quoted = false;
    for (int i = open; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ']' && !quoted) {
        if (i + 1 < path.length() && path.charAt(i + 1) != '.') {
          break;
        }
        return i + 1;
      }
    }
    throw wrong(path, "a search that is not closed");
  }

  private static Segment segment(String path, String text) throws UspFault {
    if (text.equals("*")) {
      return new Segment.Wildcard();
    }
    if (text.startsWith("[")) {
      return new Segment.Search(conditions(path, text.substring(1, text.length() - 1)));
    }
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      if (text.length() > 9 || text.charAt(0) == '0') {
        throw wrong(path, "the instance number " + text);
      }
      return new Segment.Instance(Integer.parseInt(text));
    }
    if (text.endsWith("+")) {
      return follow(path, text.substring(0, text.length() - 1));
    }
    String bare = text.endsWith("()") ? text.substring(0, text.length() - 2) : text.endsWith("!") ? text.substring(0, text.length() - 1) : text;
    if (!name(bare)) {
      throw wrong(path, "'" + text + "'");
    }
    return new Segment.Name(text);
  }

  private static Segment follow(String path, String text) throws UspFault {
    int hash = text.indexOf('#');
    String name = hash < 0 ? text : text.substring(0, hash);
    String item = hash < 0 ? "1" : text.substring(hash + 1);
    if (!name(name) || !item.matches("\\*|[1-9]\\d{0,3}")) {
      throw wrong(path, "the reference '" + text + "+'");
    }
    return new Segment.Follow(name, item.equals("*") ? 0 : Integer.parseInt(item));
  }

  private static boolean name(String text) {
    if (text.isEmpty() || !(Character.isLetter(text.charAt(0)) || text.charAt(0) == '_')) {
      return false;
    }
    return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }

  private static List<Condition> conditions(String path, String text) throws UspFault {
    List<Condition> conditions = new ArrayList<>();
    int at = 0;
    boolean quoted = false;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length();
      if (!end && text.charAt(i) == '"') {
        quoted = !quoted;
      }
      if (end || (!quoted && text.startsWith("&&", i))) {
        conditions.add(condition(path, text.substring(at, i)));
        at = i + 2;
        i++;
      }
    }
    return List.copyOf(conditions);
  }

  private static Condition condition(String path, String text) throws UspFault {
    for (int i = 0; i < text.length(); i++) {
      for (Operator operator : Operator.values()) {
        if (text.startsWith(operator.sign, i)) {
          String parameter = text.substring(0, i);
          if (!List.of(parameter.split("\\.", -1)).stream().allMatch(PathExpression::name)) {
            throw wrong(path, "the parameter '" + parameter + "' (no blanks around operators)");
          }
          return new Condition(parameter, operator, value(path, text.substring(i + operator.sign.length())));
        }
      }
    }
    throw wrong(path, "the condition '" + text + "'");
  }

  private static String value(String path, String text) throws UspFault {
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      return text.substring(1, text.length() - 1).replace("%22", "\"").replace("%25", "%");
    }
    if (text.isEmpty() || text.indexOf(' ') >= 0 || text.indexOf('"') >= 0) {
      throw wrong(path, "the value '" + text + "'");
    }
    return text;
  }

  private static UspFault wrong(String path, String what) {
    return new UspFault(UspErrors.INVALID_PATH_SYNTAX, what + " in " + path + " is not the syntax of a path");
  }
}
