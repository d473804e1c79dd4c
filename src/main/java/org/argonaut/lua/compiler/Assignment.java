package org.argonaut.lua.compiler;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.lua.runtime.Op;

/** Makes the instructions of assignments: all is evaluated, then stored from right to left. */
final class Assignment {

  /** An assignment's target, its table and key evaluated. */
  private record Place(Expression target, int table, int key) {}

  private final CodeBuilder code;
  private final ExpressionGenerator expressions;

  Assignment(CodeBuilder code, ExpressionGenerator expressions) {
    this.code = code;
    this.expressions = expressions;
  }

  void generate(Statement.Assign s) {
    int mark = code.top();
    if (s.targets().size() == 1 && s.values().size() == 1) {
      single(s.targets().get(0), s.values().get(0), s.line());
    } else {
      several(s);
    }
    code.free(mark);
  }

  private void single(Expression target, Expression value, int line) {
    if (target instanceof Expression.Local(Variable variable) && !variable.captured && writesLast(value)) {
      expressions.into(value, variable.register);
      return;
    }
    Place place = place(target, false);
    int rk = expressions.rk(value);
    code.line = line;
    store(place, rk);
  }

  /** Whether the code of an expression writes its result only after it has read everything. */
  private static boolean writesLast(Expression e) {
    return switch (e) {
      case Expression.And a -> false;
      case Expression.Or o -> false;
      case Expression.Constructor c -> false;
      case Expression.Paren p -> writesLast(p.inner());
      default -> true;
    };
  }

  private void several(Statement.Assign s) {
    List<Place> places = new ArrayList<>();
    for (Expression target : s.targets()) {
      places.add(place(target, true));
    }
    int base = code.top();
    expressions.list(s.values(), places.size());
    code.line = s.line();
    for (int i = places.size() - 1; i >= 0; i--) {
      store(places.get(i), base + i);
    }
  }

  /** With {@code copy} the operands are kept safe from the stores of the same statement. */
  private Place place(Expression target, boolean copy) {
    if (!(target instanceof Expression.Index index)) {
      return new Place(target, 0, 0);
    }
    int table = copy ? fresh(index.table()) : expressions.any(index.table());
    int key = copy && index.key() instanceof Expression.Local ? fresh(index.key()) : expressions.rk(index.key());
    return new Place(target, table, key);
  }

  private int fresh(Expression e) {
    int register = code.reserve(1);
    expressions.into(e, register);
    return register;
  }

  private void store(Place place, int rk) {
    switch (place.target) {
      case Expression.Local(Variable variable) -> {
        if (variable.captured) {
          code.emit(Op.SET_CELL, variable.register, rk, 0);
        } else {
          code.emit(rk < 0 ? Op.CONSTANT : Op.MOVE, variable.register, rk < 0 ? -1 - rk : rk, 0);
        }
      }
      case Expression.Upvalue u -> code.emit(Op.SET_UPVALUE, u.index(), rk, 0);
      case Expression.Global g -> code.emit(Op.SET_GLOBAL, -1 - code.constant(g.name()), rk, 0);
      case Expression.Index i ->
          code.emit(Op.SET_INDEX, place.table, place.key, rk, 0, ExpressionGenerator.nameOf(i.table()));
      default -> throw new AssertionError(place.target);
    }
  }
}
