package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Executes instructions. Lua calling Lua, pcall and yield go round the loop and do not nest it. */
final class Interpreter {
  /** Tells that a coroutine has yielded. */
  static final Varargs YIELDED = LuaValue.varargsOf(new LuaValue[] {LuaValue.NIL, LuaValue.NIL});

  private static final int LARGE_FRAME = 100;

  private Interpreter() {}

  /** Makes a frame for a call from the running one. */
  static Frame push(
      Run run, Closure closure, LuaValue[] arguments, int offset, int count, int at, int want, int flags) {
    Prototype p = closure.prototype;
    LuaValue[] registers = new LuaValue[p.registers];
    int given = Math.min(count, p.parameters);
    System.arraycopy(arguments, offset, registers, 0, given);
    for (int i = given; i < p.parameters; i++) {
      registers[i] = LuaValue.NIL;
    }
    if (p.registers > LARGE_FRAME) {
      run.world.charge(4L * p.registers);
    }
    Frame caller = run.current;
    int depth = caller == null ? 1 : caller.depth + 1;
    if (depth > run.world.callDepth()) {
      throw run.error("stack overflow");
    }
    Frame frame = new Frame(closure, registers, caller, depth, at, want, flags);
    if (p.variadic && count > p.parameters) {
      frame.extra = new LuaValue[count - p.parameters];
      System.arraycopy(arguments, offset + p.parameters, frame.extra, 0, frame.extra.length);
    }
    run.current = frame;
    return frame;
  }

  /** Runs until the entry frame under {@code first} returns, or its coroutine yields. */
  static Varargs run(Run run, Frame first) {
    Frame frame = first;
    while (true) {
      try {
        return loop(run, frame);
      } catch (Raised e) {
        frame = Calls.unwind(run, e.from(run.current));
      } catch (StackOverflowError tooDeep) {
        frame = Calls.unwind(run, run.error("stack overflow"));
      }
    }
  }

