package org.argonaut.cpe.tree;

import java.util.Locale;
import java.util.UUID;

/** What one CPE has for itself: its addresses, keys and the like, all made up from its seed, and what it was told. */
record Individual(long seed, Facts facts) {
  /** The fact of that name at a place, as the skeleton's templates call them. */
  String fact(String name, Place place) {
    return switch (name) {
      case "i" -> Integer.toString(place.i());
      case "j" -> Integer.toString(place.j());
      case "mac" -> mac(0);
      case "mac+i" -> mac(place.i());
      case "tail" -> String.format(Locale.ROOT, "%04d", Noise.below(Noise.mix(seed, 11), 10_000));
      case "key" -> String.format(Locale.ROOT, "%016x", Noise.mix(seed, 12));
      case "wanip" -> wanAddress(2 + (int) Noise.below(Noise.mix(seed, 14), 250));
      case "wangateway" -> wanAddress(1);
      case "ipofinterface" -> place.j() == 1 ? fact("wanip", place) : "192.168.1.1";
      case "ipv6" -> String.format(Locale.ROOT, "2001:db8:%x:%x::1", Noise.mix(seed, 15) & 0xFFFF, place.j());
      case "extender" -> new Household(seed).mac(Household.EXTENDER);
      case "roamer" -> new Household(seed).mac(Household.BEHIND_EXTENDER);
      case "uuid" -> new UUID(Noise.mix(seed, 16), Noise.mix(seed, 17)).toString();
      default -> facts.fact(name);
    };
  }

  private String mac(int add) {
    long mac = (Noise.mix(seed, 13) & 0xFFFFF0L) + add;
    return String.format(Locale.ROOT, "0A:1B:2C:%02X:%02X:%02X", mac >> 16 & 255, mac >> 8 & 255, mac & 255);
  }

  /** In the address block of carrier-grade NAT (RFC 6598). */
  private String wanAddress(int last) {
    long block = Noise.mix(seed, 18);
    return "100." + (64 + (block & 63)) + "." + (block >> 8 & 255) + "." + last;
  }
}
