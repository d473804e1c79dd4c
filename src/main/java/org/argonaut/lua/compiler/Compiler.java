package org.argonaut.lua.compiler;

import org.argonaut.lua.runtime.Prototype;

/** Compiles Lua 5.1 with goto. */
public final class Compiler {
  private Compiler() {}

  /**
   * Compiles a source.
   *
   * @param chunk what messages call it
   * @throws SyntaxError when it is no Lua
   */
  public static Prototype compile(byte[] source, String chunk) {
    if (source.length > 0 && source[0] == 0x1b) {
      throw new SyntaxError(chunk + ":1: compiled Lua is not taken; give the source", 1, 1);
    }
    try {
      return Generator.generate(Parser.parse(source, chunk), chunk);
    } catch (StackOverflowError tooDeep) {
      throw new SyntaxError(chunk + ":1: chunk has too many syntax levels", 1, 1);
    }
  }
}
