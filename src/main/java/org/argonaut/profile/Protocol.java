package org.argonaut.profile;

import java.util.Locale;

/** What a profile's payloads are for. */
public enum Protocol {
  CWMP,
  USP;

  /** {@code cwmp} or {@code usp}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The protocol of a word, in any case; null when it is none. */
  public static Protocol of(String word) {
    for (Protocol protocol : values()) {
      if (protocol.word().equalsIgnoreCase(word)) {
        return protocol;
      }
    }
    return null;
  }
}
