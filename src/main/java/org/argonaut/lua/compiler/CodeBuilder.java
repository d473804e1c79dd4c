package org.argonaut.lua.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.lua.runtime.Numbers;
import org.argonaut.lua.runtime.Op;
import org.argonaut.lua.runtime.Prototype;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Collects the instructions, constants and registers of one function. */
final class CodeBuilder {
  private static final int MAX_REGISTERS = 10_000;

  /** A place that jumps go to, known or not yet. */
  static final class Target {
    private int at = -1;
    private final List<Integer> waiting = new ArrayList<>(2);
  }

  final String chunk;
  private long[] code = new long[16];
  private int[] lines = new int[16];
  private int size;
  private final List<LuaValue> constants = new ArrayList<>();
  private final Map<Object, Integer> constantIndex = new HashMap<>();
  private final List<Prototype> functions = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();
  private int top;
  private int registers = 2;

  /** Where the next instructions come from. */
  int line = 1;

  CodeBuilder(String chunk) {
    this.chunk = chunk;
  }

  int emit(int op, int a, int b, int c) {
    if (size == code.length) {
      code = Arrays.copyOf(code, size * 2);
      lines = Arrays.copyOf(lines, size * 2);
    }
    lines[size] = line;
    code[size] = Op.make(op, field(a), field(b), field(c));
    return size++;
  }

  private int field(int value) {
    if (Math.abs(value) > Op.MAX_FIELD) {
      throw tooLarge();
    }
    return value;
  }

  private SyntaxError tooLarge() {
    return error("function too large", line, 1);
  }

  SyntaxError error(String text, int atLine, int column) {
    return new SyntaxError(chunk + ":" + atLine + ": " + text, atLine, column);
  }

  /** An instruction whose operand has a name. */
  int emit(int op, int a, int b, int c, int operand, String name) {
    int pc = emit(op, a, b, c);
    name(pc, operand, name);
    return pc;
  }

  void name(int pc, int operand, String name) {
    if (name != null) {
      names.put(Prototype.nameKey(pc, operand), name);
    }
  }

  void jump(int op, int a, int b, Target target) {
    int pc = emit(op, a, b, Math.max(target.at, 0));
    if (target.at < 0) {
      target.waiting.add(pc);
    }
  }

  void bind(Target target) {
    target.at = size;
    if (size > Op.MAX_FIELD) {
      throw tooLarge();
    }
    for (int pc : target.waiting) {
      long i = code[pc];
      code[pc] = Op.make(Op.op(i), Op.a(i), Op.b(i), size);
    }
    target.waiting.clear();
  }

  int reserve(int count) {
    int first = top;
    top += count;
    if (top > MAX_REGISTERS) {
      throw error("function or expression too complex", line, 1);
    }
    registers = Math.max(registers, top + 1);
    return first;
  }

  int top() {
    return top;
  }

  void free(int to) {
    top = to;
  }

  /** The constant as rk. */
  int constant(LuaString value) {
    return constant(value, value);
  }

  /** The constant as rk. */
  int constant(double value) {
    return constant(Double.doubleToRawLongBits(value), Numbers.of(value));
  }

  /** Nil, true or false as rk. */
  int constant(LuaValue simple) {
    return constant(simple.tojstring() + "?", simple);
  }

  private int constant(Object key, LuaValue value) {
    Integer known = constantIndex.get(key);
    if (known == null) {
      known = constants.size();
      constants.add(value);
      constantIndex.put(key, known);
    }
    return -1 - known;
  }

  int function(Prototype prototype) {
    functions.add(prototype);
    return functions.size() - 1;
  }

  Prototype build(FunctionBody function) {
    int[] captures =
        function.captures.stream().mapToInt(c -> c.local() == null ? -1 - c.outer() : c.local().register).toArray();
    return new Prototype(
        Arrays.copyOf(code, size),
        Arrays.copyOf(lines, size),
        constants.toArray(LuaValue[]::new),
        functions.toArray(Prototype[]::new),
        captures,
        function.parameters.size(),
        function.variadic,
        registers,
        chunk,
        function.line,
        Map.copyOf(names));
  }
}
