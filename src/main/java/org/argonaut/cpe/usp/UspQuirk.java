package org.argonaut.cpe.usp;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One way in which agents depart from the standard or from each other. */
public enum UspQuirk {
  /** Never answers a request. */
  SILENT,
  /** Answers three seconds late. */
  LATE,
  /** Sends bytes that are no record instead of each answer. */
  GARBAGE,
  /** Sends records as text frames (WebSocket). */
  TEXT_FRAMES,
  /** Its answers carry another msg_type in their header. */
  WRONG_TYPE,
  /** Its answers carry another msg_id. */
  WRONG_ID,
  /** Sends each answer and each notification twice. */
  TWICE,
  /** Sends no connect record. */
  NO_CONNECT_RECORD,
  /** Names itself in the old Sec-WebSocket-Extensions header instead of {@code ?eid=} (WebSocket). */
  OLD_EID_HEADER,
  /** Sends each record in fragments (WebSocket). */
  FRAGMENTS,
  /** Speaks in session contexts only. */
  SESSIONS,
  /** As {@link #SESSIONS}, and cuts messages into segments of 256 bytes. */
  SEGMENTS,
  /** Refuses session contexts with 7106. */
  NO_SESSIONS,
  /** Answers a Get of which one path is wrong with an Error. */
  WHOLE_GETS,
  /** Answers every request with an Error. */
  ERRORS;

  /** As written on the command line: {@code wrong-type}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads a comma-separated list; an IllegalArgumentException names the word that is none, and those that are. */
  public static Set<UspQuirk> parse(String list) {
    Set<UspQuirk> found = EnumSet.noneOf(UspQuirk.class);
    for (String word : list.split(",", -1)) {
      if (!word.isBlank()) {
        found.add(
            Arrays.stream(values())
                .filter(quirk -> quirk.word().equals(word.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no USP quirk '" + word.strip() + "'; there are: " + words())));
      }
    }
    return found;
  }

  /** All there are, for people. */
  public static String words() {
    return Arrays.stream(values()).map(UspQuirk::word).collect(Collectors.joining(", "));
  }
}
