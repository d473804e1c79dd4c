package org.argonaut.lua.compiler;

/** Binary operators with how strongly they bind to the left and to the right. */
enum Operator {
  OR(1, 1), AND(2, 2),
  LESS(3, 3), GREATER(3, 3), LESS_EQUAL(3, 3), GREATER_EQUAL(3, 3), UNEQUAL(3, 3), EQUAL(3, 3),
  CONCAT(5, 4), ADD(6, 6), SUBTRACT(6, 6), MULTIPLY(7, 7), DIVIDE(7, 7), MODULO(7, 7), POWER(10, 9);

  /** That of not, # and unary minus. */
  static final int UNARY = 8;

  final int left;
  final int right;

  Operator(int left, int right) {
    this.left = left;
    this.right = right;
  }

  /** Null when the token is no operator. */
  static Operator of(Kind kind) {
    return switch (kind) {
      case OR -> OR;
      case AND -> AND;
      case LESS -> LESS;
      case GREATER -> GREATER;
      case LESS_EQUAL -> LESS_EQUAL;
      case GREATER_EQUAL -> GREATER_EQUAL;
      case UNEQUAL -> UNEQUAL;
      case EQUAL -> EQUAL;
      case CONCAT -> CONCAT;
      case PLUS -> ADD;
      case MINUS -> SUBTRACT;
      case STAR -> MULTIPLY;
      case SLASH -> DIVIDE;
      case PERCENT -> MODULO;
      case CARET -> POWER;
      default -> null;
    };
  }
}
