package org.argonaut.datamodel;

import java.util.Locale;

/**
 * Something that is wrong or odd in a file, at its place.
 *
 * @param line from 1; 0: the file as a whole
 * @param text what is wrong, why it matters and how to mend it, one line
 */
public record Finding(String file, int line, Level level, String text) {
  /** How bad it is. An error means that something of the file is not used. */
  public enum Level {
    ERROR,
    WARNING,
    INFO
  }

  /** As the linter prints it: {@code FILE:LINE: level: text}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + level.name().toLowerCase(Locale.ROOT) + ": " + text;
  }
}
