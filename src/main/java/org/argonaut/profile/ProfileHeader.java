package org.argonaut.profile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment lines at the head of a profile that say what it is for: {@code -- model: X} and {@code -- protocol: cwmp}.
 *
 * @param model null: not said
 * @param protocol null: not said
 */
public record ProfileHeader(String model, String protocol) {
  private static final Pattern LINE = Pattern.compile("--+\\s*(model|protocol)\\s*[:=]\\s*(.*?)\\s*", Pattern.CASE_INSENSITIVE);

  /** Reads the comments and blank lines before the first line of Lua. */
  public static ProfileHeader of(String content) {
    String model = null;
    String protocol = null;
    for (String line : (Iterable<String>) content.lines()::iterator) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("--")) {
        break;
      }
      Matcher matcher = LINE.matcher(text);
      if (matcher.matches() && !matcher.group(2).isEmpty()) {
        boolean isModel = matcher.group(1).equalsIgnoreCase("model");
        model = isModel && model == null ? matcher.group(2) : model;
        protocol = !isModel && protocol == null ? matcher.group(2) : protocol;
      }
    }
    return new ProfileHeader(model, protocol);
  }
}
