package org.argonaut.lua.compiler;

import java.util.HashMap;
import java.util.Map;

/** What a token is. */
enum Kind {
  AND("and"), BREAK("break"), DO("do"), ELSE("else"), ELSEIF("elseif"), END("end"), FALSE("false"), FOR("for"),
  FUNCTION("function"), IF("if"), IN("in"), LOCAL("local"), NIL("nil"), NOT("not"), OR("or"), REPEAT("repeat"),
  RETURN("return"), THEN("then"), TRUE("true"), UNTIL("until"), WHILE("while"),
  PLUS("+"), MINUS("-"), STAR("*"), SLASH("/"), PERCENT("%"), CARET("^"), HASH("#"), EQUAL("=="), UNEQUAL("~="),
  LESS_EQUAL("<="), GREATER_EQUAL(">="), LESS("<"), GREATER(">"), ASSIGN("="), OPEN("("), CLOSE(")"), OPEN_BRACE("{"),
  CLOSE_BRACE("}"), OPEN_BRACKET("["), CLOSE_BRACKET("]"), DOUBLE_COLON("::"), SEMICOLON(";"), COLON(":"), COMMA(","),
  DOT("."), CONCAT(".."), DOTS("..."),
  NAME("<name>"), STRING("<string>"), NUMBER("<number>"), UNKNOWN("?"), END_OF_FILE("<eof>");

  private static final Map<String, Kind> WORDS = new HashMap<>();

  static {
    for (Kind kind : values()) {
      if (kind.compareTo(PLUS) < 0) {
        WORDS.put(kind.text, kind);
      }
    }
  }

  final String text;

  Kind(String text) {
    this.text = text;
  }

  static Kind ofWord(String word) {
    return WORDS.getOrDefault(word, NAME);
  }
}
