package org.argonaut.acs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The settings of {@code argonaut.acs}; their meaning is written beside their defaults in {@code reference.conf}.
 *
 * @param publicUrl how CPEs reach the device port, without a slash at the end; empty: made of this host's address
 * @param retryAfter what a CPE is told while the database is away
 */
public record AcsSettings(
    String bind,
    int port,
    String publicUrl,
    int maxConnections,
    int backlog,
    Duration idleTimeout,
    Duration retryAfter,
    Bodies bodies,
    Authentication authentication,
    Tls tls,
    ConnectionRequest connectionRequest,
    Files files) {

  /** Reads {@code argonaut.acs}; says which setting is wrong and what it may be. */
  public static AcsSettings from(Config root) {
    Config acs = root.getConfig("argonaut.acs");
    return new AcsSettings(
        acs.getString("bind"),
        port(acs, "port"),
        withoutSlash(acs.getString("public-url")),
        atLeast(acs, "max-connections", 1),
        atLeast(acs, "backlog", 1),
        acs.getDuration("idle-timeout"),
        acs.getDuration("retry-after"),
        Bodies.from(acs.getConfig("body")),
        Authentication.from(acs),
        Tls.from(acs.getConfig("tls")),
        ConnectionRequest.from(acs.getConfig("connection-request")),
        Files.from(acs.getConfig("files")));
  }

  /** How CPEs prove who they are. */
  public enum Auth {
    NONE,
    BASIC,
    DIGEST,
    BASIC_OR_DIGEST;

    boolean basic() {
      return this == BASIC || this == BASIC_OR_DIGEST;
    }

    boolean digest() {
      return this == DIGEST || this == BASIC_OR_DIGEST;
    }
  }

  /**
   * Limits on what CPEs post.
   *
   * @param maxSize bytes on the wire
   * @param maxInflatedSize bytes after gzip or deflate is undone
   * @param deadline for the whole body to arrive
   * @param budget bytes of bodies that may be in memory at once, all connections together
   * @param offThreadSize from this size on a body is parsed on a thread of its own
   */
  public record Bodies(int maxSize, int maxInflatedSize, Duration deadline, long budget, int offThreadSize) {
    static Bodies from(Config body) {
      return new Bodies(
          bytes(body, "max-size"),
          bytes(body, "max-inflated-size"),
          body.getDuration("deadline"),
          body.getBytes("budget"),
          bytes(body, "off-thread-size"));
    }
  }

  /**
   * @param algorithms what a Digest challenge offers, in this order
   * @param sessionLifetime how long a nonce and a session cookie are good for
   * @param trustConnection whether a TCP connection stands for one CPE
   * @param sharedUsername empty: no shared credentials in the settings
   */
  public record Authentication(
      Auth scheme,
      String realm,
      List<HttpDigest.Algorithm> algorithms,
      Duration sessionLifetime,
      boolean trustConnection,
      String sharedUsername,
      String sharedPassword,
      int basicIterations) {
    static Authentication from(Config acs) {
      return new Authentication(
          oneOf(acs, "auth", Auth.class),
          acs.getString("realm"),
          acs.getStringList("digest-algorithms").stream().map(name -> algorithm(acs, name)).toList(),
          acs.getDuration("session-lifetime"),
          acs.getBoolean("trust-connection"),
          acs.getString("shared-username"),
          acs.getString("shared-password"),
          atLeast(acs, "basic-iterations", 1));
    }

    private static HttpDigest.Algorithm algorithm(Config acs, String name) {
      HttpDigest.Algorithm algorithm = HttpDigest.Algorithm.of(name);
      if (algorithm == null) {
        throw wrong(acs, "digest-algorithms", name + " is not known; use MD5 and SHA-256");
      }
      return algorithm;
    }

    @Override
    public String toString() { // never a password in a log
      return "Authentication[" + scheme + ", realm " + realm + "]";
    }
  }

  /** Whether a TLS client must show a certificate. */
  public enum ClientAuth {
    NONE,
    WANT,
    NEED
  }

  /**
   * @param port of its own; {@link #SAME_PORT}: TLS and plain HTTP share the device port
   * @param certificate PEM, server first, then the chain; null: TLS is off
   * @param plainHttp whether the device port goes on taking plain HTTP
   * @param clientCa PEM of the authorities whose client certificates are taken; null: none are
   * @param clientNameMustMatch whether a client certificate is good only for the device it names
   */
  public record Tls(
      int port,
      Path certificate,
      Path key,
      boolean plainHttp,
      Path clientCa,
      ClientAuth clientAuth,
      boolean clientNameMustMatch,
      Duration reloadInterval) {
    /** TLS on the device port itself. */
    public static final int SAME_PORT = -1;

    static Tls from(Config tls) {
      String port = tls.getString("port");
      Path certificate = path(tls, "certificate");
      Path key = path(tls, "key");
      if ((certificate == null) != (key == null)) {
        throw wrong(tls, "certificate", "certificate and key belong together: set both or none");
      }
      return new Tls(
          port.equals("same") ? SAME_PORT : AcsSettings.port(tls, "port"),
          certificate,
          key,
          tls.getBoolean("plain-http"),
          path(tls, "client-ca"),
          oneOf(tls, "client-auth", ClientAuth.class),
          tls.getBoolean("client-name-must-match"),
          tls.getDuration("reload-interval"));
    }

    /** Whether there is TLS at all. */
    public boolean on() {
      return certificate != null;
    }
  }

  /**
   * @param maxOutstanding connection requests on the wire at once
   * @param maxWaiting that may wait for their turn; more are refused
   * @param perSecond how many start in a second
   * @param username for CPEs whose own credentials are not known; empty: none
   */
  public record ConnectionRequest(
      Duration timeout,
      int maxOutstanding,
      int maxWaiting,
      Duration maxWait,
      double perSecond,
      String username,
      String password,
      boolean basic) {
    static ConnectionRequest from(Config request) {
      double perSecond = request.getDouble("per-second");
      if (!(perSecond > 0)) {
        throw wrong(request, "per-second", "must be above 0");
      }
      return new ConnectionRequest(
          request.getDuration("timeout"),
          atLeast(request, "max-outstanding", 1),
          atLeast(request, "max-waiting", 0),
          request.getDuration("max-wait"),
          perSecond,
          request.getString("username"),
          request.getString("password"),
          request.getBoolean("basic"));
    }

    @Override
    public String toString() { // never a password in a log
      return "ConnectionRequest[" + timeout + ", " + maxOutstanding + ", " + perSecond + " a second]";
    }
  }

  /** Limits on files that CPEs upload. */
  public record Files(long maxUploadSize, Duration uploadDeadline) {
    static Files from(Config files) {
      return new Files(files.getBytes("max-upload-size"), files.getDuration("upload-deadline"));
    }
  }

  private static int port(Config config, String key) {
    int port = config.getInt(key);
    if (port < 0 || port > 65535) {
      throw wrong(config, key, port + " is no port: use 1 to 65535, or 0 for any free one");
    }
    return port;
  }

  private static int atLeast(Config config, String key, int least) {
    int value = config.getInt(key);
    if (value < least) {
      throw wrong(config, key, value + " is too small: at least " + least);
    }
    return value;
  }

  private static int bytes(Config config, String key) {
    long value = config.getBytes(key);
    if (value < 1 || value > 1 << 30) {
      throw wrong(config, key, value + " bytes: use 1 byte to 1 GiB");
    }
    return (int) value;
  }

  private static Path path(Config config, String key) {
    String value = config.getString(key);
    return value.isBlank() ? null : Path.of(value);
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static <E extends Enum<E>> E oneOf(Config config, String key, Class<E> type) {
    String value = config.getString(key);
    String wanted = value.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(wanted)) {
        return constant;
      }
    }
    List<String> allowed =
        List.of(type.getEnumConstants()).stream()
            .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    throw wrong(config, key, "'" + value + "' is not known; use one of " + String.join(", ", allowed));
  }

  private static ConfigException wrong(Config config, String key, String why) {
    return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
  }
}
