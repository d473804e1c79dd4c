package org.argonaut.datamodel.mapping;

import org.argonaut.datamodel.Schema;

/**
 * What plugins map in a merged model, worked out once. Immutable and thread-safe: devices with the same model and plugins
 * share it.
 */
public final class MappedTree {
  private final MappedNode root;
  private final MappedFiles files;

  private MappedTree(MappedNode root) {
    this.root = root;
    this.files = new MappedFiles(root);
  }

  /** Of a core model with plugins merged in; takes some milliseconds. */
  public static MappedTree of(Schema merged) {
    return new MappedTree(MappedNode.of(merged));
  }

  /** The nameless node above all. */
  MappedNode root() {
    return root;
  }

  MappedFiles files() {
    return files;
  }
}
