package org.argonaut.mtp.stomp;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.argonaut.mtp.broker.BrokerLoop;
import org.argonaut.mtp.broker.BrokerUrl;
import org.argonaut.mtp.broker.TlsTrust;

/**
 * The settings of {@code argonaut.usp.stomp}; their meaning is written beside their defaults in {@code reference.conf}.
 *
 * @param broker empty: STOMP is off
 * @param virtualHost empty: the host of the URL
 * @param destination with {@code {controller}} still in it
 * @param replyDestinations what agents' destinations must begin with; empty: anything
 */
public record StompSettings(
    Optional<BrokerUrl> broker,
    TlsTrust tls,
    String virtualHost,
    String destination,
    List<String> replyDestinations,
    Duration heartBeat,
    Duration connectTimeout,
    BrokerLoop.Reconnect reconnect,
    Duration giveUp,
    Duration sendTimeout,
    int maxOutgoing,
    int maxWaiting) {
  static final Map<String, Integer> PORTS = Map.of("stomp", 61_613, "stomps", 61_614);
  static final String CONTROLLER = "{controller}";

  /** Reads {@code argonaut.usp.stomp}; says which setting is wrong and what it may be. */
  public static StompSettings from(Config root) {
    Config stomp = root.getConfig("argonaut.usp.stomp");
    if (stomp.getString("destination").isBlank()) {
      throw wrong(stomp, "destination", "is empty: name the queue on which the controller listens");
    }
    return new StompSettings(
        broker(stomp),
        tls(stomp.getConfig("tls")),
        stomp.getString("virtual-host").strip(),
        stomp.getString("destination").strip(),
        List.copyOf(stomp.getStringList("reply-destinations")),
        stomp.getDuration("heart-beat"),
        stomp.getDuration("connect-timeout"),
        new BrokerLoop.Reconnect(stomp.getDuration("reconnect.first"), stomp.getDuration("reconnect.longest")),
        stomp.getDuration("give-up"),
        stomp.getDuration("send-timeout"),
        atLeastOne(stomp, "max-outgoing"),
        atLeastOne(stomp, "max-waiting"));
  }

  private static Optional<BrokerUrl> broker(Config stomp) {
    String url = stomp.getString("url").strip();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          BrokerUrl.parse(url, PORTS).orCredentials(stomp.getString("username"), stomp.getString("password")));
    } catch (IllegalArgumentException e) {
      throw wrong(stomp, "url", e.getMessage());
    }
  }

  private static TlsTrust tls(Config tls) {
    try {
      return new TlsTrust(file(tls, "ca"), file(tls, "certificate"), file(tls, "key"));
    } catch (IllegalArgumentException e) {
      throw wrong(tls, "certificate", e.getMessage());
    }
  }

  private static Optional<Path> file(Config config, String key) {
    String value = config.getString(key);
    return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
  }

  private static int atLeastOne(Config config, String key) {
    int value = config.getInt(key);
    if (value < 1) {
      throw wrong(config, key, value + " is too small: at least 1");
    }
    return value;
  }

  private static ConfigException wrong(Config config, String key, String why) {
    return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
  }
}
