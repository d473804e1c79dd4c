package org.argonaut.script.http;

import java.util.Map;

/**
 * What a server answered.
 *
 * @param headers by name in the usual spelling ({@code Content-Type}); several of one name joined with a comma
 */
public record OutboundAnswer(int status, Map<String, String> headers, byte[] body) {
  @Override
  public String toString() {
    return status + ", " + body.length + " bytes";
  }
}
