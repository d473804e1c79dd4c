package org.argonaut.mtp;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.argonaut.usp.EndpointId;

/**
 * What all USP transports share of {@code argonaut.usp}; the meaning is written beside the defaults in {@code
 * reference.conf}.
 *
 * @param endpointId the controller's own
 * @param pathToken empty: none
 * @param maxRecordSize bytes
 */
public record UspSettings(
    String endpointId, Auth auth, String pathToken, int maxRecordSize, Duration contactInterval) {

  private static final int MAX_RECORD_SIZE = 64 << 20;

  /** How agents that connect prove who they are. */
  public enum Auth {
    NONE,
    BASIC,
    CERTIFICATE,
    BASIC_OR_CERTIFICATE;

    boolean basic() {
      return this == BASIC || this == BASIC_OR_CERTIFICATE;
    }

    boolean certificate() {
      return this == CERTIFICATE || this == BASIC_OR_CERTIFICATE;
    }
  }

  /** Reads {@code argonaut.usp}; says which setting is wrong and what it may be. */
  public static UspSettings from(Config root) {
    Config usp = root.getConfig("argonaut.usp");
    String id = usp.getString("endpoint-id").strip();
    String flaw = flaw(id);
    if (flaw != null) {
      throw wrong(usp, "endpoint-id", flaw + "; use one like proto::argonaut");
    }
    String token = usp.getString("path-token");
    if (!token.matches("[A-Za-z0-9._~-]*")) {
      throw wrong(usp, "path-token", "only letters, digits and - . _ ~ may stand in a path");
    }
    Duration interval = usp.getDuration("contact-interval");
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw wrong(usp, "contact-interval", "at least 1 second");
    }
    if (bytes(usp, "max-record-size") > MAX_RECORD_SIZE) {
      throw wrong(usp, "max-record-size", "at most 64 MiB");
    }
    return new UspSettings(id, oneOf(usp, "auth", Auth.class), token, bytes(usp, "max-record-size"), interval);
  }

  /** Others take odd ids, but ours is a good example. */
  private static String flaw(String id) {
    String flaw = EndpointIds.flaw(id);
    return flaw != null ? flaw : new EndpointId(id).problem().orElse(null);
  }

  @Override
  public String toString() { // never the token in a log
    return "UspSettings[" + endpointId + ", " + auth + "]";
  }

  // ---- for the transports' own settings ----

  /** A size from 1 KiB to 1 GiB. */
  public static int bytes(Config config, String key) {
    long value = config.getBytes(key);
    if (value < 1024 || value > 1 << 30) {
      throw wrong(config, key, value + " bytes: use 1 KiB to 1 GiB");
    }
    return (int) value;
  }

  /** A number that is not too small. */
  public static int atLeast(Config config, String key, int least) {
    int value = config.getInt(key);
    if (value < least) {
      throw wrong(config, key, value + " is too small: at least " + least);
    }
    return value;
  }

  /** A constant by its name in lower case, with dashes. */
  public static <E extends Enum<E>> E oneOf(Config config, String key, Class<E> type) {
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

  /** The exception that says which setting is wrong. */
  public static ConfigException wrong(Config config, String key, String why) {
    return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
  }
}
