package org.argonaut.lua.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.argonaut.lua.runtime.Numbers;
import org.luaj.vm2.LuaString;

/** Cuts a source into tokens; the fields tell of the current one. */
final class Lexer {
  private static final int EOF = -1;

  private final byte[] source;
  private final String chunk;
  private final Map<String, LuaString> strings = new HashMap<>();
  private int at;
  private int lineNow = 1;
  private int lineStart;

  /** The current token. */
  Kind kind;

  /** Where it begins. */
  int line = 1;

  int column = 1;

  /** Where the one before it ended. */
  int lastLine = 1;

  private int start;

  /** The bytes of a name or a string. */
  LuaString string;

  double number;

  Lexer(byte[] source, String chunk) {
    this.source = source;
    this.chunk = chunk;
    if (source.length >= 3 && (source[0] & 0xff) == 0xef && (source[1] & 0xff) == 0xbb && (source[2] & 0xff) == 0xbf) {
      at = 3;
    }
    if (peek() == '#' && peek(1) == '!') {
      skipLine();
    }
    next();
  }

  /** Reads the next token. */
  void next() {
    lastLine = lineNow;
    kind = scan();
  }

  /** The kind of the token after the current one, which stays. */
  Kind peekKind() {
    int savedAt = at;
    int savedLine = lineNow;
    int savedLineStart = lineStart;
    int tokenLine = line;
    int tokenColumn = column;
    int tokenStart = start;
    LuaString savedString = string;
    double savedNumber = number;
    Kind ahead = scan();
    at = savedAt;
    lineNow = savedLine;
    lineStart = savedLineStart;
    line = tokenLine;
    column = tokenColumn;
    start = tokenStart;
    string = savedString;
    number = savedNumber;
    return ahead;
  }

  /** An error at the current token. */
  SyntaxError error(String text) {
    String near =
        switch (kind) {
          case NAME, STRING, NUMBER -> latin(start, at);
          case UNKNOWN -> (source[start] & 0xff) < ' ' ? "char(" + source[start] + ")" : latin(start, at);
          default -> kind.text;
        };
    return errorNear(text, near);
  }

  /** An error without a token in its text. */
  SyntaxError plainError(String text, int atLine) {
    return new SyntaxError(chunk + ":" + atLine + ": " + text, atLine, 1);
  }

  private SyntaxError errorNear(String text, String near) {
    // Lua names the line it has read to, which for a long string is that of its end.
    return new SyntaxError(chunk + ":" + lineNow + ": " + text + " near '" + near + "'", lineNow, column);
  }

  private int peek() {
    return at < source.length ? source[at] & 0xff : EOF;
  }

  private int peek(int ahead) {
    return at + ahead < source.length ? source[at + ahead] & 0xff : EOF;
  }

