package org.argonaut.lualog;

import java.util.Locale;

/** A Lua program's own log. Writing never waits and never fails: what comes faster than can be kept is counted. */
public interface LuaLog {

  /** What kind of line it is. */
  enum Level {
    /** The program's {@code print}. */
    PRINT,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    /** What the life cycle tells: started, stopped, failed. */
    SYSTEM;

    /** As the API and the database have it: {@code print}, {@code info} ... */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Writes a line; one that holds line breaks becomes several. */
  void line(Level level, String text);
}
