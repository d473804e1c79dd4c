package org.argonaut.script.functions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaTable;
import org.argonaut.lua.Wait;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptFunction;
import org.argonaut.script.ScriptType;
import org.argonaut.script.service.ServiceFailure;
import org.argonaut.script.service.ServiceInstance;
import org.argonaut.script.service.ServiceRunner;
import org.argonaut.script.service.Services;
import org.argonaut.store.Page;

/**
 * Service instances. These functions have results of their own kind: {@code ok}, {@code error_message} (empty when all is well)
 * and {@code error_code}, a number (200).
 */
public final class ServiceFunctions implements FunctionLibrary {
  private static final int PAGE = 1000;
  private static final int MOST_INSTANCES = 10_000;
  private static final Duration WAITING_LIMIT = Duration.ofHours(1);

  private static final String ID = "The instance's id";
  private static final String VARIABLES = "Values by name: strings, numbers or booleans";

  static final FunctionTable.Area AREA =
      new FunctionTable.Area(
          "Service instances",
          List.of(
              ScriptFunction.of("get_service_instances", "The services of a device.")
                  .takes("serial_number", "string", "The device's serial number")
                  .gives("ServiceResult", "With instances"),
              ScriptFunction.of("create_service_instance", "Gives a device a service; applies nothing yet.")
                  .takes("serial_number", "string", "The device's serial number")
                  .takes("service_id", "string", "The service's id")
                  .maybe("variables", "table<string, string|number|boolean>", VARIABLES)
                  .gives("ServiceResult", "Whether it was kept"),
              ScriptFunction.of("edit_service_instance", "Replaces the values of an instance; applies nothing yet.")
                  .takes("instance_id", "string", ID)
                  .takes("serial_number", "string", "The device it is on")
                  .takes("service_id", "string", "The service it is of")
                  .maybe("variables", "table<string, string|number|boolean>", VARIABLES)
                  .gives("ServiceResult", "Whether it was kept"),
              ScriptFunction.of("delete_service_instance", "Forgets an instance; what it set on the device stays.")
                  .takes("instance_id", "string", ID)
                  .gives("ServiceResult", "Whether it was there"),
              ScriptFunction.of("apply_service_instance", "Runs the service's script for the instance and waits for its end.")
                  .takes("instance_id", "string", ID)
                  .gives("ServiceResult", "With status; ok speaks of the request only"),
              ScriptFunction.of("apply_service_instance_and_forget", "Has the service's script run for the instance, soon.")
                  .takes("instance_id", "string", ID)
                  .gives("ServiceResult", "ok: it is queued on this node")),
          List.of(
              ScriptType.of("ServiceResult", "What came of a call about service instances.")
                  .with("ok", "boolean", "Whether the call was done")
                  .with("error_message", "string", "Empty when ok")
                  .with("error_code", "integer", "200 when ok; 400, 404, 409, 429, 503")
                  .maybe("status", "string", "provisioned or failed")
                  .maybe("instances", "ServiceInstance[]", "In the order of their ids"),
              ScriptType.of("ServiceInstance", "A service on a device.")
                  .with("id", "string", "Its id")
                  .with("device_id", "string", "The device's serial number")
                  .with("service_id", "string", "The service's id")
                  .with("status", "string", "pending, provisioning, provisioned or failed")
                  .with("variables", "table<string, string>", "Its values")));

  private final Services services;
  private final ServiceRunner runner;

  public ServiceFunctions(Services services, ServiceRunner runner) {
    this.services = services;
    this.runner = runner;
  }

  @Override
  public void install(LuaState lua, ScriptContext context) {
    lua.define("get_service_instances", this::list);
    lua.define("create_service_instance", this::create);
    lua.define("edit_service_instance", this::edit);
    lua.define("delete_service_instance", this::delete);
    lua.define("apply_service_instance", this::apply);
    lua.define("apply_service_instance_and_forget", this::applyAndForget);
  }

