package org.argonaut.script.functions;

import org.argonaut.catalog.RpcGuard;
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

  /**
   * Hears what a device's data model has against its request; warnings go to its log.
   *
   * @param what the kind of request
   * @throws FunctionFailure when it must not be sent
   */
  void hear(RpcGuard.Verdict verdict, String sn, String what) throws FunctionFailure {
    if (verdict.rejects()) {
      throw new FunctionFailure(FunctionFailure.UNFIT, "not sent, it does not fit the device's data model: " + verdict.text());
    }
    if (!verdict.objections().isEmpty()) {
      log.line(LuaLog.Level.WARN, sn + ": " + what + " does not fit the device's data model: " + verdict.text());
    }
  }
}
