package org.argonaut.script.service;

import java.util.Locale;
import org.argonaut.lualog.LuaLog;

/** What one run of a service's script printed: the first lines, up to a limit. */
final class RunLog implements LuaLog {
  private static final String CUT = "... (the rest is left out)\n";

  private final int limit;
  private final StringBuilder text = new StringBuilder();
  private boolean full;

  /**
   * @param limit in characters
   */
  RunLog(int limit) {
    this.limit = limit;
  }

  void print(String line) {
    add(line + "\n");
  }

  @Override
  public void line(Level level, String line) {
    add(level.name().toLowerCase(Locale.ROOT) + ": " + line + "\n");
  }

  private synchronized void add(String line) {
    if (full) {
      return;
    }
    full = text.length() + line.length() > limit;
    text.append(full ? CUT : line);
  }

  synchronized String text() {
    return text.toString();
  }
}
