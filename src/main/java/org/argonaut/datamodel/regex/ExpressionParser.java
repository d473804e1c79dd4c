package org.argonaut.datamodel.regex;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.datamodel.regex.Expression.Choice;
import org.argonaut.datamodel.regex.Expression.End;
import org.argonaut.datamodel.regex.Expression.One;
import org.argonaut.datamodel.regex.Expression.Repeat;
import org.argonaut.datamodel.regex.Expression.Sequence;
import org.argonaut.datamodel.regex.Expression.Start;

/** Reads POSIX extended regular expressions, with the class letters ({@code \d}, {@code \w}, {@code \s}) of others. */
final class ExpressionParser {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_COUNT = 4096;
  private static final int MAX_LENGTH = 4096;

  private final String text;
  private int at;
  private int depth;

  private ExpressionParser(String text) {
    this.text = text;
  }

  static Expression parse(String text) throws BadPattern {
    if (text.length() > MAX_LENGTH) {
      throw new BadPattern("a pattern of more than " + MAX_LENGTH + " characters");
    }
    ExpressionParser parser = new ExpressionParser(text);
    Expression whole = parser.choice();
    if (parser.at < text.length()) {
      throw parser.bad("')' without '('");
    }
    return whole;
  }

  private Expression choice() throws BadPattern {
    if (++depth > MAX_DEPTH) {
      throw bad("more than " + MAX_DEPTH + " groups inside each other");
    }
    List<Expression> options = new ArrayList<>();
    options.add(sequence());
    while (take('|')) {
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.getFirst() : new Choice(options);
  }

  private Expression sequence() throws BadPattern {
    List<Expression> parts = new ArrayList<>();
    while (at < text.length() && peek() != '|' && peek() != ')') {
      parts.add(repeated(atom()));
    }
    return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
  }

  private Expression repeated(Expression atom) throws BadPattern {
    Expression result = atom;
    boolean counted = false;
    while (at < text.length()) {
      char c = peek();
      if (counted && c == '?') {
        // "As few as possible" changes nothing about whether a text matches.
        at++;
        break;
      }
      Expression next =
          switch (c) {
            case '*' -> counted(result, 0, Expression.UNBOUNDED);
            case '+' -> counted(result, 1, Expression.UNBOUNDED);
            case '?' -> counted(result, 0, 1);
            case '{' -> bounds(result);
            default -> null;
          };
      if (next == null) {
        break;
      }
      if (counted) {
        throw bad("two counts behind each other");
      }
      result = next;
      counted = true;
    }
    return result;
  }

  private Expression counted(Expression body, int min, int max) {
    at++;
    return new Repeat(body, min, max);
  }

  private Expression bounds(Expression body) throws BadPattern {
    at++;
    int min = number();
    int max = min;
    if (take(',')) {
      max = at < text.length() && peek() == '}' ? Expression.UNBOUNDED : number();
    }
    if (!take('}')) {
      throw bad("'{' without a count and '}'");
    }
    if (max != Expression.UNBOUNDED && max < min) {
      throw bad("a count that ends before it starts");
    }
    return new Repeat(body, min, max);
  }

  private int number() throws BadPattern {
    int start = at;
    int value = 0;
    while (at < text.length() && Character.isDigit(peek())) {
      value = value * 10 + (peek() - '0');
      if (value > MAX_COUNT) {
        throw bad("a count above " + MAX_COUNT);
      }
      at++;
    }
    if (at == start) {
      throw bad("'{' without a count");
    }
    return value;
  }

  private Expression atom() throws BadPattern {
    char c = peek();
    switch (c) {
      case '(' -> {
        at++;
        if (text.startsWith("?:", at)) {
          at += 2;
        } else if (at < text.length() && peek() == '?') {
          throw bad("'(?' has no meaning here");
        }
        Expression group = choice();
        if (!take(')')) {
          throw bad("'(' without ')'");
        }
        return group;
      }
      case '[' -> {
        return new One(new BracketParser(text, at).parse(end -> at = end));
      }
      case '^' -> {
        at++;
        return new Start();
      }
      case '$' -> {
        at++;
        return new End();
      }
      case '*', '+', '?' -> throw bad("'" + c + "' with nothing before it to repeat");
      case '.' -> {
        at++;
        return new One(CharSet.ANY);
      }
      case '\\' -> {
        at++;
        if (at == text.length()) {
          throw bad("'\\' at the end");
        }
        return new One(escape(text.charAt(at++), this::bad));
      }
      default -> {
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return new One(CharSet.of(point, point));
      }
    }
  }

  /** What a letter behind a backslash stands for. */
  static CharSet escape(char letter, java.util.function.Function<String, BadPattern> bad) throws BadPattern {
    return switch (letter) {
      case 'd' -> CharSet.DIGIT;
      case 'D' -> CharSet.DIGIT.complement();
      case 's' -> CharSet.SPACE;
      case 'S' -> CharSet.SPACE.complement();
      case 'w' -> CharSet.WORD;
      case 'W' -> CharSet.WORD.complement();
      case 'i' -> CharSet.NAME_START;
      case 'I' -> CharSet.NAME_START.complement();
      case 'c' -> CharSet.NAME;
      case 'C' -> CharSet.NAME.complement();
      case 'n' -> CharSet.of('\n', '\n');
      case 'r' -> CharSet.of('\r', '\r');
      case 't' -> CharSet.of('\t', '\t');
      default -> {
        if (Character.isLetterOrDigit(letter)) {
          throw bad.apply("'\\" + letter + "' is not supported");
        }
        yield CharSet.of(letter, letter);
      }
    };
  }

  private char peek() {
    return text.charAt(at);
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
