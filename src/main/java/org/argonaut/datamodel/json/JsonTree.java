package org.argonaut.datamodel.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Reads JSON into a tree with lines. Commas before a closing bracket are accepted and told. Of words that come again and again
 * there is one string: definitions have few of them, thousands of times.
 */
public final class JsonTree {
  /** Objects and arrays inside each other, at most. */
  public static final int MAX_DEPTH = 100;

  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_NUMBER = 100;
  private static final int MAX_SHARED = 64;
  private static final int MOST_SHARED = 1 << 11;
  private static final int END = -1;

  private final String text;
  private final char[] chars;
  private final IntConsumer trailingComma;
  private final String[] shared;
  private int at;
  private int line = 1;
  private int depth;

  private JsonTree(String text, IntConsumer trailingComma) {
    this.text = text;
    this.chars = text.toCharArray();
    this.shared = new String[Integer.highestOneBit(Math.clamp(text.length() / 16, 16, MOST_SHARED))];
    this.trailingComma = trailingComma;
  }

  /**
   * The tree of a text.
   *
   * @param trailingComma told the line of each comma before a closing bracket
   * @throws BadJson it is no JSON, has no end, goes on behind its end, or is too deep
   */
  public static Json read(String text, IntConsumer trailingComma) throws BadJson {
    JsonTree reader = new JsonTree(text, trailingComma);
    reader.at = text.startsWith("\uFEFF") ? 1 : 0;
    if (reader.peek() == END) {
      throw new BadJson(1, "empty; a JSON object is expected");
    }
    Json tree = reader.value();
    if (reader.peek() != END) {
      throw new BadJson(reader.line, "goes on behind its end: one closing bracket too many above, or two files in one");
    }
    return tree;
  }

  /** The next character that is no blank; it is not taken. */
  private int peek() {
    while (at < chars.length) {
      char c = chars[at];
      if (c == '\n') {
        line++;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return c;
      }
      at++;
    }
    return END;
  }