  private interface Work {
    Map<String, Object> run() throws FunctionFailure, InterruptedException;
  }

  private static Object result(HostCall call, Work work) throws LuaException, InterruptedException {
    return result(call, Wait.FINISHES_FIRST, work);
  }

  private static Object result(HostCall call, Wait wait, Work work) throws LuaException, InterruptedException {
    return call.blocking(
        wait,
        () -> {
          try {
            Map<String, Object> result = table(true, "", 200);
            result.putAll(work.run());
            return result;
          } catch (ServiceFailure failure) {
            return table(false, failure.getMessage(), failure.code());
          } catch (FunctionFailure failure) {
            return table(false, failure.getMessage(), Integer.parseInt(failure.code()));
          }
        });
  }

  private static Map<String, Object> table(boolean ok, String message, int code) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("ok", ok);
    table.put("error_message", message);
    table.put("error_code", code);
    return table;
  }

  private static Map<String, Object> done(CompletionStage<?> stage) throws FunctionFailure, InterruptedException {
    Waits.await(stage);
    return Map.of();
  }

  private Object list(HostCall call) throws LuaException, InterruptedException {
    String sn = call.string(1);
    return result(
        call,
        () -> {
          List<Map<String, Object>> all = new ArrayList<>();
          String cursor = null;
          do {
            Page<ServiceInstance> page = Waits.await(services.instances(sn, PAGE, cursor));
            page.items().forEach(instance -> all.add(json(instance)));
            cursor = page.next();
          } while (cursor != null && all.size() < MOST_INSTANCES);
          return Map.of("instances", all);
        });
  }

  private static Map<String, Object> json(ServiceInstance instance) {
    return Map.of(
        "id", instance.id(),
        "device_id", instance.sn(),
        "service_id", instance.service(),
        "status", instance.status().code(),
        "variables", instance.variables());
  }

  private Object create(HostCall call) throws LuaException, InterruptedException {
    String sn = call.string(1);
    String service = call.string(2);
    Map<String, String> variables = variables(call, 3);
    return result(call, () -> done(services.create(sn, service, variables)));
  }

  private Object edit(HostCall call) throws LuaException, InterruptedException {
    String id = call.string(1);
    String sn = call.string(2);
    String service = call.string(3);
    Map<String, String> variables = variables(call, 4);
    return result(call, () -> done(services.edit(id, sn, service, variables)));
  }

  private Object delete(HostCall call) throws LuaException, InterruptedException {
    String id = call.string(1);
    return result(call, () -> done(services.deleteInstance(id)));
  }

  private Object apply(HostCall call) throws LuaException, InterruptedException {
    String id = call.string(1);
    // The run goes on by itself when the script that waits for it is stopped.
    return result(
        call,
        Wait.INTERRUPTIBLE,
        () -> Map.of("status", Waits.await(runner.run(id), WAITING_LIMIT).status().code()));
  }

  private Object applyAndForget(HostCall call) throws LuaException, InterruptedException {
    String id = call.string(1);
    return result(
        call,
        () -> {
          Waits.await(services.instance(id)); // says so when there is none
          var run = runner.run(id).toCompletableFuture();
          return run.isCompletedExceptionally() ? done(run) : Map.of();
        });
  }

  private static Map<String, String> variables(HostCall call, int argument) throws LuaException {
    Map<String, String> variables = new LinkedHashMap<>();
    LuaTable given = call.table(argument, null);
    if (given == null) {
      return variables;
    }
    for (Map.Entry<Object, Object> entry : given.entries()) {
      String value =
          switch (entry.getValue()) {
            case String text -> text;
            case Boolean bool -> bool.toString();
            case Long number -> number.toString();
            case Double number -> number.toString();
            default -> null;
          };
      if (!(entry.getKey() instanceof String name) || value == null) {
        throw call.badArgument(argument, "strings, numbers or booleans by name expected, got " + entry.getKey());
      }
      variables.put(name, value);
    }
    return variables;
  }
}
