package org.argonaut.datamodel.mapping;

import java.util.List;

/**
 * Something a device supports.
 *
 * @param path with {@code {i}} for instances; objects end with a dot
 * @param type {@code xsd:object}, {@code xsd:command}, {@code xsd:event}, or that of a parameter
 * @param data of parameters and objects 1 if writable (instances can be added) and 0 if not; of commands {@code sync} or
 *     {@code async}; of events nothing
 * @param input names of the arguments of a command or event
 * @param output names of the outputs of a command
 */
public record SchemaEntry(String path, String type, String data, List<String> input, List<String> output) {
  public SchemaEntry {
    input = List.copyOf(input);
    output = List.copyOf(output);
  }
}
