package org.argonaut.datamodel;

/** What a node of a data model is. */
public enum NodeKind {
  /** An object, or a table of objects; its path ends with a dot. */
  OBJECT,
  PARAMETER,
  /** A USP command; its name ends with {@code ()}. Its children are one {@link #INPUT} and one {@link #OUTPUT}, if any. */
  COMMAND,
  /** A USP event; its name ends with {@code !}. Its children are its arguments. */
  EVENT,
  /** The input arguments of a command. */
  INPUT,
  /** The output arguments of a command. */
  OUTPUT;

  /** Whether nodes of this kind hold others under a name that ends with a dot. */
  public boolean isContainer() {
    return this == OBJECT || this == INPUT || this == OUTPUT;
  }
}
