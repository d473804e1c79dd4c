package org.argonaut.lua.runtime;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Counts what a script can still reach, by estimate. */
final class Census {
  private static final int SHORT_STRING = 64;
  private static int marks;

  private final int mark;
  private final ArrayDeque<LuaValue> open = new ArrayDeque<>();
  private final Set<byte[]> strings = Collections.newSetFromMap(new IdentityHashMap<>());
  private long bytes;
  private long objects;

  Census(World world) {
    mark = nextMark();
    bytes = world.held();
    see(world.globals());
    if (world.stringMeta() != null) {
      see(world.stringMeta());
    }
    world.kept().forEach(this::see);
    for (Run run : world.runs()) {
      frames(run.current);
      for (Coroutine c = run.coroutine; c != null; c = c.resumer) {
        see(c);
      }
    }
    while (!open.isEmpty()) {
      visit(open.pop());
    }
  }

  /** Never 0, which is that of new objects. */
  private static synchronized int nextMark() {
    marks = marks >= Integer.MAX_VALUE - 1 ? 1 : marks + 1;
    return marks;
  }

  long bytes() {
    return bytes;
  }

  long objects() {
    return objects;
  }

  private void see(LuaValue value) {
    objects++;
    switch (value) {
      case null -> {}
      case LuaString s -> string(s);
      case Table t -> {
        if (t.mark != mark) {
          t.mark = mark;
          bytes += t.size();
          open.push(t);
        }
      }
      case Closure c -> {
        if (c.mark != mark) {
          c.mark = mark;
          bytes += 48 + 8L * c.upvalues.length;
          open.push(c);
        }
      }
      case Coroutine c -> {
        if (c.mark != mark) {
          c.mark = mark;
          bytes += 64;
          open.push(c);
        }
      }
      case Builtin b -> {
        if (b.held != null) {
          bytes += 64;
          see(b.held);
        }
      }
      case Cell c -> {
        bytes += 16;
        see(c.value);
      }
      default -> {}
    }
  }

  private void string(LuaString s) {
    if (s.m_bytes.length < SHORT_STRING || strings.add(s.m_bytes)) {
      bytes += 56 + s.m_bytes.length;
    }
  }

  private void visit(LuaValue value) {
    switch (value) {
      case Table t -> table(t);
      case Closure c -> {
        see(c.environment);
        for (Cell cell : c.upvalues) {
          see(cell);
        }
      }
      case Coroutine c -> {
        see(c.body);
        frames(c.top);
      }
      default -> {}
    }
  }

  private void table(Table t) {
    see(t.meta());
    for (int place = t.first(); place >= 0; place = t.next(place)) {
      see(t.keyAt(place));
      see(t.valueAt(place));
    }
  }

  private void frames(Frame innermost) {
    for (Frame f = innermost; f != null; f = f.caller) {
      bytes += 80 + 4L * f.registers.length;
      see(f.closure);
      for (LuaValue v : f.registers) {
        see(v);
      }
      for (LuaValue v : f.extra) {
        see(v);
      }
    }
  }
}
