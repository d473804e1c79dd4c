package org.argonaut.store;

import java.time.Instant;
import java.util.List;

/**
 * A JSON plugin of the data model.
 *
 * @param content as it was given
 * @param models of the devices it is for; empty: all
 * @param revision of all plugins when this one was last changed: no two contents ever have the same
 */
public record PluginRow(String file, String content, List<String> models, long revision, Instant updated) {
  public PluginRow {
    models = List.copyOf(models);
  }
}
