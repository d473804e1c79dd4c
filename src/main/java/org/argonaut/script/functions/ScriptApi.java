package org.argonaut.script.functions;

import java.util.List;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;

/** The whole script API, as documented: every area adds its part here. */
public final class ScriptApi {
  private static final FunctionTable TABLE = new FunctionTable(
          List.of(
              MessagingFunctions.AREA,
              RpcFunctions.AREA,
              ListenFunctions.AREA,
              DeviceFunctions.AREA,
              HttpFunctions.AREA,
              JsonFunctions.AREA,
              ServiceFunctions.AREA,
              LifeCycleFunctions.AREA,
              MemoryFunctions.AREA));

  private ScriptApi() {}

  public static FunctionTable table() {
    return TABLE;
  }

  /** The functions that reach the fleet and the world; those of services and of the life cycle have owners of their own. */
  public static List<FunctionLibrary> libraries(Surroundings around) {
    return List.of(
        new MessagingFunctions(around),
        new RpcFunctions(around),
        new DeviceFunctions(around),
        new HttpFunctions(around.http()),
        new JsonFunctions());
  }
}
