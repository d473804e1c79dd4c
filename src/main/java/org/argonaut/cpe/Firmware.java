package org.argonaut.cpe;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what version a firmware file is: from a line {@code version=...} in its head, else from its name. */
public final class Firmware {
  private static final Pattern LINE = Pattern.compile("(?m)^version=([\\w.+-]{1,64})\\s*$");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)+");
  private static final int HEAD = 1024;

  private Firmware() {}

  /** The version in the file; a file that names none is the next build of the running one. */
  static String version(TransferOrder order, byte[] start, String running) {
    return version(order.url(), order.targetFileName(), start, running);
  }

  /**
   * As above.
   *
   * @param fileName may be empty
   * @param start the first of its bytes, 1 KB is enough
   */
  public static String version(String url, String fileName, byte[] start, String running) {
    String head = new String(start, 0, Math.min(start.length, HEAD), StandardCharsets.ISO_8859_1);
    Matcher line = LINE.matcher(head);
    if (line.find()) {
      return line.group(1);
    }
    String named = last(fileName);
    String fileOfUrl = url.replaceFirst("[?#].*", "").replaceFirst(".*/", "");
    named = named == null ? last(fileOfUrl) : named;
    return named == null ? next(running) : named;
  }

  private static String last(String text) {
    Matcher numbers = NUMBER.matcher(text);
    String found = null;
    while (numbers.find()) {
      found = numbers.group();
    }
    return found;
  }

  private static String next(String running) {
    Matcher tail = Pattern.compile("(.*?)(\\d{1,9})").matcher(running);
    return tail.matches() ? tail.group(1) + (Integer.parseInt(tail.group(2)) + 1) : running + ".1";
  }
}
