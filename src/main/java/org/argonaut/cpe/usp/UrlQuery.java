package org.argonaut.cpe.usp;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the query of a broker's URL says about topics and destinations. */
record UrlQuery(Map<String, String> values) {

  /** Reads it; an IllegalArgumentException names a word that is none of the known ones. */
  static UrlQuery of(URI url, String... known) {
    Map<String, String> values = new LinkedHashMap<>();
    String query = url.getRawQuery() == null ? "" : url.getRawQuery();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!List.of(known).contains(name)) {
        throw new IllegalArgumentException("'" + name + "' in " + url + " is none of " + String.join(", ", known));
      }
      values.put(name, equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return new UrlQuery(Map.copyOf(values));
  }

  /** A value with the names of agent and controller in their places. */
  String text(String name, String otherwise, UspFleetSettings settings, Mtp.Served agent) {
    return WebSocketMtp.mine(values.getOrDefault(name, otherwise), agent).replace("{controller}", settings.controller());
  }
}
