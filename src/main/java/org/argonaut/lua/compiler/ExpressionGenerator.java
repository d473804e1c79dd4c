package org.argonaut.lua.compiler;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.lua.compiler.CodeBuilder.Target;
import org.argonaut.lua.runtime.Op;
import org.luaj.vm2.LuaValue;

/** Makes the instructions of expressions. */
final class ExpressionGenerator {
  private static final int FIELDS_PER_FLUSH = 50;

  private final CodeBuilder code;

  ExpressionGenerator(CodeBuilder code) {
    this.code = code;
  }

  /** What messages call an expression; null when it has no name. */
  static String nameOf(Expression e) {
    return switch (e) {
      case Expression.Local(Variable v) -> "local '" + v.name + "'";
      case Expression.Upvalue u -> "upvalue '" + u.name() + "'";
      case Expression.Global g -> "global '" + g.name().tojstring() + "'";
      case Expression.Index i ->
          i.key() instanceof Expression.Text(var key) ? "field '" + key.tojstring() + "'" : "field '?'";
      case Expression.Paren p -> p.inner().isMulti() ? null : nameOf(p.inner());
      default -> null;
    };
  }

  /** A constant as rk, or the register of {@link #any}. */
  int rk(Expression e) {
    return switch (e) {
      case Expression.Numeral(double value) -> code.constant(value);
      case Expression.Text(var value) -> code.constant(value);
      case Expression.Nil n -> code.constant(LuaValue.NIL);
      case Expression.Truth(boolean value) -> code.constant(LuaValue.valueOf(value));
      default -> any(e);
    };
  }

  /** The register a value is in: of its local variable, or a new one. */
  int any(Expression e) {
    if (e instanceof Expression.Paren(Expression inner) && !inner.isMulti()) {
      return any(inner);
    }
    if (e instanceof Expression.Local(Variable variable) && !variable.captured) {
      return variable.register;
    }
    int register = code.reserve(1);
    into(e, register);
    return register;
  }

  /** Evaluates to a register. */
  void into(Expression e, int target) {
    int mark = code.top();
    switch (e) {
      case Expression.Nil n -> code.emit(Op.NIL, target, 0, 0);
      case Expression.Truth(boolean value) -> code.emit(Op.TRUTH, target, value ? 1 : 0, 0);
      case Expression.Numeral(double value) -> code.emit(Op.CONSTANT, target, -1 - code.constant(value), 0);
      case Expression.Text(var value) -> code.emit(Op.CONSTANT, target, -1 - code.constant(value), 0);
      case Expression.Function(FunctionBody body) -> {
        int index = code.function(Generator.generate(body, code.chunk));
        code.emit(Op.CLOSURE, target, index, 0);
      }
      case Expression.Local(Variable v) -> {
        if (v.captured || v.register != target) {
          code.emit(v.captured ? Op.GET_CELL : Op.MOVE, target, v.register, 0);
        }
      }
      case Expression.Upvalue u -> code.emit(Op.GET_UPVALUE, target, u.index(), 0);
      case Expression.Global g -> {
        code.line = g.line();
        code.emit(Op.GET_GLOBAL, target, -1 - code.constant(g.name()), 0);
      }
      case Expression.Index i -> {
        int table = any(i.table());
        int key = rk(i.key());
        code.line = i.line();
        code.emit(Op.GET_INDEX, target, table, key, 0, nameOf(i.table()));
      }
      case Expression.Paren(Expression inner) -> into(inner, target);
      case Expression.Dots d -> multi(e, target, 1);
      case Expression.Call c -> callInto(e, target);
      case Expression.MethodCall c -> callInto(e, target);
      case Expression.Binary b -> binary(b, target);
      case Expression.And a -> shortcut(a.left(), a.right(), Op.JUMP_FALSE, target);
      case Expression.Or o -> shortcut(o.left(), o.right(), Op.JUMP_TRUE, target);
      case Expression.Not(Expression operand) -> code.emit(Op.NOT, target, any(operand), 0);
      case Expression.Negate n -> unary(Op.NEGATE, target, n.operand(), n.line());
      case Expression.Length n -> unary(Op.LENGTH, target, n.operand(), n.line());
      case Expression.Constructor c -> constructor(c, target);
    }
    code.free(mark);
  }

  private void unary(int op, int target, Expression operand, int line) {
    int value = any(operand);
    code.line = line;
    code.emit(op, target, value, 0, 0, nameOf(operand));
  }

  private void callInto(Expression call, int target) {
    if (target == code.top() - 1) {
      multi(call, target, 1);
      return;
    }
    int base = code.reserve(1);
    multi(call, base, 1);
    code.emit(Op.MOVE, target, base, 0);
  }

