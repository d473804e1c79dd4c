package org.argonaut.lua.compiler;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.lua.runtime.Op;
import org.argonaut.lua.runtime.Prototype;

/** Makes the instructions of one function's statements. */
final class Generator {
  final CodeBuilder code;
  private final FunctionBody function;
  private final ExpressionGenerator expressions;
  private final Labels labels;
  private final List<CodeBuilder.Target> breaks = new ArrayList<>();

  private Generator(FunctionBody function, String chunk) {
    this.function = function;
    this.code = new CodeBuilder(chunk);
    this.expressions = new ExpressionGenerator(code);
    this.labels = new Labels(code);
  }

  static Prototype generate(FunctionBody function, String chunk) {
    return new Generator(function, chunk).run();
  }

  private Prototype run() {
    code.line = Math.max(function.line, 1);
    for (Variable parameter : function.parameters) {
      parameter.register = code.reserve(1);
    }
    for (Variable parameter : function.parameters) {
      makeCell(parameter);
    }
    if (function.arg != null && function.arg.used) {
      function.arg.register = code.reserve(1);
      code.emit(function.usesDots ? Op.NIL : Op.ARG_TABLE, function.arg.register, 0, 0);
      makeCell(function.arg);
    }
    block(function.body, false);
    code.line = function.lastLine;
    code.emit(Op.RETURN, 0, 0, 0);
    return code.build(function);
  }

  private void makeCell(Variable variable) {
    if (variable.captured) {
      code.emit(Op.NEW_CELL, variable.register, 0, 0);
    }
  }

  private void block(List<Statement> statements, boolean scopeGoesOn) {
    int mark = code.top();
    statements(statements, scopeGoesOn);
    code.free(mark);
  }

