package org.argonaut.script;

import org.argonaut.lua.LuaState;

/** A group of script functions, by area; one object serves all scripts of a node. */
public interface FunctionLibrary {

  /** Defines its functions in the world of one run, before the script's first line. Called once a run, must not block. */
  void install(LuaState lua, ScriptContext context);
}
