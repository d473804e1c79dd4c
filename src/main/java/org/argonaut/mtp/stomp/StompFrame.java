package org.argonaut.mtp.stomp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A frame of STOMP 1.2.
 *
 * @param headers in their order; of a repeated one the first counts
 * @param body empty: none, or it was larger than the limit ({@code tooLarge})
 * @param tooLarge whether the body was left out
 */
record StompFrame(String command, Map<String, String> headers, byte[] body, boolean tooLarge) {
  static final String CONTENT_LENGTH = "content-length";
  static final String CONTENT_TYPE = "content-type";
  static final String DESTINATION = "destination";
  static final String RECEIPT = "receipt";
  static final String RECEIPT_ID = "receipt-id";
  static final String REPLY_TO = "reply-to-dest";
  private static final byte[] NOTHING = {};

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  static Builder of(String command) {
    return new Builder(command);
  }

  /** Puts a frame together. */
  static final class Builder {
    private final String command;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Builder(String command) {
      this.command = command;
    }

    Builder with(String name, String value) {
      headers.put(name, value);
      return this;
    }

    StompFrame build() {
      return new StompFrame(command, headers, NOTHING, false);
    }

    StompFrame build(byte[] body) {
      headers.put(CONTENT_LENGTH, Integer.toString(body.length));
      return new StompFrame(command, headers, body, false);
    }
  }
}
