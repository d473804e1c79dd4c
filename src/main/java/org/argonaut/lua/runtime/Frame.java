package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One running call of a Lua function. */
final class Frame {
  static final int PLAIN = 0;
  /** Called from Java: its results leave the interpreter's loop. */
  static final int ENTRY = 1;
  /** Called by pcall: errors end here. */
  static final int PROTECTED = 2;
  /** Took the place of its caller. */
  static final int TAIL = 4;
  /** Entered from a library function, not from an operator. */
  static final int FROM_BUILTIN = 8;

  static final LuaValue[] NONE = {};

  final Closure closure;
  final LuaValue[] registers;
  Frame caller;
  final int depth;

  /** Where in the caller's registers the results go, and how many are wanted; -1: left open. */
  final int at;

  final int want;
  int flags;
  int pc;
  LuaValue[] extra = NONE;

  /** Results left open for the next instruction. */
  Varargs open;

  /** Of xpcall. */
  LuaValue handler;

  /** Where the results of a call that waits in a yield go. */
  int pendingAt;

  int pendingWant;

  Frame(Closure closure, LuaValue[] registers, Frame caller, int depth, int at, int want, int flags) {
    this.closure = closure;
    this.registers = registers;
    this.caller = caller;
    this.depth = depth;
    this.at = at;
    this.want = want;
    this.flags = flags;
  }

  int line() {
    int[] lines = closure.prototype.lines;
    return lines[Math.max(0, Math.min(pc - 1, lines.length - 1))];
  }

  String place() {
    return closure.prototype.chunk + ":" + line() + ": ";
  }

  /** What the running instruction calls an operand, "local 'x'"; or null. */
  String nameOf(int operand) {
    return closure.prototype.nameOf(pc - 1, operand);
  }

  /** 'f' as the calling instruction names this function; or null. */
  String nameByCaller() {
    if (caller == null || (flags & (TAIL | ENTRY | PROTECTED)) != 0) {
      return null;
    }
    String name = caller.nameOf(0);
    return name == null ? null : name.substring(name.indexOf('\''));
  }

  /** Puts results where a call wants them. */
  void deliver(int to, int count, Varargs results) {
    if (count == 1) {
      registers[to] = results.arg1();
    } else if (count < 0) {
      open = results;
    } else {
      for (int i = 0; i < count; i++) {
        registers[to + i] = results.arg(i + 1);
      }
    }
  }

  /** A copy of registers, and the open results after them when {@code withOpen}. */
  LuaValue[] values(int from, int count, boolean withOpen) {
    int more = withOpen ? open.narg() : 0;
    LuaValue[] values = new LuaValue[count + more];
    System.arraycopy(registers, from, values, 0, count);
    for (int i = 0; i < more; i++) {
      values[count + i] = open.arg(i + 1);
    }
    return values;
  }
}
