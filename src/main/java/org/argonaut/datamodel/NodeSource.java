package org.argonaut.datamodel;

/** Where a node comes from that is not part of the standard model: a place in a plugin. */
public interface NodeSource {
  /** The file as it was given. */
  String file();

  /** Line in the file, from 1. */
  int line();
}
