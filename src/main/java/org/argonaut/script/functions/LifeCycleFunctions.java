package org.argonaut.script.functions;

import java.util.List;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ScriptFunction;

/** Time, the log, small persistent values, schedules: what a script does with itself. */
public final class LifeCycleFunctions {
  static final FunctionTable.Area AREA =
      new FunctionTable.Area(
          "Time, log and memory",
          List.of(
              ScriptFunction.of(
                      "sleep", "Waits, while other callbacks of the script run. Stopping the script ends it at once.")
                  .takes("seconds", "number", "How long; fractions are fine")),
          List.of());

  private LifeCycleFunctions() {}
}
