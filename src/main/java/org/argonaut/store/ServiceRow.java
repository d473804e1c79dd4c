package org.argonaut.store;

import java.time.Instant;
import java.util.List;

/**
 * A service definition.
 *
 * @param variablesJson what it takes, as its owner wrote it
 * @param events codes of device events that apply its instances: {@code 0} to {@code 14}
 * @param active whether events do so now
 */
public record ServiceRow(
    String id,
    String description,
    String script,
    String variablesJson,
    List<String> events,
    boolean active,
    int timeoutSeconds,
    Instant updated) {
  public ServiceRow {
    events = List.copyOf(events);
  }
}
