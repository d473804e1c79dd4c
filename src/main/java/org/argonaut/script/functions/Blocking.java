package org.argonaut.script.functions;

import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.Wait;

/** Runs what waits outside Lua; a {@link FunctionFailure} becomes the error table that the script gets. */
final class Blocking {
  private Blocking() {}

  /** Work that waits. */
  @FunctionalInterface
  interface Work {
    Object run() throws FunctionFailure, InterruptedException;
  }

  /** For calls that a stop of the script lets finish first. */
  static Object run(HostCall call, Work work) throws LuaException, InterruptedException {
    return run(call, Wait.FINISHES_FIRST, work);
  }

  static Object run(HostCall call, Wait wait, Work work) throws LuaException, InterruptedException {
    return call.blocking(
        wait,
        () -> {
          try {
            return work.run();
          } catch (FunctionFailure failure) {
            return failure.table();
          }
        });
  }
}
