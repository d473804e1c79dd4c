package org.argonaut.cpe.tree;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The devices in the home behind one CPE. They come and go with the time; who is there is computed from seed and time, so
 * a thousand households cost nothing while nobody asks.
 */
final class Household {
  private static final int SLOTS = 12;
  private static final int ALWAYS_THERE = 2;

  /** The host that is a mesh node, by wire; and one of those whose Wi-Fi is its. Both are always there. */
  static final int EXTENDER = 1;

  static final int BEHIND_EXTENDER = 2;

  private static final String[] NAMES = {
    "extender", "phone", "tv", "tablet", "printer", "camera", "console", "speaker", "thermostat", "nas", "watch", "bulb"
  };

  private final long seed;

  Household(long seed) {
    this.seed = seed;
  }

  /** Numbers of the hosts that are there, ascending. */
  int[] present(long epochSecond) {
    return IntStream.rangeClosed(1, SLOTS).filter(slot -> present(slot, epochSecond)).toArray();
  }

  /** Those of them on the given Wi-Fi band (0 or 1). */
  int[] stations(int band, long epochSecond) {
    return IntStream.of(present(epochSecond)).filter(slot -> wireless(slot) && band(slot) == band).toArray();
  }

  private boolean present(int slot, long epochSecond) {
    return slot <= ALWAYS_THERE || visits(slot, visit(slot, epochSecond));
  }

  private boolean visits(int slot, long visit) {
    return Noise.below(Noise.mix(seed + slot, visit), 8) < 5;
  }

  private long visit(int slot, long epochSecond) {
    return Math.floorDiv(epochSecond + phase(slot), visitSeconds(slot));
  }

  private long visitSeconds(int slot) {
    return 900 + Noise.below(Noise.mix(seed, slot), 5400);
  }

  private long phase(int slot) {
    return Noise.below(Noise.mix(seed ^ 0x5DEECE66DL, slot), 7200);
  }

  /** When the host came, in seconds since the epoch. */
  long since(int slot, long epochSecond) {
    long visit = visit(slot, epochSecond);
    for (int back = 0; back < 20 && (slot <= ALWAYS_THERE || visits(slot, visit - 1)); back++) {
      visit--;
    }
    return visit * visitSeconds(slot) - phase(slot);
  }

  boolean wireless(int slot) {
    return slot % 3 != 1;
  }

  int band(int slot) {
    return slot % 2;
  }

  String mac(int slot) {
    long mac = Noise.mix(seed, slot * 31L);
    return String.format(
        Locale.ROOT, "3A:%02X:%02X:%02X:%02X:%02X", mac & 255, mac >> 8 & 255, mac >> 16 & 255, mac >> 24 & 255, slot);
  }

  String ip(int slot) {
    return "192.168.1." + (100 + slot);
  }

  String hostName(int slot) {
    return NAMES[(slot - 1) % NAMES.length];
  }
}
