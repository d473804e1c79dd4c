package org.argonaut.script;

import java.util.Locale;

/** A script's own log. Writing never waits and never fails: what a script writes faster than can be kept is counted. */
public interface ScriptLog {

  /** What kind of line it is. */
  enum Level {
    /** The script's {@code print}. */
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
