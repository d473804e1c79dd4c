package org.argonaut.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.argonaut.lualog.LuaLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profiles that ship: what every hook falls back to. Ordinary profiles, in {@code lua/profiles}. */
final class BuiltIns {
  private static final Logger LOG = LoggerFactory.getLogger(BuiltIns.class);

  private static final List<String> NAMES = List.of("tr-181", "tr-098", "usp");

  private final Map<String, Program> byName;

  private BuiltIns(Map<String, Program> byName) {
    this.byName = byName;
  }

  static BuiltIns load(ProfileSettings settings) {
    return new BuiltIns(NAMES.stream().collect(Collectors.toMap(Function.identity(), name -> load(name, settings))));
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
   * What a device falls back to, one after the other, hook by hook.
   *
   * @param dataModel {@code TR-098}, {@code TR-181} or empty
   */
  List<Program> of(Protocol protocol, String dataModel) {
    List<String> names =
        switch (protocol) {
          case CWMP -> List.of(dataModel.equals("TR-098") ? "tr-098" : "tr-181");
          case USP -> List.of("usp", "tr-181"); // the same data model, but for what are commands now
        };
    return names.stream().map(byName::get).toList();
  }
}
