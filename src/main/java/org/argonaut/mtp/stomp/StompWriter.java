package org.argonaut.mtp.stomp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes frames of STOMP 1.2. */
final class StompWriter {
  private static final String ENDPOINT_ID = "endpoint-id";

  private StompWriter() {}

  static byte[] bytes(StompFrame frame) {
    // STOMP leaves CONNECT as it is, for older brokers; USP wants the colons of endpoint-id escaped there, too (R-STOMP.5).
    boolean connect = frame.command().equals("CONNECT");
    StringBuilder head = new StringBuilder(frame.command()).append('\n');
    frame.headers().forEach(
        (name, value) -> {
          boolean plain = connect && !name.equals(ENDPOINT_ID);
          head.append(plain ? name : escaped(name)).append(':').append(plain ? oneLine(value) : escaped(value)).append('\n');
        });
    byte[] start = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(start.length + frame.body().length + 1);
    bytes.writeBytes(start);
    bytes.writeBytes(frame.body());
    bytes.write(0);
    return bytes.toByteArray();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n").replace(":", "\\c");
  }

  private static String oneLine(String text) {
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a header of CONNECT holds a line break");
    }
    return text;
  }
}
