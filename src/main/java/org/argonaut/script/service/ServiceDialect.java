package org.argonaut.script.service;

import java.time.Duration;
import java.util.Map;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.Wait;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.service.ServiceInstance.Status;

/**
 * What a service's script finds besides the usual functions: the globals {@code device_id}, {@code variables} and {@code
 * provisioning_status}, and functions for them. The status must be set before the end; the last value counts.
 */
final class ServiceDialect implements FunctionLibrary {
  private static final String STATUS = "provisioning_status";
  private static final double LONGEST_SLEEP = 86_400;

  private final String sn;
  private final Map<String, String> values;

  ServiceDialect(String sn, Map<String, String> values) {
    this.sn = sn;
    this.values = values;
  }

  @Override
  public void install(LuaState lua, ScriptContext context) {
    lua.set("device_id", sn);
    lua.set("variables", values);
    lua.set(STATUS, null);
    lua.define("get_device_id", _ -> sn);
    lua.define("get_variable_value", call -> values.get(call.string(1)));
    lua.define("set_provisioning_status", ServiceDialect::setStatus);
    lua.define("sleep", ServiceDialect::sleep);
  }

  private static Object setStatus(HostCall call) throws LuaException {
    String status = call.string(1);
    if (statusOf(status) == null) {
      throw call.badArgument(1, "'provisioned' or 'failed' expected, got '" + status + "'");
    }
    call.state().set(STATUS, status);
    return null;
  }

  private static Object sleep(HostCall call) throws LuaException, InterruptedException {
    double seconds = Math.clamp(call.number(1), 0, LONGEST_SLEEP);
    return call.blocking(
        Wait.INTERRUPTIBLE,
        () -> {
          Thread.sleep(Duration.ofMillis(Math.round(seconds * 1000)));
          return null;
        });
  }

  /**
   * What a run came to.
   *
   * @param failure why the script broke off; null when it came to its end
   */
  static ServiceRunner.Applied outcome(LuaState lua, String failure, String log) {
    if (failure != null) {
      return new ServiceRunner.Applied(Status.FAILED, failure, log);
    }
    Object set = lua.get(STATUS);
    Status status = set instanceof String text ? statusOf(text) : null;
    if (status == null) {
      String why =
          set == null
              ? "the script ended without setting provisioning_status"
              : "the script set provisioning_status to '" + set + "', not to 'provisioned' or 'failed'";
      return new ServiceRunner.Applied(Status.FAILED, why, log);
    }
    return new ServiceRunner.Applied(status, status == Status.FAILED ? "the script says so" : null, log);
  }

  private static Status statusOf(String text) {
    return switch (text) {
      case "provisioned" -> Status.PROVISIONED;
      case "failed" -> Status.FAILED;
      default -> null;
    };
  }
}
