package org.argonaut.lua.runtime;

/** Writes which functions were running. */
final class Traceback {
  private static final int FIRST = 12;
  private static final int LAST = 10;

  private Traceback() {}

  static String of(Frame innermost) {
    if (innermost == null) {
      return "";
    }
    int count = 0;
    for (Frame f = innermost; f != null; f = f.caller) {
      count++;
    }
    StringBuilder text = new StringBuilder("stack traceback:");
    int i = 0;
    for (Frame f = innermost; f != null; f = f.caller, i++) {
      if (i < FIRST || i >= count - LAST) {
        line(text, f);
      } else if (i == FIRST) {
        text.append("\n\t... (").append(count - FIRST - LAST).append(" more)");
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, Frame f) {
    Prototype p = f.closure.prototype;
    text.append("\n\t").append(p.chunk).append(':').append(f.line()).append(": in ");
    if (p.line == 0) {
      text.append("main chunk");
      return;
    }
    String name = f.nameByCaller();
    text.append("function ").append(name == null ? "<" + p.chunk + ":" + p.line + ">" : name);
  }
}
