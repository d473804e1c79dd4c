package org.argonaut.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is done about a request that does not fit the device's data model. */
public enum Validation {
  /** It is not looked at. */
  OFF,
  /** It is sent, and the caller is told. */
  WARN,
  /** It is not sent. */
  REJECT;

  /** All words, for messages. */
  public static final List<String> WORDS = Arrays.stream(values()).map(Validation::word).toList();

  /** The word in settings and requests. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that word. */
  public static Optional<Validation> of(String word) {
    return Arrays.stream(values()).filter(value -> value.word().equals(word)).findFirst();
  }
}
