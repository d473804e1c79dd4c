package org.argonaut.lua.library;

import java.util.List;
import java.util.Locale;
import org.argonaut.lua.library.Library.Entry;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Builtin;
import org.argonaut.lua.runtime.Closure;
import org.argonaut.lua.runtime.Coroutine;
import org.argonaut.lua.runtime.Raised;
import org.argonaut.lua.runtime.Specials;
import org.argonaut.lua.runtime.Strings;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The table coroutine. */
final class CoroutineLibrary {
  static final List<Entry> ENTRIES =
      List.of(
          Entry.of("create", CoroutineLibrary::create),
          Entry.of("resume", CoroutineLibrary::resume),
          Entry.of("running", CoroutineLibrary::running),
          Entry.of("status", args -> Strings.of(coroutine(args).status().name().toLowerCase(Locale.ROOT))),
          Entry.of("wrap", CoroutineLibrary::wrap),
          Entry.of("yield", Specials.YIELD));

  private CoroutineLibrary() {}

  private static Coroutine coroutine(Args args) {
    if (args.get(1) instanceof Coroutine coroutine) {
      return coroutine;
    }
    throw args.bad(1, "coroutine expected");
  }

  private static Coroutine create(Args args) {
    if (!(args.get(1) instanceof Closure body)) {
      throw args.bad(1, "Lua function expected");
    }
    args.world().charge(200);
    return new Coroutine(body);
  }

  private static Varargs resume(Args args) {
    Coroutine coroutine = coroutine(args);
    try {
      return LuaValue.varargsOf(LuaValue.TRUE, args.run().resume(coroutine, args.from(2)));
    } catch (Raised e) {
      return LuaValue.varargsOf(LuaValue.FALSE, e.value());
    }
  }

  private static Varargs running(Args args) {
    Coroutine running = args.run().coroutine();
    return running == null ? LuaValue.NIL : running;
  }

  private static Varargs wrap(Args args) {
    Coroutine coroutine = create(args);
    return Builtin.holding(args.world(), "wrap", coroutine, call -> resumeWrapped(call, coroutine));
  }

  private static Varargs resumeWrapped(Args call, Coroutine coroutine) {
    try {
      return call.run().resume(coroutine, call.from(1));
    } catch (Raised e) {
      throw e.value() instanceof LuaString text ? call.error(Strings.utf8(text)) : e;
    }
  }
}
