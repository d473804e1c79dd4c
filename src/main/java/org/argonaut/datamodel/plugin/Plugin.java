package org.argonaut.datamodel.plugin;

import java.util.List;
import org.argonaut.datamodel.Draft;

/**
 * A plugin as read: what it puts where, in its order.
 *
 * @param file its name
 */
public record Plugin(String file, List<Entry> entries) {
  public Plugin {
    entries = List.copyOf(entries);
  }

  /**
   * One key on top.
   *
   * @param path its path with the vendor prefix put in; that of the parent if the key is a lone parameter
   * @param version of the format, 0 to 2, that holds for it
   * @param line from 1
   * @param node the object; or a nameless one that holds the lone parameter
   * @param lone whether the key is a parameter, not an object
   */
  public record Entry(String path, int version, int line, Draft node, boolean lone) {}
}
