package org.argonaut.lua.compiler;

/** A local variable. */
final class Variable {
  final String name;

  /** Whether an inner function uses it: then its register holds a cell. */
  boolean captured;

  /** Whether any code names it. */
  boolean used;

  /** Given by the generator where it is declared. */
  int register = -1;

  Variable(String name) {
    this.name = name;
  }
}
