package org.argonaut.lua;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/** Compiled source; immutable, shared by any number of states. */
public final class LuaProgram {
  private static final Pattern LINE = Pattern.compile(":(\\d+):");

  private final Prototype prototype;
  private final String chunkName;

  private LuaProgram(Prototype prototype, String chunkName) {
    this.prototype = prototype;
    this.chunkName = chunkName;
  }

  /**
   * Compiles a script.
   *
   * @param chunkName what messages call it: {@code chunk:line: text}
   */
  public static LuaProgram compile(String source, String chunkName) throws LuaSyntaxException {
    try {
      var bytes = new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8));
      return new LuaProgram(LuaC.instance.compile(bytes, "=" + chunkName), chunkName);
    } catch (LuaError e) {
      var line = LINE.matcher(e.getMessage());
      throw new LuaSyntaxException(e.getMessage(), line.find() ? Integer.parseInt(line.group(1)) : 1, 1);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** What messages call it. */
  public String chunkName() {
    return chunkName;
  }

  Prototype prototype() {
    return prototype;
  }
}
