package org.argonaut.lualog;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Limits of logs on their way to the database; each is explained in {@code reference.conf}.
 *
 * @param bufferBytes of all programs of a node together
 * @param linesPerSecond of one program, in the long run
 * @param burst lines of one program at once
 */
public record LuaLogSettings(
    long bufferBytes, int maxLine, int linesPerSecond, int burst, Duration pollInterval, Duration retryInterval) {

  /** Reads the section {@code log} of a part's settings. */
  public static LuaLogSettings from(Config c) {
    return new LuaLogSettings(
        c.getBytes("buffer"),
        c.getInt("max-line"),
        c.getInt("lines-per-second"),
        c.getInt("burst"),
        c.getDuration("poll-interval"),
        c.getDuration("retry-interval"));
  }
}
