package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.argonaut.device.Devices;
import org.argonaut.lua.LuaTable;
import org.argonaut.lualog.LuaLog;
import org.argonaut.store.ProfileRow;

/** A device with the profile it is bound to and the built-in ones beneath, as of now. */
public final class Bound {
  private final Devices.DeviceView device;
  private final Protocol protocol;
  private final Program profile;
  private final ProfileRow row;
  private final String why;
  private final List<Program> builtIns;
  private final DataModels dataModels;
  private final HookContext context;

  /**
   * @param profile null: none is bound
   * @param row the profile's; null: none is bound
   * @param builtIns those beneath, in the order in which they are asked
   */
  Bound(
      Devices.DeviceView device,
      Protocol protocol,
      Program profile,
      ProfileRow row,
      String why,
      List<Program> builtIns,
      DataModels dataModels) {
    this.device = device;
    this.protocol = protocol;
    this.profile = profile;
    this.row = row;
    this.why = why;
    this.builtIns = List.copyOf(builtIns);
    this.dataModels = dataModels;
    this.context = new HookContext(device.sn(), Profiles.modelOf(device), device.dataModel());
  }

  public Devices.DeviceView device() {
    return device;
  }

  /** What is known of the device's data model. */
  DataModels dataModels() {
    return dataModels;
  }

  public Protocol protocol() {
    return protocol;
  }

  /** The bound profile; null: only the built-in one. */
  public ProfileRow row() {
    return row;
  }

  /** Why this profile, or none, is bound: one sentence. */
  public String why() {
    return why;
  }

  /** The name of the built-in profile that is asked first. */
  public String builtIn() {
    return builtIns.getFirst().name();
  }

  /** Whose hook is called first: {@code profile}, {@code built-in}, or null when none has it. */
  public String definedBy(Hook hook) {
    if (profile != null && profile.hooks().contains(hook)) {
      return "profile";
    }
    return builtIns.stream().anyMatch(builtIn -> builtIn.hooks().contains(hook)) ? "built-in" : null;
  }

  /** Reads what a hook returned. */
  interface Reading<T> {
    T of(String profile, JsonNode value) throws HookFailure;
  }

  /**
   * Calls a hook of the bound profile; where that has none or returns nil, those of the built-in ones in turn.
   *
   * @return null: none has it, or all returned nil
   */
  <T> T call(Hook hook, boolean emptyIsList, Reading<T> reading, Object... arguments)
      throws HookFailure, InterruptedException {
    for (Program program : Stream.concat(Stream.ofNullable(profile), builtIns.stream()).toList()) {
      if (!program.hooks().contains(hook)) {
        continue;
      }
      T result = call(program, hook, emptyIsList, reading, arguments);
      if (result != null) {
        return result;
      }
    }
    return null;
  }

  private <T> T call(Program program, Hook hook, boolean emptyIsList, Reading<T> reading, Object... arguments)
      throws HookFailure, InterruptedException {
    try {
      return program.call(
          hook, context, results -> taken(program.name(), hook, emptyIsList, reading, results), arguments);
    } catch (HookFailure e) {
      program.log().line(LuaLog.Level.ERROR, device.sn() + ": " + e.logLine());
      throw e;
    }
  }

  private static <T> T taken(
      String profile, Hook hook, boolean emptyIsList, Reading<T> reading, List<Object> results) throws HookFailure {
    Object value = results.isEmpty() ? null : results.getFirst();
    Object error = results.size() < 2 ? null : results.get(1);
    boolean refused = value == null || (value.equals(false) && hook.kind() != Hook.Kind.DATA);
    if (refused && error != null) {
      throw new HookFailure(profile, hook.luaName(), 0, HookFailure.Kind.REFUSED, text(error));
    }
    if (value == null) {
      return null;
    }
    try {
      return reading.of(profile, HookJson.of(value, emptyIsList));
    } catch (HookJson.Unfit e) {
      throw HookFailure.wrongReturn(profile, hook, e.getMessage());
    }
  }

  private static String text(Object error) {
    return error instanceof LuaTable ? "(error is a table)" : error.toString();
  }

  // ---- the kinds of hooks ----

  /** What a hook wants done on the device; null: no hook says anything. */
  List<Payload> payloads(Hook hook, Object... arguments) throws HookFailure, InterruptedException {
    return call(
        hook,
        true,
        (name, value) ->
            protocol == Protocol.CWMP ? CwmpPayloads.of(name, hook, value) : UspPayloads.of(name, hook, value),
        arguments);
  }

  /** What a hook tells: a resource, or data; null: nothing. */
  JsonNode data(Hook hook, Resource.Shape shape, Object... arguments) throws HookFailure, InterruptedException {
    return call(
        hook, shape == Resource.Shape.LIST, (name, value) -> Shapes.of(name, hook, shape, value), arguments);
  }

  /** The path a hook names; empty: it says that there is none; null: no hook says anything. */
  String path(Hook hook) throws HookFailure, InterruptedException {
    return call(
        hook,
        false,
        (name, value) -> {
          if (!value.isTextual()) {
            throw HookFailure.wrongReturn(name, hook, "it returned a " + CwmpPayloads.kindOf(value));
          }
          String path = value.textValue().strip();
          return path.equalsIgnoreCase("None") ? "" : path;
        });
  }
}
