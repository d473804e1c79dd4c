package org.argonaut.mtp.websocket;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.argonaut.mtp.UspSettings;
import org.argonaut.mtp.broker.TlsTrust;
import org.argonaut.usp.AgentUrl;

/**
 * {@code argonaut.usp.dial} and the section {@code argonaut.usp.dialing}.
 *
 * @param agents where agents listen: {@code ws://host:port/path} or {@code wss://...}
 * @param connectTimeout for the TCP connection, and again for the handshake
 * @param firstRetry the wait after a first failure; it doubles up to {@code lastRetry}
 * @param pollInterval how soon it is noticed that agents were set or removed on devices
 * @param maxAgents that are connected to because their devices say so
 * @param tls whom to believe, and what to show
 */
public record DialSettings(
    List<URI> agents,
    Duration connectTimeout,
    Duration firstRetry,
    Duration lastRetry,
    Duration pollInterval,
    int maxAgents,
    TlsTrust tls) {

  /** Reads the settings; says which one is wrong and what it may be. */
  public static DialSettings from(Config root) {
    Config usp = root.getConfig("argonaut.usp");
    Config dialing = usp.getConfig("dialing");
    List<String> texts =
        usp.getValue("dial").valueType() == ConfigValueType.LIST
            ? usp.getStringList("dial")
            : Arrays.asList(usp.getString("dial").split(",", -1));
    Duration first = dialing.getDuration("first-retry");
    Duration last = dialing.getDuration("last-retry");
    if (first.isZero() || last.compareTo(first) < 0) {
      throw UspSettings.wrong(dialing, "last-retry", "must not be below first-retry, which must be above 0");
    }
    TlsTrust tls;
    try {
      tls = new TlsTrust(path(dialing, "authorities"), path(dialing, "certificate"), path(dialing, "key"));
    } catch (IllegalArgumentException e) {
      throw UspSettings.wrong(dialing, "certificate", e.getMessage());
    }
    return new DialSettings(
        texts.stream().map(String::strip).filter(text -> !text.isEmpty()).map(text -> agent(usp, text)).toList(),
        dialing.getDuration("connect-timeout"),
        first,
        last,
        dialing.getDuration("poll-interval"),
        dialing.getInt("max-agents"),
        tls);
  }

  private static Optional<Path> path(Config dialing, String key) {
    String path = dialing.getString(key);
    return path.isBlank() ? Optional.empty() : Optional.of(Path.of(path));
  }

  private static URI agent(Config usp, String text) {
    try {
      return AgentUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw UspSettings.wrong(usp, "dial", AgentUrl.shown(text) + ": " + e.getMessage());
    }
  }
}
