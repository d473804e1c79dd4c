package org.argonaut.datamodel;

import java.util.Locale;
import java.util.Optional;

/** Where in its life a definition is. */
public enum Status {
  CURRENT,
  DEPRECATED,
  OBSOLETED,
  DELETED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word of TR-106 and of the JSON definition. */
  public String word() {
    return word;
  }

  /** The status of that word, empty if there is none. */
  public static Optional<Status> of(String word) {
    for (Status status : values()) {
      if (status.word().equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
