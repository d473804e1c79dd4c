package org.argonaut.store;

import java.util.List;

/**
 * A part of a list.
 *
 * @param next cursor of the page that follows; null on the last one
 */
public record Page<T>(List<T> items, String next) {
  public Page {
    items = List.copyOf(items);
  }
}
