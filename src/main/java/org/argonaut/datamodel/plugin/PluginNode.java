package org.argonaut.datamodel.plugin;

import java.util.List;
import org.argonaut.datamodel.NodeSource;

/**
 * What a plugin says of a node besides what a schema holds.
 *
 * @param file name of the plugin
 * @param line where the node is, from 1
 * @param version of the format, 0 to 2, that holds for it
 * @param key its key, with the vendor prefix put in
 * @param dependency what must be there
 * @param mappings in order; empty: none
 */
public record PluginNode(String file, int line, int version, String key, Dependency dependency, List<Mapping> mappings)
    implements NodeSource {
  public PluginNode {
    mappings = List.copyOf(mappings);
  }
}