  private void statements(List<Statement> statements, boolean scopeGoesOn) {
    labels.enter(statements, scopeGoesOn);
    for (int i = 0; i < statements.size(); i++) {
      labels.at(i);
      statement(statements.get(i));
    }
    labels.leave();
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.LocalValues s -> localValues(s);
      case Statement.LocalFunction s -> localFunction(s);
      case Statement.Assign s -> new Assignment(code, expressions).generate(s);
      case Statement.CallOnly s -> {
        int mark = code.top();
        expressions.multi(s.call(), code.reserve(1), 0);
        code.free(mark);
      }
      case Statement.Do s -> block(s.body(), false);
      case Statement.While s -> whileLoop(s);
      case Statement.Repeat s -> repeatLoop(s);
      case Statement.If s -> ifStatement(s);
      case Statement.NumericFor s -> numericFor(s);
      case Statement.GenericFor s -> genericFor(s);
      case Statement.Return s -> returnStatement(s);
      case Statement.Break s -> {
        code.line = s.line();
        code.jump(Op.JUMP, 0, 0, breaks.getLast());
      }
      case Statement.Goto s -> {
        code.line = s.line();
        code.jump(Op.JUMP, 0, 0, labels.find(s));
      }
      case Statement.Label s -> labels.bind(s.name());
    }
  }

  private void localValues(Statement.LocalValues s) {
    code.line = s.line();
    int base = code.top();
    expressions.list(s.values(), s.variables().size());
    code.free(base);
    for (Variable variable : s.variables()) {
      variable.register = code.reserve(1);
    }
    code.line = s.line();
    s.variables().forEach(this::makeCell);
  }

  private void localFunction(Statement.LocalFunction s) {
    Variable variable = s.variable();
    variable.register = code.reserve(1);
    code.line = s.line();
    if (variable.captured) {
      code.emit(Op.NIL, variable.register, 0, 0);
      code.emit(Op.NEW_CELL, variable.register, 0, 0);
      int mark = code.top();
      int made = code.reserve(1);
      expressions.into(new Expression.Function(s.body()), made);
      code.emit(Op.SET_CELL, variable.register, made, 0);
      code.free(mark);
    } else {
      expressions.into(new Expression.Function(s.body()), variable.register);
    }
  }

  private void whileLoop(Statement.While s) {
    var start = new CodeBuilder.Target();
    var end = new CodeBuilder.Target();
    code.bind(start);
    code.line = s.line();
    expressions.jumpIf(s.condition(), false, end);
    loopBody(s.body(), end);
    code.line = s.line();
    code.jump(Op.JUMP, 0, 0, start);
    code.bind(end);
  }

  private void loopBody(List<Statement> body, CodeBuilder.Target end) {
    breaks.add(end);
    block(body, false);
    breaks.removeLast();
  }

  private void repeatLoop(Statement.Repeat s) {
    var start = new CodeBuilder.Target();
    var end = new CodeBuilder.Target();
    code.bind(start);
    int mark = code.top();
    breaks.add(end);
    statements(s.body(), true);
    breaks.removeLast();
    code.line = s.line();
    expressions.jumpIf(s.condition(), false, start);
    code.free(mark);
    code.bind(end);
  }

  private void ifStatement(Statement.If s) {
    var end = new CodeBuilder.Target();
    for (int i = 0; i < s.conditions().size(); i++) {
      var next = new CodeBuilder.Target();
      code.line = i == 0 ? s.line() : code.line;
      expressions.jumpIf(s.conditions().get(i), false, next);
      block(s.bodies().get(i), false);
      if (i < s.conditions().size() - 1 || s.otherwise() != null) {
        code.jump(Op.JUMP, 0, 0, end);
      }
      code.bind(next);
    }
    if (s.otherwise() != null) {
      block(s.otherwise(), false);
    }
    code.bind(end);
  }

  private void numericFor(Statement.NumericFor s) {
    var step = new CodeBuilder.Target();
    var body = new CodeBuilder.Target();
    var end = new CodeBuilder.Target();
    int base = code.reserve(3);
    code.line = s.line();
    expressions.into(s.from(), base);
    expressions.into(s.to(), base + 1);
    expressions.into(s.step() == null ? new Expression.Numeral(1) : s.step(), base + 2);
    code.line = s.line();
    code.jump(Op.FOR_BEGIN, base, 0, step);
    code.bind(body);
    s.variable().register = code.reserve(1);
    makeCell(s.variable());
    loopBody(s.body(), end);
    code.line = s.line();
    code.bind(step);
    code.jump(Op.FOR_STEP, base, 0, body);
    code.bind(end);
    code.free(base);
  }

  private void genericFor(Statement.GenericFor s) {
    var call = new CodeBuilder.Target();
    var body = new CodeBuilder.Target();
    var end = new CodeBuilder.Target();
    int base = code.top();
    code.line = s.line();
    expressions.list(s.values(), 3);
    code.free(base);
    code.reserve(3);
    code.jump(Op.JUMP, 0, 0, call);
    code.bind(body);
    for (Variable variable : s.variables()) {
      variable.register = code.reserve(1);
    }
    code.reserve(Math.max(0, 3 - s.variables().size()));
    s.variables().forEach(this::makeCell);
    loopBody(s.body(), end);
    code.line = s.line();
    code.bind(call);
    code.emit(Op.ITERATE, base, s.variables().size(), 0, 3, "iterator '(for generator)'");
    code.jump(Op.ITERATED, base, 0, body);
    code.bind(end);
    code.free(base);
  }

  private void returnStatement(Statement.Return s) {
    code.line = s.line();
    int mark = code.top();
    if (s.values().size() == 1 && expressions.tailCall(s.values().get(0))) {
      code.free(mark);
      return;
    }
    if (s.values().size() == 1 && !s.values().get(0).isMulti()) {
      int value = expressions.any(s.values().get(0));
      code.emit(Op.RETURN, value, 1, 0);
    } else {
      int fixed = expressions.openList(s.values());
      boolean open = !s.values().isEmpty() && s.values().getLast().isMulti();
      code.emit(open ? Op.RETURN_OPEN : Op.RETURN, mark, fixed, 0);
    }
    code.free(mark);
  }
}
