package org.argonaut.script.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.argonaut.catalog.SchemaTypes;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpJsonException;
import org.argonaut.device.RpcRequests;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaJson;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaTable;
import org.argonaut.lua.LuaType;
import org.argonaut.lua.Wait;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptFunction;
import org.argonaut.script.ScriptType;

/** A function for every RPC that takes and gives tables, and {@code cwmp} for any of them by name. */
public final class RpcFunctions implements FunctionLibrary {

  /** What a function's second argument may be besides a table of the RPC's fields. */
  private enum Main {
    NONE,
    TEXT,
    NUMBER,
    /** A list, or one name. */
    NAMES,
    LIST,
    /** Values by path. */
    VALUES
  }

  /**
   * One function.
   *
   * @param field what a second argument that is no table of fields means, in camel case; null: nothing
   * @param plain whether the result has the shape that {@code send_cwmp_message} gives it
   */
  private record Rpc(String function, String rpc, Main main, String field, boolean plain, String doc) {
    /** Whether all its fields may be left out. */
    boolean needsNothing() {
      return switch (rpc) {
        case "Reboot", "GetOptions", "GetRPCMethods", "FactoryReset", "GetQueuedTransfers", "GetAllQueuedTransfers" -> true;
        default -> false;
      };
    }
  }

  private static final List<Rpc> RPCS =
      List.of(
          new Rpc("get_parameter_values", "GetParameterValues", Main.NAMES, "names", true,
              "Reads parameters by name or partial path; as many as you like. Gives values by path."),
          new Rpc("set_parameter_values", "SetParameterValues", Main.VALUES, "values", true,
              "Sets parameters, all or none: values by path. Types are those the device told, or follow from the values."),
          new Rpc("get_parameter_names", "GetParameterNames", Main.TEXT, "parameterPath", true,
              "Lists what is under a path; one level unless next_level is false. Gives a list of names."),
          new Rpc("add_object", "AddObject", Main.TEXT, "objectName", true,
              "Creates an instance of an object. Gives instance_number and status."),
          new Rpc("delete_object", "DeleteObject", Main.TEXT, "objectName", true, "Removes an instance of an object. Gives true."),
          new Rpc("get_rpc_methods", "GetRPCMethods", Main.NONE, null, false, "The methods the device offers: method_list."),
          new Rpc("get_parameter_attributes", "GetParameterAttributes", Main.NAMES, "names", false,
              "Reads notification and access of parameters: attributes, a list of name, notification, access_list."),
          new Rpc("set_parameter_attributes", "SetParameterAttributes", Main.LIST, "attributes", false,
              "Sets notification and access of parameters: a list of name, notification, access_list."),
          new Rpc("reboot", "Reboot", Main.TEXT, "commandKey", false, "Restarts the device."),
          new Rpc("factory_reset", "FactoryReset", Main.NONE, null, false, "Restores the factory defaults."),
          new Rpc("download", "Download", Main.NONE, null, false,
              "Has the device fetch a file: file_type and url, or file, the name of one of ours."),
          new Rpc("upload", "Upload", Main.NONE, null, false,
              "Has the device send a file: file_type and url, or file, the name under uploads/ to keep it as."),
          new Rpc("schedule_inform", "ScheduleInform", Main.NUMBER, "delaySeconds", false,
              "Asks for an Inform in so many seconds."),
          new Rpc("schedule_download", "ScheduleDownload", Main.NONE, null, false,
              "As download, in one or two windows of time: time_window_list."),
          new Rpc("cancel_transfer", "CancelTransfer", Main.TEXT, "commandKey", false, "Cancels a transfer by its command_key."),
          new Rpc("get_queued_transfers", "GetQueuedTransfers", Main.NONE, null, false,
              "The transfers that we asked for and that are not done: transfer_list."),
          new Rpc("get_all_queued_transfers", "GetAllQueuedTransfers", Main.NONE, null, false,
              "All transfers that are not done: transfer_list."),
          new Rpc("change_du_state", "ChangeDUState", Main.LIST, "operations", false,
              "Installs, updates or removes software modules: a list of operation, url, uuid ..."),
          new Rpc("set_vouchers", "SetVouchers", Main.NAMES, "voucherList", false, "Sets vouchers of options (deprecated)."),
          new Rpc("get_options", "GetOptions", Main.TEXT, "optionName", false, "Reads options: option_list (deprecated)."));

