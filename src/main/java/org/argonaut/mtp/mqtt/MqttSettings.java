package org.argonaut.mtp.mqtt;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.argonaut.mtp.broker.BrokerLoop;
import org.argonaut.mtp.broker.BrokerUrl;
import org.argonaut.mtp.broker.TlsTrust;

/**
 * The settings of {@code argonaut.usp.mqtt}; their meaning is written beside their defaults in {@code reference.conf}.
 *
 * @param broker empty: MQTT is off
 * @param clientId with {@code {host}} and {@code {port}} still in it
 * @param sessionExpiry how long the broker keeps the session of a node that said goodbye, or is the only one
 * @param vanishedExpiry the same for a node of a cluster that vanished
 * @param sharedGroup empty: subscriptions are not shared
 */
public record MqttSettings(
    Optional<BrokerUrl> broker,
    TlsTrust tls,
    Version version,
    String clientId,
    Duration sessionExpiry,
    Duration vanishedExpiry,
    Duration keepAlive,
    Duration connectTimeout,
    BrokerLoop.Reconnect reconnect,
    Scheme topics,
    List<String> replyTopics,
    String sharedGroup,
    Trust trust,
    int qos,
    Status status,
    Flow flow) {
  private static final Map<String, Integer> PORTS = Map.of("mqtt", 1883, "mqtts", 8883, "mqtt+ws", 80, "mqtt+wss", 443);
  private static final int MAX_RECEIVE = 65_535;
  private static final int MAX_KEEP_ALIVE = 65_535;

  /** Which version of MQTT is spoken. */
  public enum Version {
    V5("5"),
    V3_1_1("3.1.1"),
    /** 5, and 3.1.1 with a broker that refuses it. */
    AUTO("auto");

    private final String written;

    Version(String written) {
      this.written = written;
    }
  }

  /** What makes a {@code from_id} believed. */
  public enum Trust {
    /** The broker has authenticated its clients; any may speak for any agent. */
    BROKER,
    /** It must be the id in the topic, which the broker lets only that agent publish to. */
    TOPIC
  }

  /**
   * Topics, with {@code {controller}} and {@code {id}} still in them.
   *
   * @param controller on which this controller listens; the first one is where agents answer to
   * @param agent empty: an agent that does not say where it listens cannot be answered
   * @param status empty: no status messages
   * @param bulkData empty: no bulk data reports
   */
  public record Scheme(List<String> controller, String agent, String status, String bulkData) {
    static Scheme from(Config scheme) {
      List<String> controller = scheme.getStringList("controller");
      if (controller.isEmpty()) {
        throw wrong(scheme, "controller", "name at least one topic");
      }
      return new Scheme(controller, scheme.getString("agent"), scheme.getString("status"), scheme.getString("bulkdata"));
    }
  }

  /** What status messages say, lower case. */
  public record Status(List<String> online, List<String> offline) {}

  /**
   * Limits on what is under way.
   *
   * @param receiveMaximum records the broker sends before it waits for acknowledgements
   * @param giveUp how long a record is tried that its device does not take
   * @param messageExpiry how long the broker may keep a record for an agent that is away
   * @param maxOutgoing records that wait for the broker's acknowledgement
   */
  public record Flow(
      int receiveMaximum, Duration giveUp, Duration publishTimeout, Duration messageExpiry, int maxOutgoing) {
    static Flow from(Config mqtt) {
      return new Flow(
          between(mqtt, "receive-maximum", 1, MAX_RECEIVE),
          mqtt.getDuration("give-up"),
          mqtt.getDuration("publish-timeout"),
          seconds(mqtt, "message-expiry", 1, Integer.MAX_VALUE),
          between(mqtt, "max-outgoing", 1, Integer.MAX_VALUE));
    }
  }

  /** Reads {@code argonaut.usp.mqtt}; says which setting is wrong and what it may be. */
  public static MqttSettings from(Config root) {
    Config mqtt = root.getConfig("argonaut.usp.mqtt");
    Config schemes = mqtt.getConfig("schemes");
    String scheme = oneOf(mqtt, "topics", List.copyOf(schemes.root().keySet()));
    MqttSettings settings =
        new MqttSettings(
            broker(mqtt),
            tls(mqtt.getConfig("tls")),
            version(mqtt),
            mqtt.getString("client-id").strip(),
            seconds(mqtt, "session-expiry", 0, Integer.MAX_VALUE),
            seconds(mqtt, "vanished-expiry", 0, Integer.MAX_VALUE),
            seconds(mqtt, "keep-alive", 1, MAX_KEEP_ALIVE),
            mqtt.getDuration("connect-timeout"),
            new BrokerLoop.Reconnect(mqtt.getDuration("reconnect.first"), mqtt.getDuration("reconnect.longest")),
            Scheme.from(schemes.getConfig(scheme)),
            List.copyOf(mqtt.getStringList("reply-topics")),
            mqtt.getString("shared-group").strip(),
            Trust.valueOf(oneOf(mqtt, "trust", List.of("broker", "topic")).toUpperCase(Locale.ROOT)),
            between(mqtt, "qos", 0, 1),
            new Status(lower(mqtt.getStringList("status.online")), lower(mqtt.getStringList("status.offline"))),
            Flow.from(mqtt));
    settings.check(mqtt);
    return settings;
  }

  private void check(Config mqtt) {
    if (clientId.isEmpty()) {
      throw wrong(mqtt, "client-id", "is empty: the broker keeps a session by it; the default is argonaut-{host}-{port}");
    }
    if (!sharedGroup.matches("[^/+#\\s]*")) {
      throw wrong(mqtt, "shared-group", "may not hold /, +, # or spaces");
    }
    try {
      TopicScheme.of(topics, "self::controller", sharedGroup);
      ReplyTopics.of(replyTopics, List.of());
    } catch (IllegalArgumentException e) {
      throw wrong(mqtt, "topics", e.getMessage());
    }
    if (trust == Trust.TOPIC && !topics.controller().stream().allMatch(t -> t.contains("{id}"))) {
      throw wrong(
          mqtt,
          "trust",
          "topic needs the agent's {id} in each of schemes.*.controller, for example usp/controller/{controller}/{id}");
    }
  }

  private static Optional<BrokerUrl> broker(Config mqtt) {
    String url = mqtt.getString("url").strip();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          BrokerUrl.parse(url, PORTS).orCredentials(mqtt.getString("username"), mqtt.getString("password")));
    } catch (IllegalArgumentException e) {
      throw wrong(mqtt, "url", e.getMessage());
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

  private static Version version(Config mqtt) {
    String value = mqtt.getString("version").strip();
    for (Version version : Version.values()) {
      if (version.written.equals(value)) {
        return version;
      }
    }
    throw wrong(mqtt, "version", "'" + value + "' is not known; use 5, 3.1.1 or auto");
  }

  private static List<String> lower(List<String> texts) {
    return texts.stream().map(t -> t.strip().toLowerCase(Locale.ROOT)).toList();
  }

  private static String oneOf(Config config, String key, List<String> allowed) {
    String value = config.getString(key).strip();
    if (!allowed.contains(value)) {
      throw wrong(config, key, "'" + value + "' is not known; use one of " + String.join(", ", allowed.stream().sorted().toList()));
    }
    return value;
  }

  private static Duration seconds(Config config, String key, int least, int most) {
    Duration value = config.getDuration(key);
    if (value.toSeconds() < least || value.toSeconds() > most) {
      throw wrong(config, key, "use " + least + " s to " + most + " s");
    }
    return value;
  }

  private static int between(Config config, String key, int least, int most) {
    int value = config.getInt(key);
    if (value < least || value > most) {
      throw wrong(config, key, value + " does not fit: use " + least + " to " + most);
    }
    return value;
  }

  private static ConfigException wrong(Config config, String key, String why) {
    return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
  }
}
