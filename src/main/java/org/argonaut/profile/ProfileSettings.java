package org.argonaut.profile;

import com.typesafe.config.Config;
import java.time.Duration;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lualog.LuaLogSettings;

/**
 * Settings {@code argonaut.profile.*}; each is explained in {@code reference.conf}.
 *
 * @param maxSize bytes of the longest profile
 * @param cached compiled profiles kept
 * @param idleStates Lua states of one profile kept for the next calls
 * @param commandTimeout for all a device is asked for one resource
 */
public record ProfileSettings(
    int maxSize,
    int cached,
    int idleStates,
    Duration hookTimeout,
    Duration commandTimeout,
    LuaLimits limits,
    LuaLogSettings log,
    Diagnostics diagnostics) {

  /**
   * How diagnostics are waited for.
   *
   * @param pollInterval how often a device is asked when it does not tell by itself
   * @param timeout of one diagnostic, from start to result
   */
  public record Diagnostics(Duration pollInterval, Duration timeout, Duration maxTimeout) {}

  /**
   * Reads {@code argonaut.profile}.
   *
   * @throws IllegalArgumentException with the setting and what is wrong with it
   */
  public static ProfileSettings from(Config root) {
    Config c = root.getConfig("argonaut.profile");
    return new ProfileSettings(
        Math.toIntExact(c.getBytes("max-size")),
        c.getInt("cached"),
        c.getInt("idle-states"),
        c.getDuration("hook-timeout"),
        c.getDuration("command-timeout"),
        limits(c.getConfig("limits")),
        LuaLogSettings.from(c.getConfig("log")),
        new Diagnostics(
            c.getDuration("diagnostics.poll-interval"),
            c.getDuration("diagnostics.timeout"),
            c.getDuration("diagnostics.max-timeout")));
  }

  private static LuaLimits limits(Config c) {
    return new LuaLimits(
        c.getLong("instructions"),
        c.getBytes("memory"),
        c.getInt("call-depth"),
        Math.toIntExact(c.getBytes("string")),
        Math.toIntExact(c.getBytes("output-line")));
  }
}
