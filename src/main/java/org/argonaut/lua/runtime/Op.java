package org.argonaut.lua.runtime;

/**
 * The instructions. One is a long: the operation in the low 8 bits, then the fields a, b and c of 18 bits each, signed.
 * "rk" is a register, or when negative the constant {@code -1 - rk}. Jumps have their target in c.
 */
public final class Op {
  /** a := b. */
  public static final int MOVE = 0;
  /** a := constant b. */
  public static final int CONSTANT = 1;
  /** a, and b registers after it := nil. */
  public static final int NIL = 2;
  /** a := b is not 0. */
  public static final int TRUTH = 3;
  /** a := upvalue b. */
  public static final int GET_UPVALUE = 4;
  /** upvalue a := rk b. */
  public static final int SET_UPVALUE = 5;
  /** a := global named by constant b. */
  public static final int GET_GLOBAL = 6;
  /** global named by constant a := rk b. */
  public static final int SET_GLOBAL = 7;
  /** a := b[rk c]. */
  public static final int GET_INDEX = 8;
  /** a[rk b] := rk c. */
  public static final int SET_INDEX = 9;
  /** a+1 := b; a := b[constant c]. */
  public static final int SELF = 10;
  /** a := a table for b positional values and c others. */
  public static final int TABLE = 11;
  /** a[c...] := the b registers after a. */
  public static final int SET_LIST = 12;
  /** The same with the open results after them. */
  public static final int SET_LIST_OPEN = 13;
  /** a := rk b + rk c; the others likewise. */
  public static final int ADD = 14;
  public static final int SUBTRACT = 15;
  public static final int MULTIPLY = 16;
  public static final int DIVIDE = 17;
  public static final int MODULO = 18;
  public static final int POWER = 19;
  /** a := -b. */
  public static final int NEGATE = 20;
  /** a := not b. */
  public static final int NOT = 21;
  /** a := #b. */
  public static final int LENGTH = 22;
  /** a := b .. and the c registers after it. */
  public static final int CONCAT = 23;
  public static final int JUMP = 24;
  /** Jumps when a is true. */
  public static final int JUMP_TRUE = 25;
  /** Jumps when a is false or nil. */
  public static final int JUMP_FALSE = 26;
  /** Jumps when rk a == rk b; the others likewise. */
  public static final int JUMP_EQUAL = 27;
  public static final int JUMP_UNEQUAL = 28;
  public static final int JUMP_LESS = 29;
  public static final int JUMP_NOT_LESS = 30;
  public static final int JUMP_LESS_EQUAL = 31;
  public static final int JUMP_NOT_LESS_EQUAL = 32;
  /** Calls a with the b registers after it; c results from a on, or -1: left open. */
  public static final int CALL = 33;
  /** The same with the open results after the arguments. */
  public static final int CALL_OPEN = 34;
  /** Calls a with the b registers after it and returns its results. */
  public static final int TAIL_CALL = 35;
  public static final int TAIL_CALL_OPEN = 36;
  /** Returns the b registers from a on. */
  public static final int RETURN = 37;
  public static final int RETURN_OPEN = 38;
  /** b values of ... from a on, or -1: left open. */
  public static final int DOTS = 39;
  /** a := function b. */
  public static final int CLOSURE = 40;
  /** a := a new cell with what is in a. */
  public static final int NEW_CELL = 41;
  /** a := what is in the cell b. */
  public static final int GET_CELL = 42;
  /** What is in the cell a := rk b. */
  public static final int SET_CELL = 43;
  /** Prepares a, a+1, a+2 for counting and jumps. */
  public static final int FOR_BEGIN = 44;
  /** Steps a; while within a+1, copies it to a+3 and jumps. */
  public static final int FOR_STEP = 45;
  /** a+3 and following := b results of a(a+1, a+2). */
  public static final int ITERATE = 46;
  /** When a+3 is not nil, copies it to a+2 and jumps. */
  public static final int ITERATED = 47;
  /** a := the table arg of the function's extra arguments. */
  public static final int ARG_TABLE = 48;

  /** The greatest value of a field. */
  public static final int MAX_FIELD = (1 << 17) - 1;

  private Op() {}

  /** One instruction. */
  public static long make(int op, int a, int b, int c) {
    return op | (a & 0x3ffffL) << 8 | (b & 0x3ffffL) << 26 | (c & 0x3ffffL) << 44;
  }

  /** The operation. */
  public static int op(long instruction) {
    return (int) instruction & 0xff;
  }

  /** The first field. */
  public static int a(long instruction) {
    return (int) (instruction << 38 >> 46);
  }

  /** The second field. */
  public static int b(long instruction) {
    return (int) (instruction << 20 >> 46);
  }

  /** The third field. */
  public static int c(long instruction) {
    return (int) (instruction << 2 >> 46);
  }
}
