package org.argonaut.lua;

/**
 * What one script may use.
 *
 * @param instructions a call may execute before it ends with {@link LuaBudgetExceeded}; counted anew after each
 *     blocking host call
 * @param memoryBytes that a script's values may take, by estimate
 * @param callDepth of Lua functions calling each other
 * @param stringBytes of the longest string
 * @param outputLineBytes of one line of {@code print}; the rest is cut
 */
public record LuaLimits(long instructions, long memoryBytes, int callDepth, int stringBytes, int outputLineBytes) {

  /** For ordinary scripts: a hundred million instructions a call, 64 MiB, strings to 16 MiB. */
  public static LuaLimits defaults() {
    return new LuaLimits(100_000_000L, 64L << 20, 16_000, 16 << 20, 16 << 10);
  }

  /** The same with another number of instructions. */
  public LuaLimits withInstructions(long count) {
    return new LuaLimits(count, memoryBytes, callDepth, stringBytes, outputLineBytes);
  }

  /** The same with another memory limit, in bytes. */
  public LuaLimits withMemoryBytes(long bytes) {
    return new LuaLimits(instructions, bytes, callDepth, stringBytes, outputLineBytes);
  }
}
