package org.argonaut.script.functions;

import org.argonaut.lualog.LuaLog;
import org.argonaut.script.ScriptContext;

/**
 * The script that asks something of a device.
 *
 * @param origin who asks, for people: {@code script wifi}
 * @param log its own
 */
record Asker(String origin, LuaLog log) {
  static Asker of(ScriptContext context) {
    return new Asker("script " + context.name(), context.log());
  }
}