  static final FunctionTable.Area AREA = new FunctionTable.Area("Requests to devices", functions(), types());

  private final FunctionSettings settings;
  private final CwmpSender sender;
  private final RpcRequests requests;

  public RpcFunctions(Surroundings around) {
    this.settings = around.settings();
    this.sender = new CwmpSender(around);
    this.requests = new RpcRequests(
            around.store(), around.links(), new SchemaTypes(around.store(), around.devices(), around.catalog()));
  }

  @Override
  public void install(LuaState lua, ScriptContext context) {
    Asker asker = Asker.of(context);
    RPCS.forEach(rpc -> lua.define(rpc.function(), call -> run(call, rpc, asker)));
    lua.define("cwmp", call -> run(call, null, asker));
  }

  /**
   * What a call asks for.
   *
   * @param request as JSON
   * @param delivery how it goes out
   */
  private record Asked(ObjectNode request, Delivery delivery) {}

  /**
   * @param rpc null: the one that the table names
   */
  private Object run(HostCall call, Rpc rpc, Asker asker) throws LuaException, InterruptedException {
    String sn = call.string(1);
    Asked asked = asked(call, rpc);
    Delivery delivery = asked.delivery().with(call, 3, settings);
    boolean plain = rpc != null && rpc.plain();
    Wait wait = delivery.wake() || delivery.forget() ? Wait.FINISHES_FIRST : Wait.INTERRUPTIBLE;
    return call.blocking(
        wait,
        () -> {
          try {
            return answer(sn, asked.request(), delivery, asker, plain);
          } catch (FunctionFailure failure) {
            return plain ? failure.table() : notOk(failure);
          }
        });
  }

  private Object answer(String sn, ObjectNode request, Delivery delivery, Asker asker, boolean plain)
      throws FunctionFailure, InterruptedException {
    Duration waits = delivery.forget() ? settings.queuedLifetime() : delivery.timeout();
    CpeMethod method = read(requests.read(sn, request, waits.plus(settings.linkValidity())));
    if (delivery.forget()) {
      return Map.of("ok", true, "id", sender.enqueue(sn, method, delivery, asker));
    }
    CwmpSender.Answered answered = sender.send(sn, method, delivery, asker);
    return plain
        ? AnswerTables.of(answered.asked(), answered.answer())
        : AnswerTables.fields(answered.asked(), answered.answer());
  }

  private static CpeMethod read(CompletionStage<CpeMethod> reading) throws FunctionFailure, InterruptedException {
    try {
      return Waits.await(reading);
    } catch (CwmpJsonException e) {
      boolean path = e.field().startsWith("values");
      String message = path ? e.getMessage() : FieldNames.snake(e.field()) + e.getMessage().substring(e.field().length());
      throw new FunctionFailure(FunctionFailure.BAD_REQUEST, message);
    }
  }

  private static Map<String, Object> notOk(FunctionFailure failure) {
    Map<String, Object> table = new LinkedHashMap<>(failure.table());
    table.put("ok", false);
    return table;
  }

  private Asked asked(HostCall call, Rpc rpc) throws LuaException {
    Delivery delivery = Delivery.usual(settings, true);
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    if (rpc != null) {
      request.put("rpc", rpc.rpc());
    } else {
      call.table(2); // or says what is wrong
    }
    if (call.type(2) == LuaType.NIL && rpc.needsNothing()) {
      return new Asked(request, delivery);
    }
    if (call.type(2) == LuaType.TABLE && (rpc == null || isFields(call.table(2), rpc))) {
      LuaTable fields = call.table(2);
      JsonNode given = FieldNames.camel(json(call, fields));
      given.properties().forEach(e -> request.set(e.getKey(), e.getValue()));
      Delivery.OPTIONS.forEach(option -> request.remove(FieldNames.camel(option)));
      return new Asked(request, delivery.withOptionsOf(call, 2, fields, settings));
    }
    request.set(rpc.field() == null ? "" : rpc.field(), main(call, rpc));
    return new Asked(request, delivery);
  }

