package org.argonaut.lua;

/** A Java function that Lua code can call. */
@FunctionalInterface
public interface HostFunction {

  /**
   * Runs under the script's lock, on the thread of the callback; what takes time belongs into {@link HostCall#blocking}.
   *
   * @return one result (see {@link LuaState} for conversion), null for nil, {@link LuaResults} for none or several
   * @throws LuaException to raise an error in Lua
   */
  Object call(HostCall call) throws LuaException, InterruptedException;
}
