package org.argonaut.lua.compiler;

import java.util.List;

/** Statements of the syntax tree. */
sealed interface Statement {

  record LocalValues(List<Variable> variables, List<Expression> values, int line) implements Statement {}

  record LocalFunction(Variable variable, FunctionBody body, int line) implements Statement {}

  record Assign(List<Expression> targets, List<Expression> values, int line) implements Statement {}

  record CallOnly(Expression call) implements Statement {}

  record Do(List<Statement> body) implements Statement {}

  record While(Expression condition, List<Statement> body, int line) implements Statement {}

  record Repeat(List<Statement> body, Expression condition, int line) implements Statement {}

  /** As many bodies as conditions; the last part may be null. */
  record If(List<Expression> conditions, List<List<Statement>> bodies, List<Statement> otherwise, int line)
      implements Statement {}

  /** A null step: 1. */
  record NumericFor(
      Variable variable, Expression from, Expression to, Expression step, List<Statement> body, int line)
      implements Statement {}

  record GenericFor(List<Variable> variables, List<Expression> values, List<Statement> body, int line)
      implements Statement {}

  record Return(List<Expression> values, int line) implements Statement {}

  record Break(int line) implements Statement {}

  record Goto(String name, int line, int column) implements Statement {}

  record Label(String name, int line, int column) implements Statement {}
}
