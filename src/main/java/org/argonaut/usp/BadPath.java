package org.argonaut.usp;

/** A path that breaks the syntax (error 7008); the message shows where, for people. */
public final class BadPath extends Exception {
  private final String path;
  private final int position;

  BadPath(String path, int position, String problem) {
    super(problem + " at character " + (position + 1) + " of \"" + shortened(path) + "\"");
    this.path = path;
    this.position = position;
  }

  private static String shortened(String path) {
    return path.length() <= 200 ? path : path.substring(0, 200) + "...";
  }

  /** The path as it was given. */
  public String path() {
    return path;
  }

  /** Where the syntax breaks: index of a character, from 0. */
  public int position() {
    return position;
  }

  /** {@link UspErrors#INVALID_PATH_SYNTAX}. */
  public int code() {
    return UspErrors.INVALID_PATH_SYNTAX;
  }
}
