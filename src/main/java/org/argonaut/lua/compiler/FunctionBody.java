package org.argonaut.lua.compiler;

import java.util.ArrayList;
import java.util.List;

/** A function of the syntax tree, with what it captures. */
final class FunctionBody {

  /**
   * Where an upvalue comes from when the function is made: a local of the enclosing function, or an upvalue of it.
   *
   * @param local null when it is the enclosing function's upvalue
   */
  record Capture(String name, Variable local, int outer) {}

  final List<Variable> parameters = new ArrayList<>();
  final List<Capture> captures = new ArrayList<>();
  boolean variadic;

  /** Whether its code has {@code ...} in it; if not, the old {@code arg} table is there. */
  boolean usesDots;

  /** The local {@code arg} of a variadic function that is not the main one; else null. */
  Variable arg;


  List<Statement> body;
  int line;
  int lastLine;
}