  private boolean take(int c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  private void newline() {
    int first = source[at++];
    if ((peek() == '\n' || peek() == '\r') && peek() != first) {
      at++;
    }
    lineNow++;
    lineStart = at;
  }

  private void skipLine() {
    while (peek() != EOF && peek() != '\n' && peek() != '\r') {
      at++;
    }
  }

  private Kind scan() {
    skipBlanks();
    start = at;
    line = lineNow;
    column = at - lineStart + 1;
    int c = peek();
    if (c == EOF) {
      return Kind.END_OF_FILE;
    }
    if (isLetter(c)) {
      return word();
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      return numeral();
    }
    if (c == '"' || c == '\'') {
      return quoted(c);
    }
    if (c == '[' && (peek(1) == '[' || peek(1) == '=')) {
      int level = longLevel(true);
      if (level >= 0) {
        string = longText(level, "unfinished long string");
        return Kind.STRING;
      }
    }
    at++;
    return symbol(c);
  }

  private void skipBlanks() {
    while (true) {
      switch (peek()) {
        case ' ', '\t', '\f', 0x0b -> at++;
        case '\n', '\r' -> newline();
        case '-' -> {
          if (peek(1) != '-') {
            return;
          }
          at += 2;
          start = at;
          int level = peek() == '[' ? longLevel(false) : -1;
          if (level >= 0) {
            longText(level, "unfinished long comment");
          } else {
            skipLine();
          }
        }
        default -> {
          return;
        }
      }
    }
  }

  private Kind symbol(int c) {
    return switch (c) {
      case '+' -> Kind.PLUS;
      case '-' -> Kind.MINUS;
      case '*' -> Kind.STAR;
      case '/' -> Kind.SLASH;
      case '%' -> Kind.PERCENT;
      case '^' -> Kind.CARET;
      case '#' -> Kind.HASH;
      case '=' -> take('=') ? Kind.EQUAL : Kind.ASSIGN;
      case '<' -> take('=') ? Kind.LESS_EQUAL : Kind.LESS;
      case '>' -> take('=') ? Kind.GREATER_EQUAL : Kind.GREATER;
      case '(' -> Kind.OPEN;
      case ')' -> Kind.CLOSE;
      case '{' -> Kind.OPEN_BRACE;
      case '}' -> Kind.CLOSE_BRACE;
      case '[' -> Kind.OPEN_BRACKET;
      case ']' -> Kind.CLOSE_BRACKET;
      case ';' -> Kind.SEMICOLON;
      case ',' -> Kind.COMMA;
      case ':' -> take(':') ? Kind.DOUBLE_COLON : Kind.COLON;
      case '.' -> take('.') ? take('.') ? Kind.DOTS : Kind.CONCAT : Kind.DOT;
      case '~' -> {
        if (take('=')) {
          yield Kind.UNEQUAL;
        }
        yield Kind.UNKNOWN;
      }
      default -> Kind.UNKNOWN;
    };
  }

  private Kind word() {
    while (isLetter(peek()) || isDigit(peek())) {
      at++;
    }
    String word = latin(start, at);
    Kind found = Kind.ofWord(word);
    if (found == Kind.NAME) {
      string = strings.computeIfAbsent(word, w -> LuaString.valueOf(source, start, at - start));
    }
    return found;
  }

  private Kind numeral() {
    while (isDigit(peek()) || peek() == '.') {
      at++;
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
    }
    while (isLetter(peek()) || isDigit(peek())) {
      at++;
    }
    Double value = Numbers.parse(latin(start, at));
    if (value == null) {
      throw errorNear("malformed number", latin(start, at));
    }
    number = value;
    return Kind.NUMBER;
  }

  /** The number of = in an opening long bracket, after which the text begins; -1 when it is none, which in a string is an error. */
  private int longLevel(boolean mustOpen) {
    int p = 1;
    while (peek(p) == '=') {
      p++;
    }
    if (peek(p) != '[') {
      if (p > 1 && mustOpen) {
        at += p;
        throw errorNear("invalid long string delimiter", latin(start, at));
      }
      return -1;
    }
    at += p + 1;
    return p - 1;
  }

  private LuaString longText(int level, String unfinished) {
    if (peek() == '\n' || peek() == '\r') {
      newline();
    }
    var text = new ByteArrayOutputStream();
    while (true) {
      int c = peek();
      if (c == EOF) {
        throw errorNear(unfinished, "<eof>");
      }
      if (c == ']' && closes(level)) {
        at += level + 2;
        return LuaString.valueUsing(text.toByteArray());
      }
      if (c == '\n' || c == '\r') {
        newline();
        text.write('\n');
      } else {
        text.write(c);
        at++;
      }
    }
  }

  private boolean closes(int level) {
    for (int i = 1; i <= level; i++) {
      if (peek(i) != '=') {
        return false;
      }
    }
    return peek(level + 1) == ']';
  }

  private Kind quoted(int quote) {
    at++;
    var text = new ByteArrayOutputStream();
    while (peek() != quote) {
      switch (peek()) {
        case EOF -> throw errorNear("unfinished string", "<eof>");
        case '\n', '\r' -> throw errorNear("unfinished string", latin(start, at));
        case '\\' -> escape(text);
        default -> text.write(source[at++]);
      }
    }
    at++;
    string = LuaString.valueUsing(text.toByteArray());
    return Kind.STRING;
  }

  private void escape(ByteArrayOutputStream text) {
    at++;
    int c = peek();
    switch (c) {
      case EOF -> {}
      case '\n', '\r' -> {
        newline();
        text.write('\n');
      }
      case 'a' -> single(text, 7);
      case 'b' -> single(text, '\b');
      case 'f' -> single(text, '\f');
      case 'n' -> single(text, '\n');
      case 'r' -> single(text, '\r');
      case 't' -> single(text, '\t');
      case 'v' -> single(text, 11);
      default -> {
        if (isDigit(c)) {
          decimal(text);
        } else {
          single(text, c);
        }
      }
    }
  }

  private void single(ByteArrayOutputStream text, int c) {
    text.write(c);
    at++;
  }

  private void decimal(ByteArrayOutputStream text) {
    int value = 0;
    int begin = at - 1;
    for (int i = 0; i < 3 && isDigit(peek()); i++) {
      value = value * 10 + (source[at++] - '0');
    }
    if (value > 255) {
      throw errorNear("escape sequence too large", latin(start, begin));
    }
    text.write(value);
  }

  private String latin(int from, int to) {
    return new String(source, from, Math.min(to, source.length) - from, StandardCharsets.UTF_8);
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
