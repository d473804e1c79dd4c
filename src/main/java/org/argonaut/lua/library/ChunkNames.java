package org.argonaut.lua.library;

import org.argonaut.lua.runtime.Strings;
import org.luaj.vm2.LuaString;

/** What messages call a chunk. */
final class ChunkNames {
  private static final int MAX = 60;

  private ChunkNames() {}

  /** {@code =name} and {@code @name} as they are; else the beginning of the source. */
  static String shown(LuaString name) {
    String text = Strings.utf8(name);
    if (text.startsWith("=")) {
      return text.length() >= MAX ? text.substring(1, MAX) : text.substring(1);
    }
    if (text.startsWith("@")) {
      String file = text.substring(1);
      int room = MAX - 8;
      return file.length() > room ? "..." + file.substring(file.length() - room) : file;
    }
    int end = text.indexOf('\n');
    int carriage = text.indexOf('\r');
    if (carriage >= 0 && (end < 0 || carriage < end)) {
      end = carriage;
    }
    int room = MAX - 17;
    String first = end >= 0 ? text.substring(0, end) : text;
    boolean cut = end >= 0 || first.length() > room;
    return "[string \"" + (cut ? first.substring(0, Math.min(first.length(), room)) + "..." : first) + "\"]";
  }
}
