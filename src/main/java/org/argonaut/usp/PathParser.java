package org.argonaut.usp;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.usp.SearchPath.Condition;
import org.argonaut.usp.SearchPath.Item;
import org.argonaut.usp.SearchPath.Kind;
import org.argonaut.usp.SearchPath.Operator;
import org.argonaut.usp.SearchPath.Segment;

/** Reads one {@link SearchPath}, from left to right; there is nothing to go back for. */
final class PathParser {
  private static final int MAX_CONDITIONS = 32;

  private final String text;
  private int at;

  PathParser(String text) {
    this.text = text;
  }

  SearchPath read(boolean relative) throws BadPath {
    if (text.isEmpty()) {
      throw bad("the path is empty,");
    }
    if (text.length() > SearchPath.MAX_LENGTH) {
      throw bad("the path has " + text.length() + " characters, at most " + SearchPath.MAX_LENGTH + " are read;");
    }
    var segments = new ArrayList<Segment>();
    while (true) {
      segments.add(segment(segments.isEmpty() && !relative));
      if (atEnd()) {
        return new SearchPath(text, segments, endKind(segments.getLast()));
      }
      if (take("()")) {
        return ended(segments, Kind.COMMAND);
      }
      if (take("!")) {
        return ended(segments, Kind.EVENT);
      }
      expect(".");
      if (atEnd()) {
        return new SearchPath(text, segments, Kind.OBJECT);
      }
    }
  }

  private static Kind endKind(Segment last) {
    return last instanceof Segment.Name ? Kind.PARAMETER : Kind.OBJECT;
  }

  private SearchPath ended(List<Segment> segments, Kind kind) throws BadPath {
    if (!(segments.getLast() instanceof Segment.Name)) {
      at -= kind == Kind.COMMAND ? 2 : 1;
      throw bad((kind == Kind.COMMAND ? "the command" : "the event") + " has no name");
    }
    if (!atEnd()) {
      throw bad("nothing may follow " + (kind == Kind.COMMAND ? "()" : "!"));
    }
    return new SearchPath(text, segments, kind);
  }

  private Segment segment(boolean first) throws BadPath {
    if (first) {
      return named();
    }
    if (take("*")) {
      return new Segment.Wildcard();
    }
    if (take("{i}")) {
      return new Segment.Placeholder();
    }
    if (take("[")) {
      return search();
    }
    return !atEnd() && isDigit(text.charAt(at)) ? new Segment.Instance(number()) : named();
  }

  /** A name, or a reference to follow. */
  private Segment named() throws BadPath {
    var name = name();
    if (take("#")) {
      var item = take("*") ? new Item.All() : new Item.At(number());
      expect("+");
      return new Segment.Reference(name, item);
    }
    return take("+") ? new Segment.Reference(name, new Item.At(1)) : new Segment.Name(name);
  }

  private Segment search() throws BadPath {
    var conditions = new ArrayList<Condition>();
    do {
      if (conditions.size() == MAX_CONDITIONS) {
        throw bad("more than " + MAX_CONDITIONS + " conditions in one expression");
      }
      conditions.add(condition());
    } while (take("&&"));
    if (!take("]")) {
      throw bad(text.startsWith("||", at) ? "|| does not exist, only && does," : "&& or ] expected");
    }
    return new Segment.Search(conditions);
  }

  private Condition condition() throws BadPath {
    var path = new ArrayList<Segment>();
    do {
      path.add(named());
    } while (take("."));
    if (!(path.getLast() instanceof Segment.Name)) {
      throw bad("a parameter of the referenced object expected");
    }
    var operator = operator();
    return take("\"")
        ? new Condition(path, operator, quoted(), true)
        : new Condition(path, operator, bare(), false);
  }

  private Operator operator() throws BadPath {
    for (var operator : Operator.values()) {
      if (take(operator.sign())) {
        return operator;
      }
    }
    throw bad("one of == != <= >= < > ~= expected");
  }

  private String quoted() throws BadPath {
    var end = text.indexOf('"', at);
    if (end < 0) {
      throw bad("the closing quote is missing");
    }
    var value = text.substring(at, end);
    at = end + 1;
    return value.replace("%22", "\"").replace("%25", "%");
  }

  /** Numbers, booleans and times stand without quotes. */
  private String bare() throws BadPath {
    var start = at;
    while (!atEnd() && (isDigit(text.charAt(at)) || isLetter(text.charAt(at)) || "+-.:_".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (at == start) {
      throw bad("a value expected");
    }
    return text.substring(start, at);
  }

  private String name() throws BadPath {
    var start = at;
    if (atEnd() || !(isLetter(text.charAt(at)) || text.charAt(at) == '_')) {
      throw bad("a name expected");
    }
    while (!atEnd() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return text.substring(start, at);
  }

  /** A number from 1 to the largest int, without leading zeros. */
  private int number() throws BadPath {
    var start = at;
    long value = 0;
    while (!atEnd() && isDigit(text.charAt(at)) && value <= Integer.MAX_VALUE) {
      value = value * 10 + (text.charAt(at) - '0');
      at++;
    }
    if (at == start || text.charAt(start) == '0' || value > Integer.MAX_VALUE) {
      at = start;
      throw bad("a number from 1 to " + Integer.MAX_VALUE + " expected");
    }
    return (int) value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** TR-106 lets names have the letters of all scripts. */
  private static boolean isLetter(char c) {
    return Character.isLetter(c);
  }

  private boolean atEnd() {
    return at == text.length();
  }

  private boolean take(String sign) {
    if (!text.startsWith(sign, at)) {
      return false;
    }
    at += sign.length();
    return true;
  }

  private void expect(String sign) throws BadPath {
    if (!take(sign)) {
      throw bad(sign + " expected");
    }
  }

  private BadPath bad(String problem) {
    var space = !atEnd() && Character.isWhitespace(text.charAt(at)) ? "paths have no spaces (R-ARC.9b); " : "";
    return new BadPath(text, at, space + problem);
  }
}
