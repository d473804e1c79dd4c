package org.argonaut.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.argonaut.lualog.LuaLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profiles that ship: what every hook falls back to. Ordinary profiles, in {@code lua/profiles}. */
final class BuiltIns {
  private static final Logger LOG = LoggerFactory.getLogger(BuiltIns.class);

  private final Map<String, Program> byName;

  private BuiltIns(Map<String, Program> byName) {
    this.byName = byName;
  }

  static BuiltIns load(ProfileSettings settings) {
    return new BuiltIns(Map.of("tr-181", load("tr-181", settings), "tr-098", load("tr-098", settings)));
  }

  private static Program load(String name, ProfileSettings settings) {
    try {
      return new Program(name, source(name), settings, BuiltIns::log);
    } catch (HookFailure e) {
      throw new IllegalStateException("the built-in profile " + name + " is broken: " + e.logLine(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the built-in profiles were loaded", e);
    }
  }

  /** The source of a built-in profile. */
  static String source(String name) {
    String path = "/lua/profiles/" + name + ".lua";
    try (InputStream in = BuiltIns.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(path + " cannot be read", e);
    }
  }

  private static void log(LuaLog.Level level, String text) {
    if (level == LuaLog.Level.ERROR) {
      LOG.error("a built-in profile: {}", text);
    } else {
      LOG.debug("a built-in profile: {}", text);
    }
  }

  /**
   * What a device falls back to.
   *
   * @param dataModel {@code TR-098}, {@code TR-181} or empty
   * @return null: there is none for the protocol
   */
  Program of(Protocol protocol, String dataModel) {
    return switch (protocol) {
      case CWMP -> byName.get(dataModel.equals("TR-098") ? "tr-098" : "tr-181");
      case USP -> byName.get("usp");
    };
  }
}
