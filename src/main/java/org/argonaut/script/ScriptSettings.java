package org.argonaut.script;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lualog.LuaLogSettings;

/**
 * Settings {@code argonaut.script.*}; each is explained in {@code reference.conf}.
 *
 * @param folder null: none
 * @param handoverTimeout shorter than the cluster's handoff-timeout
 */
public record ScriptSettings(
    Path folder,
    Duration folderInterval,
    int maxSize,
    Duration keeperInterval,
    int startsPerSecond,
    Duration stopTimeout,
    Duration handoverTimeout,
    Duration retryMin,
    Duration retryMax,
    Duration stableAfter,
    Duration askTimeout,
    int maxListeners,
    ZoneId timeZone,
    LuaLimits limits,
    LuaLogSettings log,
    Values values) {

  /** Limits of what a script may remember. */
  public record Values(int maxKeys, int maxKeyLength, int maxValueBytes) {}

  /**
   * Reads {@code argonaut.script}.
   *
   * @throws IllegalArgumentException with the setting and what is wrong with it
   */
  public static ScriptSettings from(Config root) {
    Config c = root.getConfig("argonaut.script");
    String folder = c.getString("folder").strip();
    return new ScriptSettings(
        folder.isEmpty() ? null : Path.of(folder),
        c.getDuration("folder-interval"),
        Math.toIntExact(c.getBytes("max-size")),
        c.getDuration("keeper-interval"),
        c.getInt("starts-per-second"),
        c.getDuration("stop-timeout"),
        c.getDuration("handover-timeout"),
        c.getDuration("retry-min"),
        c.getDuration("retry-max"),
        c.getDuration("stable-after"),
        c.getDuration("ask-timeout"),
        c.getInt("max-listeners"),
        zone(c.getString("time-zone")),
        limits(c.getConfig("limits")),
        LuaLogSettings.from(c.getConfig("log")),
        new Values(
            c.getInt("values.max-keys"),
            c.getInt("values.max-key-length"),
            Math.toIntExact(c.getBytes("values.max-value-size"))));
  }

  private static LuaLimits limits(Config c) {
    return new LuaLimits(
        c.getLong("instructions"),
        c.getBytes("memory"),
        c.getInt("call-depth"),
        Math.toIntExact(c.getBytes("string")),
        Math.toIntExact(c.getBytes("output-line")));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "argonaut.script.time-zone is '" + name + "', which is no time zone; give one like UTC or Europe/Berlin", e);
    }
  }
}
