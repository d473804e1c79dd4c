package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/**
 * Links to files on the device port that carry their own permission: one name, one direction, until a time. What Download
 * and Upload hand to a CPE.
 */
public final class FileLinks {
  private static final int SIGNATURE = 16;

  private final String base;
  private final Seal seal;
  private final Clock clock;

  /** What a link permits. */
  enum Direction {
    READ('r'),
    WRITE('w');

    private final byte mark;

    Direction(char mark) {
      this.mark = (byte) mark;
    }
  }

  /** What is to be thought of a token. */
  enum Check {
    GOOD,
    EXPIRED,
    FALSE
  }

  /**
   * @param base the device port as CPEs reach it: {@code http://acs.example.net:7547}
   * @param key the same on every node
   */
  FileLinks(String base, byte[] key, Clock clock) {
    this.base = base;
    this.seal = new Seal(key, SIGNATURE);
    this.clock = clock;
  }

  /** A URL from which the file can be downloaded without further credentials. */
  public String urlFor(String name, Duration validity) {
    return url(name, Direction.READ, validity);
  }

  /** A URL to which a CPE can upload; the content is stored under {@link #uploadName}. */
  public String uploadUrlFor(String name, Duration validity) {
    return url(name, Direction.WRITE, validity);
  }

  /** The name in the store of what is uploaded as {@code name}: {@code uploads/...}, so that it replaces no firmware. */
  public static String uploadName(String name) {
    return name.startsWith("uploads/") ? name : "uploads/" + name;
  }

  private String url(String name, Direction direction, Duration validity) {
    if (name.isEmpty() || validity.isNegative()) {
      throw new IllegalArgumentException("a link needs a file name and a validity that is not negative");
    }
    long until = clock.instant().plus(validity).getEpochSecond();
    String path = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("%2F", "/");
    return base + "/files/" + path + "?token=" + token(name, direction, until);
  }

  private String token(String name, Direction direction, long until) {
    byte[] data = data(name, direction, until);
    byte[] signature = Arrays.copyOfRange(seal.seal(data, data.length), data.length, data.length + SIGNATURE);
    ByteBuffer token = ByteBuffer.allocate(Long.BYTES + SIGNATURE).putLong(until).put(signature);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /** Checks the token of a request for a file. */
  Check check(String name, Direction direction, String token) {
    if (token.length() != 32) {
      return Check.FALSE;
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Check.FALSE;
    }
    long until = ByteBuffer.wrap(bytes).getLong();
    byte[] data = data(name, direction, until);
    byte[] sealed = Arrays.copyOf(data, data.length + SIGNATURE);
    System.arraycopy(bytes, Long.BYTES, sealed, data.length, SIGNATURE);
    if (!seal.genuine(sealed)) {
      return Check.FALSE;
    }
    return clock.instant().getEpochSecond() <= until ? Check.GOOD : Check.EXPIRED;
  }

  private static byte[] data(String name, Direction direction, long until) {
    byte[] utf8 = name.getBytes(UTF_8);
    ByteBuffer data = ByteBuffer.allocate(1 + Long.BYTES + utf8.length);
    return data.put(direction.mark).putLong(until).put(utf8).array();
  }
}
