package org.argonaut.script.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a script asks of a server.
 *
 * @param method empty: GET
 * @param headers values by name; those that say how a message travels (Host, Content-Length, Connection ...) are ours and
 *     left out
 * @param body null or empty: none
 * @param timeout for everything, redirects included; null: the one of the settings
 */
public record OutboundRequest(
    String method, String url, Map<String, List<String>> headers, byte[] body, Duration timeout) {
  public OutboundRequest {
    headers = Map.copyOf(headers);
    body = body == null ? new byte[0] : body;
  }

  @Override
  public String toString() { // a header may hold a secret
    return method + " " + url;
  }
}