  /** Whether a table holds the RPC's fields, and not what its main field is made of. */
  private static boolean isFields(LuaTable table, Rpc rpc) {
    return switch (rpc.main()) {
      case NONE, TEXT, NUMBER -> true;
      case NAMES, LIST, VALUES -> table.get(FieldNames.snake(rpc.field())) != null || table.get(rpc.field()) != null;
    };
  }

  private static JsonNode main(HostCall call, Rpc rpc) throws LuaException {
    return switch (rpc.main()) {
      case NONE -> json(call, call.table(2));
      case TEXT -> JsonNodeFactory.instance.textNode(call.string(2));
      case NUMBER -> JsonNodeFactory.instance.numberNode(call.integer(2));
      case NAMES -> {
        if (call.type(2) != LuaType.TABLE) {
          yield JsonNodeFactory.instance.arrayNode().add(call.string(2));
        }
        yield list(call);
      }
      case LIST -> FieldNames.camel(list(call));
      case VALUES -> json(call, call.table(2));
    };
  }

  private static JsonNode list(HostCall call) throws LuaException {
    LuaTable table = call.table(2);
    if (!table.isArray()) {
      throw call.badArgument(2, "list with at least one entry expected");
    }
    return json(call, table);
  }

  private static JsonNode json(HostCall call, LuaTable table) throws LuaException {
    try {
      return LuaJson.toJson(table);
    } catch (LuaJson.Unfit e) {
      throw call.badArgument(2, e.getMessage());
    }
  }

  private static List<ScriptFunction> functions() {
    List<ScriptFunction> functions = new ArrayList<>();
    for (Rpc rpc : RPCS) {
      ScriptFunction function =
          ScriptFunction.of(rpc.function(), rpc.doc()).takes("serial_number", "string", "The device's serial number");
      String type =
          switch (rpc.main()) {
            case NONE -> "table";
            case TEXT -> "string|table";
            case NUMBER -> "integer|table";
            case NAMES -> "string|string[]|table";
            case LIST -> "table[]|table";
            case VALUES -> "table<string, string|number|boolean>|table";
          };
      String fields = "The RPC's arguments by name, in snake_case";
      String what = rpc.field() == null ? fields : FieldNames.snake(rpc.field()) + "; or " + fields.toLowerCase(java.util.Locale.ROOT);
      function = rpc.needsNothing() ? function.maybe("arguments", type, what) : function.takes("arguments", type, what);
      functions.add(
          function
              .maybe("options", "DeliveryOptions", "How it reaches the device")
              .gives(rpc.plain() ? "any|CwmpError" : "CwmpAnswer", "The answer; or what came instead"));
    }
    functions.add(
        ScriptFunction.of("cwmp", "Any RPC: its name in rpc, its arguments beside it in snake_case.")
            .takes("serial_number", "string", "The device's serial number")
            .takes("request", "table", "{rpc = \"GetParameterNames\", parameter_path = \"Device.\", next_level = true}")
            .maybe("options", "DeliveryOptions", "How it reaches the device")
            .gives("CwmpAnswer", "ok and the answer's fields; or ok = false and what came instead"));
    return functions;
  }

  private static List<ScriptType> types() {
    return List.of(
        ScriptType.of("CwmpAnswer", "An answer: ok, and the fields of the RPC's response in snake_case.")
            .with("ok", "boolean", "false: error_message and error_code say why")
            .maybe("command_key", "string", "Of a transfer: comes back when it ends")
            .maybe("error_message", "string", "See CwmpError")
            .maybe("error_code", "string", "See CwmpError")
            .maybe("raw_response", "string", "See CwmpError")
            .maybe("parameter_faults", "ParameterFault[]", "See CwmpError"));
  }
}
