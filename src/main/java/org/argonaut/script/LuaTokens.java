package org.argonaut.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tokens of a Lua source that compiles; comments and white space are left out. */
final class LuaTokens {
  private static final Set<String> KEYWORDS =
      Set.of(
          "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
          "not", "or", "repeat", "return", "then", "true", "until", "while");
  private static final List<String> LONG_SYMBOLS = List.of("...", "..", "==", "~=", "<=", ">=", "::");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  /** What kind of token it is. */
  enum Kind {
    NAME,
    KEYWORD,
    NUMBER,
    STRING,
    SYMBOL
  }

  /**
   * One token.
   *
   * @param text of a string only its first character
   * @param column from 1
   */
  record Token(Kind kind, String text, int line, int column) {
    boolean is(String symbolOrKeyword) {
      return kind != Kind.STRING && kind != Kind.NAME && text.equals(symbolOrKeyword);
    }

    boolean isName() {
      return kind == Kind.NAME;
    }
  }

  private LuaTokens(String source) {
    this.source = source;
  }

  static List<Token> of(String source) {
    LuaTokens lexer = new LuaTokens(source);
    lexer.read();
    return lexer.tokens;
  }

  private void read() {
    if (source.startsWith("#")) {
      skipLine();
    }
    while (at < source.length()) {
      char c = source.charAt(at);
      if (Character.isWhitespace(c)) {
        advance(at + 1);
      } else if (source.startsWith("--", at)) {
        comment();
      } else {
        token(c);
      }
    }
  }

  private void token(char c) {
    if (Character.isLetter(c) || c == '_') {
      name();
    } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
      number();
    } else if (c == '"' || c == '\'') {
      quoted(c);
    } else if (c == '[' && longLevel(at) >= 0) {
      add(Kind.STRING, "[", endOfLong(at));
    } else {
      String symbol = LONG_SYMBOLS.stream().filter(s -> source.startsWith(s, at)).findFirst().orElse(String.valueOf(c));
      add(Kind.SYMBOL, symbol, at + symbol.length());
    }
  }

  private void name() {
    int end = at;
    while (end < source.length() && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
      end++;
    }
    String text = source.substring(at, end);
    add(KEYWORDS.contains(text) ? Kind.KEYWORD : Kind.NAME, text, end);
  }

  private void number() {
    int end = at;
    while (end < source.length()) {
      char c = source.charAt(end);
      boolean exponentSign = (c == '+' || c == '-') && "eEpP".indexOf(source.charAt(end - 1)) >= 0;
      if (!Character.isLetterOrDigit(c) && c != '.' && !exponentSign) {
        break;
      }
      end++;
    }
    add(Kind.NUMBER, source.substring(at, end), end);
  }

  private void quoted(char quote) {
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    add(Kind.STRING, String.valueOf(quote), Math.min(end + 1, source.length()));
  }

  private void comment() {
    if (at + 2 < source.length() && source.charAt(at + 2) == '[' && longLevel(at + 2) >= 0) {
      advance(endOfLong(at + 2));
    } else {
      skipLine();
    }
  }

  private void skipLine() {
    int end = source.indexOf('\n', at);
    advance(end < 0 ? source.length() : end);
  }

  /** How many equals signs the long bracket here has; -1: there is none. */
  private int longLevel(int from) {
    int i = from + 1;
    while (i < source.length() && source.charAt(i) == '=') {
      i++;
    }
    return i < source.length() && source.charAt(i) == '[' ? i - from - 1 : -1;
  }

  private int endOfLong(int from) {
    String close = "]" + "=".repeat(longLevel(from)) + "]";
    int end = source.indexOf(close, from + close.length());
    return end < 0 ? source.length() : end + close.length();
  }

  private boolean isDigit(int index) {
    return index < source.length() && source.charAt(index) >= '0' && source.charAt(index) <= '9';
  }

  private void add(Kind kind, String text, int end) {
    tokens.add(new Token(kind, text, line, at - lineStart + 1));
    advance(end);
  }

  private void advance(int end) {
    for (; at < end && at < source.length(); at++) {
      if (source.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
  }
}
