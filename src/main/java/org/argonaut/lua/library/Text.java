package org.argonaut.lua.library;

import java.io.ByteArrayOutputStream;
import org.argonaut.lua.runtime.World;
import org.luaj.vm2.LuaString;

/** A string that grows. Charged to the script before it grows, and counted as held until it is closed. */
final class Text extends ByteArrayOutputStream implements AutoCloseable {
  private final World world;
  private long counted;

  Text(World world) {
    super(64);
    this.world = world;
  }

  void append(LuaString text, int from, int length) {
    grow(length);
    write(text.m_bytes, text.m_offset + from, length);
  }

  void append(LuaString text) {
    append(text, 0, text.m_length);
  }

  void append(int c) {
    grow(1);
    write(c);
  }

  private void grow(int more) {
    long size = size() + (long) more;
    if (size > counted) {
      long room = Math.max(64, Long.highestOneBit(size) * 2);
      world.chargeString(size);
      world.hold(room - counted);
      counted = room;
    }
  }

  LuaString toLua() {
    return world.string(toByteArray());
  }

  @Override
  public void close() {
    world.hold(-counted);
    counted = 0;
  }
}
