package org.argonaut.script.functions;

import java.util.List;
import org.argonaut.script.FunctionTable;

/** The whole script API, as documented: every area adds its part here. */
public final class ScriptApi {
  private static final FunctionTable TABLE = new FunctionTable(List.of(LifeCycleFunctions.AREA));

  private ScriptApi() {}

  public static FunctionTable table() {
    return TABLE;
  }
}
