package org.argonaut.script;

import java.util.regex.Pattern;

/** What a script may be called. */
public final class ScriptNames {
  public static final int MAX_LENGTH = 128;
  public static final String RULE =
      "a script's name has 1 to " + MAX_LENGTH + " letters, digits, '.', '_', '-' and spaces between them, and begins with"
          + " a letter or digit";

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}._ -]*[\\p{L}\\p{N}._-])?");

  private ScriptNames() {}

  /** The name under which the event log knows a script's listeners. */
  public static String listenerOwner(String script) {
    return "script " + script;
  }

  /** Whether it is one. */
  public static boolean isName(String text) {
    return text.length() <= MAX_LENGTH && NAME.matcher(text).matches();
  }
}
