package org.argonaut.store;

import java.util.List;

/**
 * Cached parameters of a device that differ only in their instances.
 *
 * @param path with {@code {i}} for instances
 * @param types the device told for them; several when it tells not all the same; empty: none told
 * @param writable null: never told
 */
public record ParameterShape(String path, List<String> types, Boolean writable) {
  public ParameterShape {
    types = List.copyOf(types);
  }
}
