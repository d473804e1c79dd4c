package org.argonaut.datamodel.plugin;

/**
 * Something a plugin did to the tree.
 *
 * @param line in the plugin, from 1
 * @param path what it was done to
 * @param text more about it; empty: nothing
 */
public record Change(Kind kind, String file, int line, String path, String text) {
  /** What was done. */
  public enum Kind {
    EXTENDED("extended"),
    OVERWROTE("overwrote"),
    EXCLUDED("excluded"),
    /** Took the place of what another plugin put there. */
    CONFLICT("conflict"),
    /** Could not be put anywhere. */
    SKIPPED("skipped");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word in reports. */
    public String word() {
      return word;
    }
  }
}
