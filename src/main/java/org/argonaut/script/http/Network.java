package org.argonaut.script.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation; an address alone is the network of itself.
 *
 * @param first any address in it, 4 or 16 bytes
 * @param bits length of the prefix
 */
record Network(byte[] first, int bits) {
  private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** Whether a text is an address and no host name. */
  static boolean isAddress(String text) {
    return LITERAL.matcher(text).matches();
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, {@code 192.0.2.7}.
   *
   * @throws IllegalArgumentException says what is wrong
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!isAddress(address)) {
      throw new IllegalArgumentException("'" + text + "' is no network; write it as 10.0.0.0/8 or fd00::/8");
    }
    byte[] first;
    try {
      first = InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + address + "' is no address", e);
    }
    int bits = slash < 0 ? first.length * 8 : bits(text, text.substring(slash + 1), first.length * 8);
    return new Network(first, bits);
  }

  private static int bits(String text, String given, int most) {
    int bits = given.matches("\\d{1,3}") ? Integer.parseInt(given) : -1;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("'" + text + "' has no prefix length between 0 and " + most);
    }
    return bits;
  }

  /** Whether the address is in this network; false for one of the other family. */
  boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != first.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i & 7);
      if ((other[i >> 3] & mask) != (first[i >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }
}
