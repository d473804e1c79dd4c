package org.argonaut.datamodel;

import java.util.List;

/**
 * That a value is a comma-separated list, and what holds for the list as a whole.
 *
 * @param minItems 0: may be empty
 * @param maxItems {@link #UNBOUNDED}: any number
 * @param sizes length of the whole text, in characters; empty: not limited
 * @param map the items are {@code key=value} pairs
 * @param nestedBrackets items that are lists themselves stand in brackets
 */
public record ListShape(int minItems, int maxItems, List<Range> sizes, boolean map, boolean nestedBrackets) {
  public static final int UNBOUNDED = -1;

  /** A list without limits. */
  public static final ListShape ANY = new ListShape(0, UNBOUNDED, List.of(), false, false);

  public ListShape {
    sizes = List.copyOf(sizes);
  }
}
