package org.argonaut.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.event.Level;

/**
 * Section {@code argonaut.node}.
 *
 * @param dataDir the embedded database and the first start's secrets
 * @param adminToken empty: generated, kept in the data directory
 * @param remoteHost under which other nodes reach this one; empty: found out
 * @param remotePort of the cluster's own traffic; 0: any free one
 * @param seeds empty: a cluster of one
 * @param residentDevices at most this many device actors in this node's memory; empty: by the heap
 * @param joinTimeout how long joining the cluster may take
 * @param databaseWait how long the start waits for the database before it goes on without
 * @param drainDelay how long a stopping node still serves after it told the load balancer
 */
record NodeSettings(
    Path dataDir,
    String adminToken,
    String remoteHost,
    int remotePort,
    List<HostPort> seeds,
    OptionalLong residentDevices,
    Duration joinTimeout,
    Duration databaseWait,
    Duration drainDelay,
    Log log) {

  /** How the log is written. */
  record Log(Format format, Level level, Map<String, Level> levels) {
    /** Text for people, JSON for machines. */
    enum Format {
      TEXT,
      JSON
    }
  }

  static NodeSettings from(Config config) {
    var node = config.getConfig("argonaut.node");
    return new NodeSettings(
        Path.of(node.getString("data-dir")).toAbsolutePath().normalize(),
        node.getString("admin-token").strip(),
        node.getString("remote-host").strip(),
        port(node, "remote-port"),
        seeds(node),
        residentDevices(node),
        node.getDuration("join-timeout"),
        node.getDuration("database-wait"),
        node.getDuration("drain-delay"),
        log(node.getConfig("log")));
  }

  private static int port(Config node, String key) {
    int port = node.getInt(key);
    if (port < 0 || port > 65_535) {
      throw invalid(node, key, "a port, 0 to 65535 (0: any free one)");
    }
    return port;
  }

  /** A list in a file; in an environment variable, {@code host:port,host:port}. */
  private static List<HostPort> seeds(Config node) {
    var texts =
        node.getValue("seeds").valueType() == ConfigValueType.LIST
            ? node.getStringList("seeds")
            : Arrays.asList(node.getString("seeds").split(",", -1));
    try {
      return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).map(HostPort::parse).toList();
    } catch (IllegalArgumentException e) {
      throw invalid(node, "seeds", "a list of host:port (" + e.getMessage() + ")");
    }
  }

  private static OptionalLong residentDevices(Config node) {
    var text = node.getString("resident-devices");
    if (text.equals("auto")) {
      return OptionalLong.empty();
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw invalid(node, "resident-devices", "\"auto\" or a number from 1");
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static Log log(Config log) {
    var format =
        switch (log.getString("format")) {
          case "text" -> Log.Format.TEXT;
          case "json" -> Log.Format.JSON;
          default -> throw invalid(log, "format", "\"text\" or \"json\"");
        };
    var levels = new HashMap<String, Level>();
    var section = log.getConfig("levels");
    section.entrySet().forEach(e -> levels.put(unquoted(e.getKey()), level(section, e.getKey())));
    return new Log(format, level(log, "level"), Map.copyOf(levels));
  }

  private static String unquoted(String path) {
    return path.replace("\"", "");
  }

  private static Level level(Config log, String key) {
    try {
      return Level.valueOf(log.getString(key).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw invalid(log, key, "one of error, warn, info, debug, trace");
    }
  }

  private static InvalidSettings invalid(Config section, String key, String allowed) {
    var value = section.getValue(key);
    return new InvalidSettings(
        value.origin().description() + ": " + key + " = " + value.render() + ": must be " + allowed);
  }
}
