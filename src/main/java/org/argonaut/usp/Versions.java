package org.argonaut.usp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Versions of the protocol, and what came with which (TR-369 "GetSupportedProtocol"): never above what the peer announced. */
public final class Versions {
  /** Every version known here, lowest first. */
  public static final List<String> SUPPORTED = List.of("1.0", "1.1", "1.2", "1.3", "1.4");

  /** What every peer knows: used until it has told more. */
  public static final String LOWEST = SUPPORTED.getFirst();

  private Versions() {}

  /** The versions known here as GetSupportedProtocol tells them: a comma list. */
  public static String announcement() {
    return String.join(",", SUPPORTED);
  }

  /**
   * The highest version both sides know.
   *
   * @param announced the peer's comma list, in any order, spaces allowed
   * @return empty when there is none
   */
  public static Optional<String> highestCommon(String announced) {
    var theirs = Arrays.stream(announced.split(",")).map(String::strip).toList();
    return SUPPORTED.reversed().stream().filter(theirs::contains).findFirst();
  }
}
