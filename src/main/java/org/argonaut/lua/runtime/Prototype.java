package org.argonaut.lua.runtime;

import java.util.Map;
import org.luaj.vm2.LuaValue;

/** A compiled function; immutable by agreement and shared by all states. */
public final class Prototype {
  final long[] code;
  final int[] lines;
  final LuaValue[] constants;
  final Prototype[] functions;
  final int[] captures;
  final int parameters;
  final boolean variadic;
  final int registers;
  final String chunk;
  final int line;
  private final Map<Integer, String> names;

  /**
   * A function.
   *
   * @param lines of each instruction
   * @param captures where each upvalue comes from: a register of the enclosing function, or -1 - its upvalue
   * @param names what operands are called, for messages, by {@link #nameKey}
   * @param line where it begins, 0 for the main function
   */
  public Prototype(
      long[] code,
      int[] lines,
      LuaValue[] constants,
      Prototype[] functions,
      int[] captures,
      int parameters,
      boolean variadic,
      int registers,
      String chunk,
      int line,
      Map<Integer, String> names) {
    this.code = code;
    this.lines = lines;
    this.constants = constants;
    this.functions = functions;
    this.captures = captures;
    this.parameters = parameters;
    this.variadic = variadic;
    this.registers = registers;
    this.chunk = chunk;
    this.line = line;
    this.names = names;
  }

  /** How the source calls an operand, "local 'x'"; null when it has no name. */
  String nameOf(int pc, int operand) {
    return names.get(nameKey(pc, operand));
  }

  /** The key of an operand's name: an instruction has few, but one that joins strings up to 255. */
  public static int nameKey(int pc, int operand) {
    return operand < 4 ? 4 * pc + operand : -256 * pc - Math.min(operand, 255);
  }

  /** What messages call the chunk: script name or [string "..."]. */
  public String chunk() {
    return chunk;
  }
}
