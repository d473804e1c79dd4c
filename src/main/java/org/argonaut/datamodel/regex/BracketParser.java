package org.argonaut.datamodel.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Reads one bracket expression, {@code [^a-z[:digit:]_]}. */
final class BracketParser {
  private final String text;
  private int at;

  BracketParser(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** The set; {@code end} is told where the expression ends. */
  CharSet parse(IntConsumer end) throws BadPattern {
    at++;
    boolean negated = take('^');
    List<CharSet> sets = new ArrayList<>();
    boolean first = true;
    while (true) {
      if (at >= text.length()) {
        throw bad("'[' without ']'");
      }
      if (text.charAt(at) == ']' && !first) {
        at++;
        break;
      }
      first = false;
      sets.add(item());
    }
    end.accept(at);
    CharSet set = CharSet.union(sets);
    return negated ? set.complement() : set;
  }

  private CharSet item() throws BadPattern {
    if (text.startsWith("-[", at) && !text.startsWith("-[:", at)) {
      throw bad("subtraction of sets is not supported");
    }
    if (text.startsWith("[:", at)) {
      return posixClass();
    }
    if (text.startsWith("[.", at) || text.startsWith("[=", at)) {
      throw bad("collating elements are not supported");
    }
    if (text.charAt(at) == '\\' && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1))) {
      at += 2;
      return ExpressionParser.escape(text.charAt(at - 1), this::bad);
    }
    int low = point();
    boolean range = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
    if (!range) {
      return CharSet.of(low, low);
    }
    at++;
    int high = point();
    if (high < low) {
      throw bad("a range that ends before it starts");
    }
    return CharSet.of(low, high);
  }

  private int point() throws BadPattern {
    if (text.charAt(at) == '\\') {
      at++;
      if (at == text.length()) {
        throw bad("'\\' at the end");
      }
    }
    int point = text.codePointAt(at);
    at += Character.charCount(point);
    return point;
  }

  private CharSet posixClass() throws BadPattern {
    int end = text.indexOf(":]", at + 2);
    if (end < 0) {
      throw bad("'[:' without ':]'");
    }
    String name = text.substring(at + 2, end);
    at = end + 2;
    return switch (name) {
      case "digit" -> CharSet.DIGIT;
      case "alpha" -> new CharSet(new int[] {'A', 'Z', 'a', 'z'});
      case "alnum" -> new CharSet(new int[] {'0', '9', 'A', 'Z', 'a', 'z'});
      case "upper" -> CharSet.of('A', 'Z');
      case "lower" -> CharSet.of('a', 'z');
      case "xdigit" -> new CharSet(new int[] {'0', '9', 'A', 'F', 'a', 'f'});
      case "space" -> CharSet.SPACE;
      case "blank" -> new CharSet(new int[] {'\t', '\t', ' ', ' '});
      case "punct" -> new CharSet(new int[] {'!', '/', ':', '@', '[', '`', '{', '~'});
      case "print" -> CharSet.of(' ', '~');
      case "graph" -> CharSet.of('!', '~');
      case "cntrl" -> new CharSet(new int[] {0, 31, 127, 127});
      default -> throw bad("no such class: [:" + name + ":]");
    };
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private BadPattern bad(String what) {
    return new BadPattern(what + " (at character " + (Math.min(at, text.length()) + 1) + " of the pattern)");
  }
}
