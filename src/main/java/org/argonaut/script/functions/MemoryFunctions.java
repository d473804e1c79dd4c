package org.argonaut.script.functions;

import java.util.List;
import java.util.function.UnaryOperator;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaJson;
import org.argonaut.lua.LuaResults;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaType;
import org.argonaut.lua.Wait;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptFunction;
import org.argonaut.script.ScriptSettings;
import org.argonaut.store.ScriptValueRows;

/** Small values that a script remembers over runs, versions and nodes. */
public final class MemoryFunctions implements FunctionLibrary {
  static final FunctionTable.Area AREA =
      new FunctionTable.Area(
          "Memory",
          List.of(
              ScriptFunction.of("store_get", "A value that this script stored; it outlives restarts and new versions.")
                  .takes("key", "string", "Its name")
                  .gives("any", "The value; nil: none")
                  .gives("string?", "Why it cannot be read"),
              ScriptFunction.of(
                      "store_set", "Stores a small value of this script: a number, string, boolean or table of those.")
                  .takes("key", "string", "Its name")
                  .takes("value", "any", "nil forgets it")
                  .gives("boolean", "Whether it is stored")
                  .gives("string?", "Why it is not")),
          List.of());

  private final ScriptSettings.Values limits;
  private final ScriptValueRows rows;

  public MemoryFunctions(ScriptSettings.Values limits, ScriptValueRows rows) {
    this.limits = limits;
    this.rows = rows;
  }

  @Override
  public void install(LuaState lua, ScriptContext context) {
    lua.define("store_get", call -> get(call, context.name()));
    lua.define("store_set", call -> set(call, context.name()));
  }

  private Object get(HostCall call, String script) throws LuaException, InterruptedException {
    String key = key(call);
    return call.blocking(
        Wait.INTERRUPTIBLE,
        () -> {
          try {
            String json = Waits.await(rows.get(script, key));
            return json == null ? null : LuaJson.toLua(LuaJson.parse(json), null, UnaryOperator.identity());
          } catch (FunctionFailure failure) {
            return LuaResults.of(null, failure.getMessage());
          }
        });
  }

  private Object set(HostCall call, String script) throws LuaException, InterruptedException {
    String key = key(call);
    String json = call.type(2) == LuaType.NIL ? null : json(call);
    return call.blocking(
        Wait.FINISHES_FIRST,
        () -> {
          try {
            return json == null ? forgotten(script, key) : stored(script, key, json);
          } catch (FunctionFailure failure) {
            return LuaResults.of(false, failure.getMessage());
          }
        });
  }

  private Object forgotten(String script, String key) throws FunctionFailure, InterruptedException {
    Waits.await(rows.remove(script, key));
    return true;
  }

  private Object stored(String script, String key, String json) throws FunctionFailure, InterruptedException {
    return Waits.await(rows.set(script, key, json, limits.maxKeys()))
        ? true
        : LuaResults.of(false, "the script stores " + limits.maxKeys() + " values already (argonaut.script.values)");
  }

  private String key(HostCall call) throws LuaException {
    String key = call.string(1);
    if (key.isEmpty() || key.length() > limits.maxKeyLength()) {
      throw call.badArgument(1, "1 to " + limits.maxKeyLength() + " characters expected, got " + key.length());
    }
    return key;
  }

  private String json(HostCall call) throws LuaException {
    try {
      String json = LuaJson.text(LuaJson.toJson(call.value(2)));
      if (json.length() > limits.maxValueBytes()) {
        throw call.badArgument(2, "at most " + limits.maxValueBytes() + " characters as JSON, got " + json.length());
      }
      return json;
    } catch (LuaJson.Unfit e) {
      throw call.badArgument(2, e.getMessage());
    }
  }
}