  private void shortcut(Expression left, Expression right, int jump, int target) {
    var end = new Target();
    into(left, target);
    code.jump(jump, target, 0, end);
    into(right, target);
    code.bind(end);
  }

  private void binary(Expression.Binary e, int target) {
    switch (e.operator()) {
      case EQUAL, UNEQUAL, LESS, GREATER, LESS_EQUAL, GREATER_EQUAL -> {
        var yes = new Target();
        var end = new Target();
        jumpIf(e, true, yes);
        code.emit(Op.TRUTH, target, 0, 0);
        code.jump(Op.JUMP, 0, 0, end);
        code.bind(yes);
        code.emit(Op.TRUTH, target, 1, 0);
        code.bind(end);
      }
      case CONCAT -> concat(e, target);
      default -> {
        int left = rk(e.left());
        int right = rk(e.right());
        code.line = e.line();
        int pc = code.emit(arithmetic(e.operator()), target, left, right);
        code.name(pc, 1, nameOf(e.left()));
        code.name(pc, 2, nameOf(e.right()));
      }
    }
  }

  private static int arithmetic(Operator operator) {
    return switch (operator) {
      case ADD -> Op.ADD;
      case SUBTRACT -> Op.SUBTRACT;
      case MULTIPLY -> Op.MULTIPLY;
      case DIVIDE -> Op.DIVIDE;
      case MODULO -> Op.MODULO;
      case POWER -> Op.POWER;
      default -> throw new AssertionError(operator);
    };
  }

  /** a .. b .. c is one instruction: the operator binds to the right. */
  private void concat(Expression.Binary e, int target) {
    int base = code.top();
    Expression last = e;
    int line = e.line();
    var names = new ArrayList<String>();
    while (last instanceof Expression.Binary(Operator op, Expression left, Expression right, int l, int d)
        && op == Operator.CONCAT) {
      into(left, code.reserve(1));
      names.add(nameOf(left));
      last = right;
      line = l;
    }
    into(last, code.reserve(1));
    names.add(nameOf(last));
    code.line = line;
    int pc = code.emit(Op.CONCAT, target, base, names.size() - 1);
    for (int i = 0; i < names.size(); i++) {
      code.name(pc, i, names.get(i));
    }
  }

  /** Jumps when the truth of an expression is {@code when}; else goes on. */
  void jumpIf(Expression e, boolean when, Target target) {
    int mark = code.top();
    switch (e) {
      case Expression.Paren(Expression inner) when !inner.isMulti() -> jumpIf(inner, when, target);
      case Expression.Not(Expression operand) -> jumpIf(operand, !when, target);
      case Expression.Nil n -> always(!when, target);
      case Expression.Truth(boolean value) -> always(value == when, target);
      case Expression.And a -> jumpEither(a.left(), a.right(), false, when, target);
      case Expression.Or o -> jumpEither(o.left(), o.right(), true, when, target);
      case Expression.Binary b when comparison(b.operator(), when) >= 0 -> compare(b, when, target);
      default -> code.jump(when ? Op.JUMP_TRUE : Op.JUMP_FALSE, any(e), 0, target);
    }
    code.free(mark);
  }

  private void always(boolean jump, Target target) {
    if (jump) {
      code.jump(Op.JUMP, 0, 0, target);
    }
  }

  /** {@code decides} is the truth of the left side that makes the right one needless. */
  private void jumpEither(Expression left, Expression right, boolean decides, boolean when, Target target) {
    if (decides == when) {
      jumpIf(left, when, target);
      jumpIf(right, when, target);
      return;
    }
    var skip = new Target();
    jumpIf(left, decides, skip);
    jumpIf(right, when, target);
    code.bind(skip);
  }

  private void compare(Expression.Binary e, boolean when, Target target) {
    boolean swap = e.operator() == Operator.GREATER || e.operator() == Operator.GREATER_EQUAL;
    int left = rk(e.left());
    int right = rk(e.right());
    code.line = e.line();
    code.jump(comparison(e.operator(), when), swap ? right : left, swap ? left : right, target);
  }

  private static int comparison(Operator operator, boolean when) {
    return switch (operator) {
      case EQUAL -> when ? Op.JUMP_EQUAL : Op.JUMP_UNEQUAL;
      case UNEQUAL -> when ? Op.JUMP_UNEQUAL : Op.JUMP_EQUAL;
      case LESS, GREATER -> when ? Op.JUMP_LESS : Op.JUMP_NOT_LESS;
      case LESS_EQUAL, GREATER_EQUAL -> when ? Op.JUMP_LESS_EQUAL : Op.JUMP_NOT_LESS_EQUAL;
      default -> -1;
    };
  }

