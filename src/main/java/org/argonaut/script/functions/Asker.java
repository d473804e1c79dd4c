package org.argonaut.script.functions;

import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptLog;

/**
 * The script that asks something of a device.
 *
 * @param origin who asks, for people: {@code script wifi}
 * @param log its own
 */
record Asker(String origin, ScriptLog log) {
  static Asker of(ScriptContext context) {
    return new Asker("script " + context.name(), context.log());
  }
}
