package org.argonaut.cpe;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.argonaut.cpe.http.HttpCall;

/** The quirks of a CPE; usually none. */
public record Quirks(Set<Quirk> all) {
  public static final Quirks NONE = new Quirks(Set.of());

  public Quirks {
    all = Set.copyOf(all);
  }

  public static Quirks of(Quirk... quirks) {
    return new Quirks(Set.of(quirks));
  }

  /** Reads a comma-separated list; an IllegalArgumentException names the word that is none, and those that are. */
  public static Quirks parse(String list) {
    Set<Quirk> found = EnumSet.noneOf(Quirk.class);
    for (String word : list.split(",", -1)) {
      if (!word.isBlank()) {
        found.add(one(word.strip()));
      }
    }
    return new Quirks(found);
  }

  private static Quirk one(String word) {
    return Arrays.stream(Quirk.values())
        .filter(quirk -> quirk.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no quirk '" + word + "'; there are: " + words()));
  }

  /** All there are, for people. */
  public static String words() {
    return Arrays.stream(Quirk.values()).map(Quirk::word).collect(Collectors.joining(", "));
  }

  public boolean has(Quirk quirk) {
    return all.contains(quirk);
  }

  HttpCall.Style style() {
    return all.isEmpty()
        ? HttpCall.Style.PLAIN
        : new HttpCall.Style(
            has(Quirk.HTTP10),
            has(Quirk.CHUNKED),
            has(Quirk.GZIP),
            has(Quirk.SLOW_BYTES),
            has(Quirk.EXPECT_CONTINUE));
  }
}
