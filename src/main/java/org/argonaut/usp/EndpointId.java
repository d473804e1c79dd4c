package org.argonaut.usp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The id of a USP endpoint, {@code scheme:[authority]:instance} (TR-369 "Endpoint Identifier", R-ARC.2a, 5, 6).
 *
 * <p>Two are equal when their characters are (R-WS.10c: opaque). Agents in the field use schemes of their own, leave out a
 * colon, or have long instances; such ids are taken as they come, and {@link #problem} tells what is wrong with them. What
 * is refused is what cannot be the key of a row: nothing at all, over {@link #MAX_LENGTH} characters, control characters
 * and unpaired surrogates.
 *
 * @param text the id as it was told
 */
public record EndpointId(String text) {
  /** Longest id taken, in characters. The standard's own limits come to much less. */
  public static final int MAX_LENGTH = 256;

  private static final int MAX_INSTANCE = 50;
  private static final Set<String> SCHEMES =
      Set.of("oui", "cid", "pen", "self", "user", "os", "ops", "uuid", "imei", "proto", "doc", "fqdn");
  private static final Pattern INSTANCE = Pattern.compile("(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+");
  private static final Pattern OUI = Pattern.compile("[0-9A-Fa-f]{6}");

  /**
   * Which device an id names.
   *
   * @param oui six upper-case hex digits
   * @param productClass empty when the scheme has none
   */
  public record Hardware(String oui, String productClass, String serial) {}

  /**
   * Checks only what is refused, see above.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public EndpointId {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the endpoint id is empty");
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the endpoint id has " + text.length() + " characters, at most " + MAX_LENGTH + " are taken");
    }
    if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
      throw new IllegalArgumentException("the endpoint id has control characters");
    }
  }

  /** The value of {@code ?eid=} as it came, still encoded: decoded exactly once, so {@code %25} is {@code %} (R-WS.10b). */
  public static EndpointId decodeQuery(String value) {
    return new EndpointId(decode(value));
  }

  /** The id for {@code ?eid=}: {@link #decodeQuery} gives it back. */
  public String encodeQuery() {
    var out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      var c = (char) (b & 0xFF);
      if (c < 128 && (Character.isLetterOrDigit(c) || "-._~:".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  /** What comes before the first colon; empty when there is none. */
  public String scheme() {
    return text.substring(0, Math.max(text.indexOf(':'), 0));
  }

  /** What is between the first two colons; empty when there is nothing. */
  public String authority() {
    var first = text.indexOf(':');
    var second = text.indexOf(':', first + 1);
    return second < 0 ? "" : text.substring(first + 1, second);
  }

  /** What comes after the second colon, or after the only one, or all. */
  public String instance() {
    var first = text.indexOf(':');
    var second = text.indexOf(':', first + 1);
    return text.substring(Math.max(first, second) + 1);
  }

  /** What departs from the standard (R-ARC.2a, 5, 6), for people; empty when nothing does. */
  public Optional<String> problem() {
    if (text.indexOf(':') == text.lastIndexOf(':')) {
      return Optional.of("an endpoint id is scheme:authority:instance, the authority may be empty");
    }
    if (!SCHEMES.contains(scheme())) {
      return Optional.of("\"" + scheme() + "\" is none of the schemes " + String.join(", ", SCHEMES.stream().sorted().toList()));
    }
    if (!authority().isEmpty() && !INSTANCE.matcher(authority()).matches()) {
      return Optional.of("the authority may have letters, digits, - . _ and %HH only");
    }
    if (!INSTANCE.matcher(instance()).matches()) {
      return Optional.of("the instance must have letters, digits, - . _ and %HH, and these only");
    }
    if (instance().length() > MAX_INSTANCE) {
      return Optional.of("the instance has " + instance().length() + " characters, at most " + MAX_INSTANCE);
    }
    return authorityProblem();
  }

  private Optional<String> authorityProblem() {
    return switch (scheme()) {
      case "oui", "cid" ->
          OUI.matcher(authority()).matches()
              ? Optional.empty()
              : Optional.of("the authority of " + scheme() + " is six hex digits");
      case "pen" ->
          authority().chars().allMatch(Character::isDigit) && !authority().isEmpty()
              ? Optional.empty()
              : Optional.of("the authority of pen is a number");
      case "self", "user", "os", "ops", "uuid", "imei", "fqdn" ->
          authority().isEmpty() ? Optional.empty() : Optional.of(scheme() + " has no authority");
      default -> Optional.empty();
    };
  }

  /**
   * The device that {@code os:}, {@code ops:} and {@code oui:} ids name, percent-decoded; for {@code oui:} the instance
   * counts as its serial number. Empty for other schemes, and when no OUI can be read.
   */
  public Optional<Hardware> hardware() {
    return switch (scheme().toLowerCase(Locale.ROOT)) {
      case "oui" -> hardware(authority(), "", instance());
      case "os" -> {
        var parts = instance().split("-", 2);
        yield parts.length < 2 ? Optional.empty() : hardware(parts[0], "", parts[1]);
      }
      case "ops" -> {
        var parts = instance().split("-", 3);
        yield parts.length < 3 ? Optional.empty() : hardware(parts[0], parts[1], parts[2]);
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Hardware> hardware(String oui, String productClass, String serial) {
    return OUI.matcher(oui).matches() && !serial.isEmpty()
        ? Optional.of(new Hardware(oui.toUpperCase(Locale.ROOT), decode(productClass), decode(serial)))
        : Optional.empty();
  }

  /** Decodes %HH once; what is no such triple stays as it is. */
  private static String decode(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
        out.write(HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static boolean isHex(byte b) {
    return b >= 0 && HexFormat.isHexDigit(b);
  }

  @Override
  public String toString() {
    return text;
  }
}
