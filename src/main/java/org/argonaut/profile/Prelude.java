package org.argonaut.profile;

import java.util.List;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaSyntaxException;

/**
 * The one module that a profile may require: {@code lua/profiles/prelude.lua}, the tools that the built-in profiles are made
 * with. A profile that does not ask for it has nothing of it, neither names nor memory.
 */
final class Prelude {
  private static final String NAME = "prelude";
  private static final LuaProgram PROGRAM = compiled();

  /** The module in this state; null: nobody asked yet. */
  private Object module;

  private Prelude() {}

  private static LuaProgram compiled() {
    try {
      return LuaProgram.compile(BuiltIns.source(NAME), NAME);
    } catch (LuaSyntaxException e) {
      throw new IllegalStateException("the prelude of profiles is broken: " + e.getMessage(), e);
    }
  }

  /** Defines {@code require} in a state. */
  static void offer(LuaState lua) {
    lua.define("require", new Prelude()::require);
  }

  private Object require(HostCall call) throws LuaException, InterruptedException {
    String name = call.string(1);
    if (!name.equals(NAME)) {
      throw call.badArgument(1, "module '" + name + "' is not here; a profile may require '" + NAME + "' only");
    }
    if (module == null) {
      LuaState lua = call.state();
      List<Object> results = lua.call(lua.load(PROGRAM));
      module = results.getFirst();
    }
    return module;
  }
}
