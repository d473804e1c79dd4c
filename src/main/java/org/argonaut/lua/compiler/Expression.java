package org.argonaut.lua.compiler;

import java.util.List;
import org.luaj.vm2.LuaString;

/** Expressions of the syntax tree; {@code line} is where an error in them is told. */
sealed interface Expression {

  record Nil() implements Expression {}

  record Truth(boolean value) implements Expression {}

  record Numeral(double value) implements Expression {}

  record Text(LuaString value) implements Expression {}

  /** {@code ...} */
  record Dots() implements Expression {}

  record Function(FunctionBody body) implements Expression {}

  record Local(Variable variable) implements Expression {}

  record Upvalue(int index, String name) implements Expression {}

  record Global(LuaString name, int line) implements Expression {}

  record Index(Expression table, Expression key, int line, int depth) implements Expression {}

  record Call(Expression function, List<Expression> arguments, int line, int depth) implements Expression {}

  record MethodCall(Expression object, LuaString name, List<Expression> arguments, int line, int depth)
      implements Expression {}

  record Binary(Operator operator, Expression left, Expression right, int line, int depth) implements Expression {}

  record And(Expression left, Expression right, int depth) implements Expression {}

  record Or(Expression left, Expression right, int depth) implements Expression {}

  record Not(Expression operand) implements Expression {}

  record Negate(Expression operand, int line) implements Expression {}

  record Length(Expression operand, int line) implements Expression {}

  /** In parentheses: one value. */
  record Paren(Expression inner) implements Expression {}

  /** Positional values, and pairs of keys and values, in the order of the source. */
  record Constructor(List<Field> fields, int line) implements Expression {}

  /** A null key: positional. */
  record Field(Expression key, Expression value, int line) {}

  /** Whether it may give any number of values. */
  default boolean isMulti() {
    return this instanceof Call || this instanceof MethodCall || this instanceof Dots;
  }

  /** How deep a chain of operators or calls is to the left, which only the generator's recursion minds. */
  default int depthOf() {
    return switch (this) {
      case Index e -> e.depth;
      case Call e -> e.depth;
      case MethodCall e -> e.depth;
      case Binary e -> e.depth;
      case And e -> e.depth;
      case Or e -> e.depth;
      case Paren e -> e.inner.depthOf();
      default -> 0;
    };
  }
}