  /** Evaluates to exactly {@code wanted} new registers; they stay reserved. */
  void list(List<Expression> values, int wanted) {
    int base = code.top();
    for (int i = 0; i < values.size(); i++) {
      Expression value = values.get(i);
      int register = code.reserve(1);
      if (i == values.size() - 1 && value.isMulti() && wanted > i) {
        multi(value, register, wanted - i);
        code.free(base);
        code.reserve(wanted);
        return;
      }
      into(value, register);
    }
    code.free(base);
    code.reserve(wanted);
    if (wanted > values.size()) {
      code.emit(Op.NIL, base + values.size(), wanted - values.size() - 1, 0);
    }
  }

  /** Evaluates to new registers, the last expression openly when it is multi; the count of those before. */
  int openList(List<Expression> values) {
    for (int i = 0; i < values.size(); i++) {
      Expression value = values.get(i);
      int register = code.reserve(1);
      if (i == values.size() - 1 && value.isMulti()) {
        multi(value, register, -1);
        return i;
      }
      into(value, register);
    }
    return values.size();
  }

  /** A call or ... with a number of results (-1: open) from register {@code base} on, the last reserved one. */
  void multi(Expression e, int base, int results) {
    if (e instanceof Expression.Dots) {
      code.emit(Op.DOTS, base, results, 0);
      reach(base, results);
      return;
    }
    call(e, base, results, Op.CALL, Op.CALL_OPEN);
    reach(base, results);
  }

  private void reach(int base, int results) {
    if (results > 1) {
      int mark = code.top();
      code.free(base);
      code.reserve(results);
      code.free(mark);
    }
  }

  private void call(Expression e, int base, int results, int op, int openOp) {
    List<Expression> arguments;
    int line;
    int self = 0;
    String name;
    int mark = code.top();
    switch (e) {
      case Expression.Call c -> {
        into(c.function(), base);
        arguments = c.arguments();
        line = c.line();
        name = nameOf(c.function());
      }
      case Expression.MethodCall c -> {
        int object = any(c.object());
        code.free(mark);
        code.reserve(1);
        code.line = c.line();
        code.emit(Op.SELF, base, object, -1 - code.constant(c.name()), 0, nameOf(c.object()));
        arguments = c.arguments();
        line = c.line();
        self = 1;
        name = "method '" + c.name().tojstring() + "'";
      }
      default -> throw new AssertionError(e);
    }
    int fixed = openList(arguments) + self;
    boolean open = !arguments.isEmpty() && arguments.getLast().isMulti();
    code.line = line;
    code.emit(open ? openOp : op, base, fixed, results, 0, name);
    code.free(mark);
  }

  /** Generates {@code return f(x)}; false when the expression is no call. */
  boolean tailCall(Expression e) {
    if (!(e instanceof Expression.Call || e instanceof Expression.MethodCall)) {
      return false;
    }
    int base = code.reserve(1);
    call(e, base, -1, Op.TAIL_CALL, Op.TAIL_CALL_OPEN);
    code.emit(Op.RETURN_OPEN, base, 0, 0); // for what could not take the place of this call
    return true;
  }

  private void constructor(Expression.Constructor e, int target) {
    int positional = (int) e.fields().stream().filter(f -> f.key() == null).count();
    // Tables grow in place: an own register, for the fields may name what the target holds.
    int table = target == code.top() - 1 ? target : code.reserve(1);
    code.line = e.line();
    code.emit(Op.TABLE, table, Math.min(positional, Op.MAX_FIELD), Math.min(e.fields().size() - positional, Op.MAX_FIELD));
    int stored = 0;
    int pending = 0;
    int mark = code.top();
    // The values to store must follow the table's register.
    int base = table == mark - 1 ? table : -1;
    for (int i = 0; i < e.fields().size(); i++) {
      var field = e.fields().get(i);
      if (field.key() != null) {
        int inner = code.top();
        int key = rk(field.key());
        int value = rk(field.value());
        code.line = field.line();
        code.emit(Op.SET_INDEX, table, key, value);
        code.free(inner);
        continue;
      }
      int register = code.reserve(1);
      if (i == e.fields().size() - 1 && field.value().isMulti()) {
        multi(field.value(), register, -1);
        code.emit(Op.SET_LIST_OPEN, base, pending, stored + 1);
        pending = 0;
        break;
      }
      into(field.value(), register);
      if (++pending == FIELDS_PER_FLUSH) {
        code.emit(Op.SET_LIST, base, pending, stored + 1);
        stored += pending;
        pending = 0;
        code.free(mark);
      }
    }
    if (pending > 0) {
      code.emit(Op.SET_LIST, base, pending, stored + 1);
    }
    code.free(mark);
    if (table != target) {
      code.emit(Op.MOVE, target, table, 0);
    }
  }
}
