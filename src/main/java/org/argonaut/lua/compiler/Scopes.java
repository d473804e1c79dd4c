package org.argonaut.lua.compiler;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;

/** Which variable a name means, in one function and those around it. */
final class Scopes {
  private static final int MAX_LOCALS = 200;

  final Scopes outer;
  final FunctionBody function = new FunctionBody();
  private final List<Variable> visible = new ArrayList<>();
  int loops;

  Scopes(Scopes outer) {
    this.outer = outer;
  }

  /** To be given to {@link #close} at the end of a block. */
  int open() {
    return visible.size();
  }

  void close(int mark) {
    visible.subList(mark, visible.size()).clear();
  }

  void declare(Variable variable, Lexer lexer) {
    if (visible.size() >= MAX_LOCALS) {
      String where = outer == null ? "main function" : "function at line " + function.line;
      throw lexer.error(where + " has more than " + MAX_LOCALS + " local variables");
    }
    visible.add(variable);
  }

  Expression resolve(LuaString name, int line) {
    String text = name.tojstring();
    Variable local = find(text);
    if (local != null) {
      return new Expression.Local(local);
    }
    int upvalue = capture(text);
    return upvalue >= 0 ? new Expression.Upvalue(upvalue, text) : new Expression.Global(name, line);
  }

  private Variable find(String name) {
    for (int i = visible.size() - 1; i >= 0; i--) {
      if (visible.get(i).name.equals(name)) {
        visible.get(i).used = true;
        return visible.get(i);
      }
    }
    return null;
  }

  /** The index of the upvalue of this name, made where needed; -1 when no function around has it. */
  private int capture(String name) {
    if (outer == null) {
      return -1;
    }
    Variable local = outer.find(name);
    int fromOuter = -1;
    if (local == null) {
      fromOuter = outer.capture(name);
      if (fromOuter < 0) {
        return -1;
      }
    } else {
      local.captured = true;
    }
    return index(new FunctionBody.Capture(name, local, fromOuter));
  }

  private int index(FunctionBody.Capture wanted) {
    for (int i = 0; i < function.captures.size(); i++) {
      var capture = function.captures.get(i);
      if (capture.local() == wanted.local() && capture.outer() == wanted.outer()) {
        return i;
      }
    }
    function.captures.add(wanted);
    return function.captures.size() - 1;
  }
}