  private Json value() throws BadJson {
    int c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Text(string(), line);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> new Json.Num(number(), line);
      default -> literal();
    };
  }

  private Json object() throws BadJson {
    int start = open();
    List<Json.Member> members = new ArrayList<>();
    while (peek() != '}') {
      if (peek() != '"') {
        throw unexpected("a name in quotes");
      }
      int keyLine = line;
      String key = string();
      if (peek() != ':') {
        throw unexpected("a colon");
      }
      at++;
      members.add(new Json.Member(key, value(), keyLine));
      if (!comma('}')) {
        break;
      }
    }
    close();
    return new Json.Obj(members, start);
  }

  private Json array() throws BadJson {
    int start = open();
    List<Json> items = new ArrayList<>();
    while (peek() != ']') {
      items.add(value());
      if (!comma(']')) {
        break;
      }
    }
    close();
    return new Json.Arr(items, start);
  }

  private int open() throws BadJson {
    if (++depth > MAX_DEPTH) {
      throw bad("objects and arrays more than " + MAX_DEPTH + " deep inside each other");
    }
    at++;
    return line;
  }

  private void close() {
    depth--;
    at++;
  }

  /** Takes the comma behind a member or item; false: there comes none, or the bracket right behind it. */
  private boolean comma(char closing) throws BadJson {
    if (peek() == closing) {
      return false;
    }
    if (peek() != ',') {
      throw unexpected("a comma or " + closing);
    }
    at++;
    if (peek() != closing) {
      return true;
    }
    trailingComma.accept(line);
    return false;
  }

  private String string() throws BadJson {
    int start = ++at;
    int hash = 0;
    for (; at < chars.length; at++) {
      char c = chars[at];
      if (c == '"') {
        return share(start, at++, hash);
      }
      if (c == '\\') {
        return escaped(start);
      }
      if (c < ' ' || at - start > MAX_TEXT) {
        throw unfit(c);
      }
      hash = 31 * hash + c;
    }
    throw cutOff();
  }

  private BadJson unfit(char c) {
    return c < ' '
        ? bad("a line end or control character in a text: its closing quote is missing, or it must be escaped")
        : bad("a text of more than " + MAX_TEXT + " characters");
  }

  private String share(int from, int to, int hash) {
    int length = to - from;
    if (length > MAX_SHARED) {
      return text.substring(from, to);
    }
    int slot = (hash ^ (hash >>> 11)) & (shared.length - 1);
    String known = shared[slot];
    if (known == null || known.length() != length || !text.startsWith(known, from)) {
      known = text.substring(from, to);
      shared[slot] = known;
    }
    return known;
  }

  /** Goes on with a text at its first backslash. */
  private String escaped(int start) throws BadJson {
    StringBuilder plain = new StringBuilder(text.substring(start, at));
    for (; at < chars.length; at++) {
      char c = chars[at];
      if (c == '"') {
        at++;
        return plain.toString();
      }
      if (c < ' ' || at - start > MAX_TEXT) {
        throw unfit(c);
      }
      plain.append(c == '\\' ? escape() : c);
    }
    throw cutOff();
  }

  /** The character an escape stands for; its last one is taken by the caller. */
  private char escape() throws BadJson {
    if (++at >= chars.length) {
      throw cutOff();
    }
    char c = chars[at];
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw bad("there is no \\" + c + "; a backslash itself is \\\\");
    };
  }

  private char unicode() throws BadJson {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      if (++at >= chars.length) {
        throw cutOff();
      }
      char c = chars[at];
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw bad("\\u takes four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private String number() throws BadJson {
    int start = at;
    at += chars[at] == '-' ? 1 : 0;
    int whole = at;
    digits("a digit of a number");
    if (chars[whole] == '0' && at > whole + 1) {
      throw bad("a number that begins with 0");
    }
    if (at < chars.length && chars[at] == '.') {
      at++;
      digits("a digit behind the point");
    }
    if (at < chars.length && (chars[at] == 'e' || chars[at] == 'E')) {
      at++;
      at += at < chars.length && (chars[at] == '+' || chars[at] == '-') ? 1 : 0;
      digits("a digit of an exponent");
    }
    if (at - start > MAX_NUMBER) {
      throw bad("a number of more than " + MAX_NUMBER + " characters");
    }
    return text.substring(start, at);
  }

  private void digits(String what) throws BadJson {
    int start = at;
    while (at < chars.length && chars[at] >= '0' && chars[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw unexpected(what);
    }
  }

  private Json literal() throws BadJson {
    String word = word();
    if (at + word.length() == chars.length && !word.isEmpty() && isBegun(word)) {
      throw cutOff();
    }
    Json value =
        switch (word) {
          case "true", "false" -> new Json.Bool(word.equals("true"), line);
          case "null" -> new Json.Null(line);
          default -> throw unexpected("a value");
        };
    at += word.length();
    return value;
  }

  private static boolean isBegun(String word) {
    for (String whole : List.of("true", "false", "null")) {
      if (whole.startsWith(word) && whole.length() > word.length()) {
        return true;
      }
    }
    return false;
  }

  /** Letters and digits from here on, as many as fit into a message. */
  private String word() {
    int end = at;
    while (end < chars.length && end - at < 30 && Character.isLetterOrDigit(chars[end])) {
      end++;
    }
    return text.substring(at, end);
  }

  private BadJson unexpected(String wanted) {
    if (at >= chars.length) {
      return cutOff();
    }
    String word = word();
    return bad("'" + (word.isEmpty() ? text.substring(at, at + 1) : word) + "' where " + wanted + " is expected");
  }

  private BadJson bad(String what) {
    return new BadJson(line, "no JSON: " + what);
  }

  private BadJson cutOff() {
    return new BadJson(line, "ends too early: a closing bracket or quote is missing; the text may be cut off");
  }
}
