package org.argonaut.datamodel.mapping;

/**
 * A node with instance numbers.
 *
 * @param path objects end with a dot
 * @param instance the innermost instance it is in, or is; null: none
 */
record Place(MappedNode node, String path, Instance instance) {
  /** Whether this is a table itself and not one of its instances. */
  boolean isTable() {
    return node.isTable() && (instance == null || instance.table() != node);
  }

  Place child(MappedNode child) {
    return new Place(child, path + child.name() + (child.isObject() ? "." : ""), instance);
  }

  Place instance(Instance of) {
    return new Place(node, path + of.number() + ".", of);
  }
}
