package org.argonaut.cpe.tree;

/**
 * A node at one spot of one CPE's tree.
 *
 * @param path full path; objects end with a dot
 * @param parent the object that holds the node, with its dot; empty for the root
 * @param i number of the innermost instance around (or at) the node; 0 when there is none
 * @param j number of the next one outwards
 * @param row the node is one instance of a table, not the table itself
 * @param created the innermost instance, or one around it, was made by AddObject
 */
public record Place(Node node, String path, String parent, int i, int j, boolean row, boolean created) {
  boolean object() {
    return node instanceof Node.ObjectNode;
  }
}
