package org.argonaut.script.functions;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaJson;
import org.argonaut.lua.LuaResults;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaTable;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptFunction;

/** JSON in and out: {@code value, err} and {@code text, err}; {@code err} is nil when all is well. */
public final class JsonFunctions implements FunctionLibrary {
  private static final String NULL = "json_null";

  static final FunctionTable.Area AREA =
      new FunctionTable.Area(
          "JSON",
          List.of(
              ScriptFunction.of(
                      "json_encode",
                      "The JSON of a value. A table with keys 1 to n is an array, any other one must have string keys; an"
                          + " empty table is {} unless options say empty = \"array\". json_null in a table is null.")
                  .takes("value", "any", "nil, a boolean, a number, a string or a table")
                  .maybe("options", "table", "empty: \"object\" or \"array\"")
                  .gives("string?", "The text; nil when the value is no JSON")
                  .gives("string?", "What is wrong; nil when all is well"),
              ScriptFunction.of(
                      "json_decode",
                      "The value of a JSON text. null is nil, so a member that is null is absent, unless another value is"
                          + " given for it. Whole numbers above 2^53 lose digits, as all numbers in Lua do.")
                  .takes("text", "string", "One JSON value")
                  .maybe("null", "any", "What null becomes, for example json_null")
                  .gives("any", "The value; nil when the text is no JSON")
                  .gives("string?", "What is wrong and where; nil when all is well"),
              ScriptFunction.of(NULL, "Stands for null in tables that json_encode gets; calling it gives nil.")),
          List.of());

  @Override
  public void install(LuaState lua, ScriptContext context) {
    lua.define(NULL, _ -> null);
    // A script may give the name another meaning; what stands for null stays.
    Object nothing = lua.get(NULL);
    lua.define("json_encode", call -> encode(call, nothing));
    lua.define("json_decode", JsonFunctions::decode);
  }

  private static Object encode(HostCall call, Object nothing) throws LuaException {
    if (call.count() == 0) {
      throw call.badArgument(1, "value expected");
    }
    boolean emptyAsArray = emptyAsArray(call);
    try {
      return LuaResults.of(LuaJson.text(LuaJson.toJson(call.value(1), nothing, emptyAsArray)), null);
    } catch (LuaJson.Unfit e) {
      return LuaResults.of(null, e.getMessage());
    }
  }

  private static boolean emptyAsArray(HostCall call) throws LuaException {
    LuaTable options = call.table(2, null);
    if (options == null) {
      return false;
    }
    for (var entry : options.entries()) {
      if (!entry.getKey().equals("empty") || !Set.of("object", "array").contains(entry.getValue())) {
        throw call.badArgument(2, "the only option is empty = \"object\" or empty = \"array\"");
      }
    }
    return "array".equals(options.get("empty"));
  }

  private static Object decode(HostCall call) throws LuaException {
    String text = call.string(1);
    try {
      return LuaResults.of(LuaJson.toLua(LuaJson.parse(text), call.value(2), UnaryOperator.identity()), null);
    } catch (LuaJson.Unfit e) {
      return LuaResults.of(null, e.getMessage());
    }
  }
}
