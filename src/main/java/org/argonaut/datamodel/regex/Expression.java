package org.argonaut.datamodel.regex;

import java.util.List;

/** A regular expression as a tree. */
sealed interface Expression {
  int UNBOUNDED = -1;

  record One(CharSet set) implements Expression {}

  record Sequence(List<Expression> parts) implements Expression {}

  record Choice(List<Expression> options) implements Expression {}

  record Repeat(Expression body, int min, int max) implements Expression {}

  /** The start of the text. */
  record Start() implements Expression {}

  /** The end of the text. */
  record End() implements Expression {}
}
