package org.argonaut.lua;

import java.nio.charset.StandardCharsets;
import org.argonaut.lua.compiler.Compiler;
import org.argonaut.lua.compiler.SyntaxError;
import org.argonaut.lua.runtime.Prototype;

/** Compiled source; immutable, shared by any number of states. */
public final class LuaProgram {
  private final Prototype prototype;

  private LuaProgram(Prototype prototype) {
    this.prototype = prototype;
  }

  /**
   * Compiles a script.
   *
   * @param chunkName what messages call it: {@code chunk:line: text}
   * @throws LuaSyntaxException where the source stops being Lua
   */
  public static LuaProgram compile(String source, String chunkName) throws LuaSyntaxException {
    try {
      return new LuaProgram(Compiler.compile(source.getBytes(StandardCharsets.UTF_8), chunkName));
    } catch (SyntaxError e) {
      throw new LuaSyntaxException(e.getMessage(), e.line(), e.column());
    }
  }

  /** What messages call it. */
  public String chunkName() {
    return prototype.chunk();
  }

  Prototype prototype() {
    return prototype;
  }
}
