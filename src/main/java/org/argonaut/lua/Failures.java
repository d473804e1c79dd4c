package org.argonaut.lua;

import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Ended;
import org.argonaut.lua.runtime.Numbers;
import org.argonaut.lua.runtime.Raised;
import org.argonaut.lua.runtime.Run;
import org.argonaut.lua.runtime.Strings;
import org.argonaut.lua.runtime.World;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Errors on their way between Lua and Java. */
final class Failures {
  private Failures() {}

  static LuaException toException(World world, RuntimeException error) throws InterruptedException {
    return switch (error) {
      case Raised e when e.memory() -> new LuaMemoryExceeded(text(e.value()), e.traceback());
      case Raised e -> new LuaException(text(e.value()), Values.toJava(world, e.value()), e.traceback());
      case Ended e ->
          switch (e.reason()) {
            case STOPPED -> new LuaStopped(e.place() + "the script was stopped", e.traceback());
            case BUDGET ->
                new LuaBudgetExceeded(e.place() + "the call took more instructions than it may", e.traceback());
            case INTERRUPTED -> throw new InterruptedException("interrupted while Lua waited");
          };
      default -> throw error;
    };
  }

  static String text(LuaValue value) {
    return switch (value) {
      case LuaString s -> Strings.utf8(s);
      case LuaNumber n -> Numbers.format(n);
      default -> "(error object is a " + Run.typeName(value) + " value)";
    };
  }

  /** An exception of a host function as an error in Lua. */
  static RuntimeException toError(Args args, LuaException e) {
    return switch (e) {
      case LuaStopped s -> args.run().end(Ended.Reason.STOPPED);
      case LuaBudgetExceeded b -> args.run().end(Ended.Reason.BUDGET);
      default ->
          // What other Lua code raised has its place already.
          e.luaTraceback().isEmpty() ? args.error(e.getMessage()) : Raised.of(Values.toLua(args.world(), e.value()));
    };
  }
}
