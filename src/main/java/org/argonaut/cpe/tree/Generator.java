package org.argonaut.cpe.tree;

import java.util.List;
import org.argonaut.datamodel.Protocols;

/** Where a parameter's value comes from while nobody has set it. */
public sealed interface Generator {

  /** The value now. Cheap: it is computed for every read. */
  String value(Tree tree, Place place);

  /** Whether the value moves by itself. */
  default boolean live() {
    return true;
  }

  /** A text with places to fill in; instance n gets the n-th, later ones the last. */
  record Text(List<Template> byInstance) implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      int index = Math.clamp(place.i() - 1L, 0, byInstance.size() - 1);
      return byInstance.get(index).fill(tree, place);
    }

    @Override
    public boolean live() {
      return false;
    }

    boolean namesInstance() {
      return byInstance.getLast().namesInstance();
    }
  }

  /** A value as recorded of a real device. */
  record Recorded(String text) implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      return text;
    }

    @Override
    public boolean live() {
      return false;
    }
  }

  /**
   * What a plugin's mapping tells.
   *
   * @param protocols who sees the parameter
   */
  record Mapped(Protocols protocols) implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      String value = tree.mapped().value(place.path());
      return value == null ? "" : value;
    }
  }

  /** {@code @uptime}: seconds since the last boot. */
  record UpTime() implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      return Long.toString(tree.upSeconds());
    }
  }

  /** {@code @now}: the CPE's clock. */
  record Now() implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      return Tree.dateTime(tree.epochSecond());
    }
  }

  /** {@code @since SECONDS}: the time of the last boot plus so many seconds. */
  record Since(long seconds) implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      return Tree.dateTime(tree.epochSecond() - tree.upSeconds() + seconds);
    }
  }

  /** {@code @count TABLE}: how many instances the table beside it has. */
  record Count(String table) implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      return Integer.toString(tree.rows(place, table).length);
    }
  }

  /** {@code @counter RATE}, {@code @counter32 RATE}: grows by about so much a second since the boot. */
  record Counter(double perSecond, boolean wraps) implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      long count = (long) Noise.count(tree.seedOf(place), (double) tree.upSeconds(), perSecond);
      return Long.toString(wraps ? count & 0xFFFF_FFFFL : count);
    }
  }

  /** {@code @wobble LOW HIGH SECONDS [STEP]}: drifts between the two. */
  record Wobble(long low, long high, int periodSeconds, int step) implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      double level = Noise.drift(tree.seedOf(place), (double) tree.epochSecond(), periodSeconds);
      return Long.toString(low + Math.round((high - low) * level / step) * step);
    }
  }

  /** {@code @when PARAMETER THEN ELSE}: follows a boolean beside it. */
  record When(String parameter, String then, String otherwise) implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      return "true".equals(tree.get(place.parent() + parameter)) ? then : otherwise;
    }
  }

  /**
   * {@code @host FIELD ARGUMENTS}: about the host whose instance this is.
   *
   * @param outer the host's number is not the innermost instance but the next one outwards
   */
  record Host(String field, List<String> arguments, boolean outer) implements Generator {
    @Override
    public String value(Tree tree, Place place) {
      Household household = tree.household();
      int slot = outer ? place.j() : place.i();
      boolean wireless = household.wireless(slot);
      return switch (field) {
        case "mac" -> household.mac(slot);
        case "ip" -> household.ip(slot);
        case "name" -> household.hostName(slot);
        case "since" -> Tree.dateTime(household.since(slot, tree.epochSecond()));
        case "standard" -> household.band(slot) == 0 ? "n" : "ac";
        case "interfaceType" -> arguments.get(wireless ? 1 : 0);
        case "layer1" -> arguments.get(wireless ? 1 + household.band(slot) : 0);
        case "station" -> wireless ? arguments.get(household.band(slot)) + slot + "." : "";
        default -> throw new IllegalStateException("@host " + field);
      };
    }
  }
}
