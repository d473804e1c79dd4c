package org.argonaut.lua.runtime;

import org.luaj.vm2.Varargs;

/** Library functions that the interpreter knows. Their bodies serve when Java calls them. */
public final class Specials {
  /** pcall(f, ...) */
  public static final Builtin PCALL = new Builtin("pcall", Specials::pcall, Builtin.Special.PCALL);

  /** xpcall(f, handler, ...) */
  public static final Builtin XPCALL = new Builtin("xpcall", Specials::xpcall, Builtin.Special.XPCALL);

  /** coroutine.yield(...) */
  public static final Builtin YIELD = new Builtin("yield", Specials::yieldFromJava, Builtin.Special.YIELD);

  /** next(table, key) */
  public static final Builtin NEXT = new Builtin("next", Specials::next, Builtin.Special.NEXT);

  private Specials() {}

  private static Varargs pcall(Args args) {
    return Calls.protectedCall(args.run(), args.any(1), null, args.from(2));
  }

  private static Varargs xpcall(Args args) {
    args.any(2);
    return Calls.protectedCall(args.run(), args.get(1), args.get(2), args.from(3));
  }

  private static Varargs yieldFromJava(Args args) {
    throw args.run().error("attempt to yield across metamethod/C-call boundary");
  }

  private static Varargs next(Args args) {
    return Calls.next(args.run(), args.table(1), args.get(2));
  }
}