  private static Varargs loop(Run run, Frame first) {
    Frame frame = first;
    while (true) {
      LuaValue[] r = frame.registers;
      Closure closure = frame.closure;
      long[] code = closure.prototype.code;
      LuaValue[] k = closure.prototype.constants;
      Frame next = frame;
      do {
        if (--run.fuel < 0) {
          run.refuel();
        }
        long i = code[frame.pc++];
        int a = Op.a(i);
        switch (Op.op(i)) {
          case Op.MOVE -> r[a] = r[Op.b(i)];
          case Op.CONSTANT -> r[a] = k[Op.b(i)];
          case Op.NIL -> {
            for (int n = Op.b(i); n >= 0; n--) {
              r[a + n] = LuaValue.NIL;
            }
          }
          case Op.TRUTH -> r[a] = Op.b(i) != 0 ? LuaValue.TRUE : LuaValue.FALSE;
          case Op.GET_UPVALUE -> r[a] = closure.upvalues[Op.b(i)].value;
          case Op.SET_UPVALUE -> closure.upvalues[a].value = rk(r, k, Op.b(i));
          case Op.GET_GLOBAL -> {
            LuaValue v = closure.environment.at(k[Op.b(i)]);
            r[a] = v.isnil() && closure.environment.meta() != null
                ? Operations.index(run, closure.environment, k[Op.b(i)])
                : v;
          }
          case Op.SET_GLOBAL -> Operations.setIndex(run, closure.environment, k[a], rk(r, k, Op.b(i)));
          case Op.GET_INDEX -> r[a] = index(run, r[Op.b(i)], rk(r, k, Op.c(i)));
          case Op.SET_INDEX -> {
            LuaValue key = rk(r, k, Op.b(i));
            LuaValue value = rk(r, k, Op.c(i));
            if (r[a] instanceof Table t && t.meta() == null && (key instanceof LuaString || key instanceof LuaInteger)) {
              t.put(run.world, key, value);
            } else {
              Operations.setIndex(run, r[a], key, value);
            }
          }
          case Op.SELF -> {
            LuaValue object = r[Op.b(i)];
            r[a + 1] = object;
            r[a] = index(run, object, k[Op.c(i)]);
          }
          case Op.TABLE -> r[a] = newTable(run, Op.b(i), Op.c(i));
          case Op.SET_LIST -> setList(run, (Table) r[a], Op.c(i), frame.values(a + 1, Op.b(i), false));
          case Op.SET_LIST_OPEN -> setList(run, (Table) r[a], Op.c(i), frame.values(a + 1, Op.b(i), true));
          case Op.ADD -> {
            LuaValue x = rk(r, k, Op.b(i));
            LuaValue y = rk(r, k, Op.c(i));
            r[a] = x instanceof LuaInteger m && y instanceof LuaInteger n
                ? Numbers.of((long) m.v + n.v)
                : Operations.arithmetic(run, Tag.ADD, x, y);
          }
          case Op.SUBTRACT -> {
            LuaValue x = rk(r, k, Op.b(i));
            LuaValue y = rk(r, k, Op.c(i));
            r[a] = x instanceof LuaInteger m && y instanceof LuaInteger n
                ? Numbers.of((long) m.v - n.v)
                : Operations.arithmetic(run, Tag.SUB, x, y);
          }
          case Op.MULTIPLY -> r[a] = Operations.arithmetic(run, Tag.MUL, rk(r, k, Op.b(i)), rk(r, k, Op.c(i)));
          case Op.DIVIDE -> r[a] = Operations.arithmetic(run, Tag.DIV, rk(r, k, Op.b(i)), rk(r, k, Op.c(i)));
          case Op.MODULO -> {
            LuaValue x = rk(r, k, Op.b(i));
            LuaValue y = rk(r, k, Op.c(i));
            r[a] = x instanceof LuaInteger m && y instanceof LuaInteger n && m.v >= 0 && n.v > 0
                ? LuaInteger.valueOf(m.v % n.v)
                : Operations.arithmetic(run, Tag.MOD, x, y);
          }
          case Op.POWER -> r[a] = Operations.arithmetic(run, Tag.POW, rk(r, k, Op.b(i)), rk(r, k, Op.c(i)));
          case Op.NEGATE -> r[a] = Operations.arithmetic(run, Tag.UNM, r[Op.b(i)], r[Op.b(i)]);
          case Op.NOT -> r[a] = r[Op.b(i)].toboolean() ? LuaValue.FALSE : LuaValue.TRUE;
          case Op.LENGTH -> r[a] = Operations.length(run, r[Op.b(i)]);
          case Op.CONCAT -> r[a] = Operations.concat(run, r, Op.b(i), Op.c(i));
          case Op.JUMP -> frame.pc = Op.c(i);
          case Op.JUMP_TRUE -> jump(frame, i, r[a].toboolean());
          case Op.JUMP_FALSE -> jump(frame, i, !r[a].toboolean());
          case Op.JUMP_EQUAL -> jump(frame, i, Operations.equals(run, rk(r, k, a), rk(r, k, Op.b(i))));
          case Op.JUMP_UNEQUAL -> jump(frame, i, !Operations.equals(run, rk(r, k, a), rk(r, k, Op.b(i))));
          case Op.JUMP_LESS -> jump(frame, i, Operations.less(run, rk(r, k, a), rk(r, k, Op.b(i))));
          case Op.JUMP_NOT_LESS -> jump(frame, i, !Operations.less(run, rk(r, k, a), rk(r, k, Op.b(i))));
          case Op.JUMP_LESS_EQUAL -> jump(frame, i, Operations.lessOrEqual(run, rk(r, k, a), rk(r, k, Op.b(i))));
          case Op.JUMP_NOT_LESS_EQUAL -> jump(frame, i, !Operations.lessOrEqual(run, rk(r, k, a), rk(r, k, Op.b(i))));
          case Op.CALL -> next = call(run, frame, a, Op.b(i), Op.c(i));
          case Op.CALL_OPEN -> next = Calls.invoke(run, frame, r[a], frame.values(a + 1, Op.b(i), true), a, Op.c(i));
          case Op.TAIL_CALL -> next = Calls.tail(run, frame, a, frame.values(a + 1, Op.b(i), false));
          case Op.TAIL_CALL_OPEN -> next = Calls.tail(run, frame, a, frame.values(a + 1, Op.b(i), true));
          case Op.RETURN -> {
            int count = Op.b(i);
            if (frame.flags == Frame.PLAIN && count == 1 && frame.want == 1) {
              next = frame.caller;
              run.current = next;
              next.registers[frame.at] = r[a];
            } else {
              Varargs results = count == 1 ? r[a] : LuaValue.varargsOf(frame.values(a, count, false));
              if ((frame.flags & Frame.ENTRY) != 0) {
                return results;
              }
              next = Calls.back(run, frame, results);
            }
          }
          case Op.RETURN_OPEN -> {
            Varargs results = Op.b(i) == 0 ? frame.open : LuaValue.varargsOf(frame.values(a, Op.b(i), true));
            if ((frame.flags & Frame.ENTRY) != 0) {
              return results;
            }
            next = Calls.back(run, frame, results);
          }
          case Op.DOTS -> frame.deliver(a, Op.b(i), LuaValue.varargsOf(frame.extra));
          case Op.CLOSURE -> r[a] = closure(run, frame, closure.prototype.functions[Op.b(i)]);
          case Op.NEW_CELL -> r[a] = new Cell(r[a]);
          case Op.GET_CELL -> r[a] = ((Cell) r[Op.b(i)]).value;
          case Op.SET_CELL -> ((Cell) r[a]).value = rk(r, k, Op.b(i));
          case Op.FOR_BEGIN -> {
            forBegin(run, r, a);
            frame.pc = Op.c(i);
          }
          case Op.FOR_STEP -> jump(frame, i, forStep(r, a));
          case Op.ITERATE -> next = iterate(run, frame, a, Op.b(i));
          case Op.ITERATED -> {
            if (!r[a + 3].isnil()) {
              r[a + 2] = r[a + 3];
              frame.pc = Op.c(i);
            }
          }
          case Op.ARG_TABLE -> r[a] = argTable(run, frame.extra);
          default -> throw new AssertionError(i);
        }
      } while (next == frame);
      if (next == null) {
        return YIELDED;
      }
      frame = next;
    }
  }

