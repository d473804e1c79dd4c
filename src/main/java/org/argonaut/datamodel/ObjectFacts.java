package org.argonaut.datamodel;

import java.util.List;

/**
 * What is special about an object or table.
 *
 * @param table whether there are instances
 * @param minEntries least number of instances
 * @param maxEntries {@link ListShape#UNBOUNDED}: any number
 * @param entriesParameter name of the parameter beside the table that counts its instances; empty: none
 * @param enableParameter name of the parameter that enables an instance; empty: none
 * @param discriminator name of the parameter that tells which object of a union exists; empty: none
 * @param fixed instances are the device's, never made by a controller
 * @param mountPoint models of other devices are seen below it
 * @param uniqueKeys combinations of parameters no two instances share
 */
public record ObjectFacts(
    boolean table,
    int minEntries,
    int maxEntries,
    String entriesParameter,
    String enableParameter,
    String discriminator,
    boolean fixed,
    boolean mountPoint,
    List<UniqueKey> uniqueKeys) {
  /** An object that is always there once. */
  public static final ObjectFacts SINGLE = new ObjectFacts(false, 1, 1, "", "", "", false, false, List.of());

  /** A table of any number of instances. */
  public static final ObjectFacts TABLE =
      new ObjectFacts(true, 0, ListShape.UNBOUNDED, "", "", "", false, false, List.of());

  public ObjectFacts {
    uniqueKeys = List.copyOf(uniqueKeys);
  }

  /**
   * Parameters that together differ between instances.
   *
   * @param functional the key has a meaning of its own, and holds among enabled instances only
   */
  public record UniqueKey(boolean functional, List<String> parameters) {
    public UniqueKey {
      parameters = List.copyOf(parameters);
    }
  }
}
