package org.argonaut.cpe.http;

import java.util.Locale;

/** A whole answer. The body is empty when there is none. */
public record HttpReply(HttpHead head, byte[] body) {
  public int status() {
    return head.status();
  }

  /** The charset that Content-Type declares, or null. */
  public String charset() {
    String type = head.header("content-type");
    int at = type == null ? -1 : type.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (at < 0) {
      return null;
    }
    String charset = type.substring(at + 8);
    int end = charset.indexOf(';');
    return (end < 0 ? charset : charset.substring(0, end)).replace("\"", "").strip();
  }
}