  private static LuaValue rk(LuaValue[] r, LuaValue[] k, int rk) {
    return rk < 0 ? k[-1 - rk] : r[rk];
  }

  private static void jump(Frame frame, long instruction, boolean condition) {
    if (condition) {
      frame.pc = Op.c(instruction);
    }
  }

  private static Frame call(Run run, Frame frame, int a, int count, int want) {
    LuaValue function = frame.registers[a];
    if (function instanceof Closure closure) {
      return push(run, closure, frame.registers, a + 1, count, a, want, Frame.PLAIN);
    }
    if (function instanceof Builtin b && b.special == Builtin.Special.NONE) {
      frame.deliver(a, want, Calls.library(run, b, frame.registers, a + 1, count));
      return frame;
    }
    return Calls.invoke(run, frame, function, frame.values(a + 1, count, false), a, want);
  }

  private static LuaValue index(Run run, LuaValue object, LuaValue key) {
    if (object instanceof Table t) {
      LuaValue v = t.at(key);
      return v.isnil() && t.meta() != null ? Operations.index(run, t, key) : v;
    }
    LuaValue field = Operations.failureField(run, object, key);
    return field != null ? field : Operations.index(run, object, key);
  }

  private static Table newTable(Run run, int array, int hash) {
    run.world.charge(72 + 16L * array + 56L * hash);
    return new Table(array, hash);
  }

  private static void setList(Run run, Table table, int start, LuaValue[] values) {
    table.reserve(run.world, start - 1 + values.length);
    for (int i = 0; i < values.length; i++) {
      table.put(run.world, LuaValue.valueOf(start + i), values[i]);
    }
  }

  private static Closure closure(Run run, Frame frame, Prototype p) {
    Cell[] cells = new Cell[p.captures.length];
    for (int i = 0; i < cells.length; i++) {
      int from = p.captures[i];
      cells[i] = from >= 0 ? (Cell) frame.registers[from] : frame.closure.upvalues[-1 - from];
    }
    run.world.charge(48 + 20L * cells.length);
    return new Closure(p, cells, frame.closure.environment);
  }

  private static void forBegin(Run run, LuaValue[] r, int a) {
    LuaNumber start = forNumber(run, r[a], "initial");
    LuaNumber limit = forNumber(run, r[a + 1], "limit");
    LuaNumber step = forNumber(run, r[a + 2], "step");
    r[a] = Numbers.of(start.todouble() - step.todouble());
    r[a + 1] = limit;
    r[a + 2] = step;
  }

  private static LuaNumber forNumber(Run run, LuaValue value, String what) {
    LuaNumber number = Numbers.toNumber(value);
    if (number == null) {
      String text = what.equals("initial") ? "initial value" : what;
      throw run.error("'for' " + text + " must be a number");
    }
    return number;
  }

  private static boolean forStep(LuaValue[] r, int a) {
    if (r[a] instanceof LuaInteger v && r[a + 1] instanceof LuaInteger limit && r[a + 2] instanceof LuaInteger step) {
      long n = (long) v.v + step.v;
      if (step.v > 0 ? n > limit.v : n < limit.v) {
        return false;
      }
      r[a] = LuaInteger.valueOf((int) n);
    } else {
      double step = r[a + 2].todouble();
      double n = r[a].todouble() + step;
      double limit = r[a + 1].todouble();
      if (!(step > 0 ? n <= limit : limit <= n)) {
        return false;
      }
      r[a] = Numbers.of(n);
    }
    r[a + 3] = r[a];
    return true;
  }

  /** The next pair of a table, without a call. */
  private static void pair(Run run, LuaValue[] r, int a, int want, Table t) {
    int place = t.after(r[a + 2]);
    if (place == -2) {
      throw run.error("invalid key to 'next'");
    }
    r[a + 3] = place < 0 ? LuaValue.NIL : t.keyAt(place);
    if (want > 1) {
      r[a + 4] = place < 0 ? LuaValue.NIL : t.valueAt(place);
    }
    for (int i = 2; i < want; i++) {
      r[a + 3 + i] = LuaValue.NIL;
    }
  }

  private static Frame iterate(Run run, Frame frame, int a, int want) {
    LuaValue[] r = frame.registers;
    if (r[a] instanceof Builtin b && b.special == Builtin.Special.NEXT && r[a + 1] instanceof Table t) {
      pair(run, r, a, want, t);
      return frame;
    }
    LuaValue[] arguments = {r[a + 1], r[a + 2]};
    return Calls.invoke(run, frame, r[a], arguments, a + 3, want);
  }

  private static Table argTable(Run run, LuaValue[] extra) {
    Table table = newTable(run, extra.length, 1);
    setList(run, table, 1, extra);
    table.put(run.world, LuaString.valueOf("n"), LuaValue.valueOf(extra.length));
    return table;
  }
}
