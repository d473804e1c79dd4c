package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The constraints that resources carry themselves: a channel among the possible ones, a password that its mode can take. */
final class ValueRules {
  private static final int MAX_SSID_BYTES = 32;
  private static final int MAX_VLAN = 4094;
  private static final Pattern PASSPHRASE = Pattern.compile("[ -~]{8,63}|[0-9A-Fa-f]{64}");
  private static final Pattern WEP_64 = Pattern.compile("[ -~]{5}|[0-9A-Fa-f]{10}");
  private static final Pattern WEP_128 = Pattern.compile("[ -~]{13}|[0-9A-Fa-f]{26}");
  private static final Pattern BYTE = Pattern.compile("\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5]");

  private ValueRules() {}

  /**
   * What is wrong with a new value of a field; null: nothing.
   *
   * @param sent the item as the caller sent it
   * @param current the item as the device has it
   */
  static String problem(String name, JsonNode value, ObjectNode sent, ObjectNode current) {
    return switch (name) {
      case "channel" -> among(value, options(current, "possible_channels"), "channels possible here");
      case "operating_channel_bandwidth" ->
          among(value, options(current, "supported_operating_channel_bandwidth"), "bandwidths supported");
      case "operating_frequency_band" -> among(value, options(current, "supported_frequency_bands"), "bands supported");
      case "operating_standards" -> allAmong(value, options(current, "supported_standards"));
      case "transmit_power" -> among(value, options(current, "transmit_power_supported"), "powers supported");
      case "security_mode_enabled" ->
          among(value, options(current, "security_modes_supported"), "modes supported");
      case "ssid" -> ssid(value);
      case "password" -> current.has("security_mode_enabled") ? password(value, sent, current) : null;
      case "id" -> current.path("path").asText().contains("VLAN") ? range(value, 1, MAX_VLAN) : null;
      case "priority" -> range(value, 0, 7);
      case "ip_address", "subnet_mask", "min_address", "max_address" -> address(value);
      case "max_mtu_size" -> range(value, 64, 65_535);
      default -> null;
    };
  }

  /** A list, a list in {@code value}, or words with commas; empty: the device does not say. */
  private static List<String> options(ObjectNode current, String name) {
    JsonNode node = current.path(name);
    JsonNode list = node.has("value") ? node.path("value") : node;
    List<String> options = new ArrayList<>();
    if (list.isTextual()) {
      for (String word : list.textValue().split(",")) {
        options.add(word.strip());
      }
    }
    list.forEach(item -> options.add(item.asText()));
    return options;
  }

  private static String among(JsonNode value, List<String> options, String what) {
    return options.isEmpty() || options.contains(value.asText())
        ? null
        : "'" + value.asText() + "' is none of the " + what + ": " + String.join(", ", options);
  }

  private static String allAmong(JsonNode values, List<String> options) {
    for (JsonNode value : values) {
      String problem = among(value, options, "standards supported");
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static String ssid(JsonNode value) {
    int bytes = value.asText().getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= MAX_SSID_BYTES
        ? null
        : "has " + bytes + " bytes; an SSID has 1 to " + MAX_SSID_BYTES;
  }

  private static String password(JsonNode value, ObjectNode sent, ObjectNode current) {
    JsonNode wanted = sent.path("security_mode_enabled");
    JsonNode mode = wanted.has("value") ? wanted.path("value") : wanted;
    String word = mode.isTextual() ? mode.textValue() : current.path("security_mode_enabled").path("value").asText();
    String password = value.asText();
    if (word.startsWith("WEP")) {
      boolean fits = WEP_64.matcher(password).matches() || WEP_128.matcher(password).matches();
      return fits ? null : "is no key for " + word + ": 5 or 13 characters, or 10 or 26 hexadecimal digits";
    }
    boolean fits = word.equals("None") || PASSPHRASE.matcher(password).matches();
    return fits
        ? null
        : "has " + password.length() + " characters; for " + word + " it has 8 to 63 printable ASCII characters, or 64"
            + " hexadecimal digits";
  }

  private static String range(JsonNode value, long min, long max) {
    boolean fits = value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max;
    return fits ? null : value.asText() + " is not between " + min + " and " + max;
  }

  private static String address(JsonNode value) {
    String[] parts = value.asText().split("\\.", -1);
    boolean fits = parts.length == 4;
    for (String part : parts) {
      fits = fits && BYTE.matcher(part).matches();
    }
    return fits ? null : "'" + value.asText() + "' is no IPv4 address";
  }
}
