package org.argonaut.script.functions;

import java.util.List;
import java.util.Map;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.device.Request;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaResults;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaTable;
import org.argonaut.lua.LuaType;
import org.argonaut.lua.Wait;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptFunction;
import org.argonaut.script.ScriptType;

/** Messages to devices as scripts have always sent them: SOAP and JSON as text. */
public final class MessagingFunctions implements FunctionLibrary {
  private static final String COMPLETE = "complete";
  private static final String SN = "The device's serial number";
  private static final String XML =
      "A SOAP envelope with one RPC. Wrong counts, missing types and keys, undeclared prefixes and a bare & are mended";
  private static final String TYPE =
      "0 GetParameterValues, 1 SetParameterValues, 2 AddObject, 3 DeleteObject, 4 GetParameterNames; 5 to 20: docs";
  private static final String OPTIONS =
      "true: nothing else is delivered to the device meanwhile; or options: timeout (seconds), block_queue";
  private static final String RESULT =
      "By type: 0 values by path, 1 and 3 true, 2 instance_number and status, 4 a list of names; or an error table";

  static final FunctionTable.Area AREA =
      new FunctionTable.Area(
          "Messages to devices",
          List.of(
              ScriptFunction.of(
                      "send_cwmp_message",
                      "Asks the device for a session, sends it one RPC and waits for the answer.")
                  .takes("serial_number", "string", SN)
                  .takes("xml", "string", XML)
                  .takes("type", "integer", TYPE)
                  .maybe("block_queue", "boolean|DeliveryOptions", OPTIONS)
                  .maybe("timeout", "number", "Seconds until the answer must be there")
                  .gives("table<string, any>|boolean|CwmpError", RESULT),
              ScriptFunction.of(
                      "send_cwmp_async_message",
                      "Sends one RPC in the next session that the device opens by itself, and waits for the answer.")
                  .takes("serial_number", "string", SN)
                  .takes("xml", "string", XML)
                  .takes("type", "integer", TYPE)
                  .maybe("block_queue", "boolean|DeliveryOptions", OPTIONS)
                  .maybe("timeout", "number", "Seconds until the answer must be there")
                  .gives("table<string, any>|boolean|CwmpError", RESULT),
              ScriptFunction.of(
                      "send_cwmp_message_and_forget",
                      "Keeps one RPC for the device, asks the device to come and returns at once.")
                  .takes("serial_number", "string", SN)
                  .takes("xml", "string", XML)
                  .maybe("type_or_timeout", "number", "Taken and of no account")
                  .maybe("block_queue", "boolean|DeliveryOptions", OPTIONS)
                  .gives("true|CwmpError", "true once it is kept"),
              ScriptFunction.of("send_usp_message", "Sends a USP message and waits for the answer.")
                  .takes("serial_number", "string", "The agent's endpoint id")
                  .takes("json", "string", "A USP Msg as JSON: header and body; names in camelCase or snake_case")
                  .maybe("options", "number|UspOptions", "Seconds until the answer must be there, or options")
                  .gives(
                      "table<string, string>|UspError",
                      "Values by path: read or set; paths made or deleted; a command's outputs. Or an error table. A second"
                          + " result, when only part was done: error tables by path")),
          List.of(
              ScriptType.of("CwmpError", "What came instead of an answer.")
                  .with("error_message", "string", "For people; the FaultString of a fault")
                  .with("error_code", "string", "The fault's code, \"9005\"; or 400, 404, 409, 429, 500, 502, 503, 504")
                  .maybe("raw_response", "string", "The fault's envelope")
                  .maybe("parameter_faults", "ParameterFault[]", "Which parameters of a SetParameterValues were at fault"),
              ScriptType.of("ParameterFault", "Why a parameter was not set.")
                  .with("parameter_name", "string", "Full path")
                  .with("fault_code", "string", "\"9003\" to \"9008\"")
                  .with("fault_string", "string", "The device's text"),
              ScriptType.of("UspError", "What came instead of an answer.")
                  .with("error_message", "string", "For people")
                  .with("error_code", "string", "USP's, \"7004\"; or \"400\", \"404\", \"503\" ..."),
              ScriptType.of("UspOptions", "How a USP message reaches its agent.")
                  .maybe("timeout", "number", "Seconds until the answer must be there")
                  .maybe("wake", "boolean", "false: wait for an agent that is not connected; else that is an error at once")
                  .maybe("complete", "boolean", "true: an Operate that runs on is waited for to its end")
                  .maybe("block_queue", "boolean", "Nothing else is delivered to the agent meanwhile")
                  .maybe("forget", "boolean", "true: keep it for the agent and return at once"),
              ScriptType.of("DeliveryOptions", "How a request reaches its device.")
                  .maybe("timeout", "number", "Seconds until the answer must be there")
                  .maybe("block_queue", "boolean", "Nothing else is delivered to the device meanwhile")
                  .maybe("wake", "boolean", "false: wait for the device's own next session")
                  .maybe("forget", "boolean", "true: keep it for the device and return at once")));

  private final FunctionSettings settings;
  private final CwmpSender sender;
  private final UspSender uspSender;

  public MessagingFunctions(Surroundings around) {
    this.settings = around.settings();
    this.sender = new CwmpSender(around);
    this.uspSender = new UspSender(around);
  }

  @Override
  public void install(LuaState lua, ScriptContext context) {
    Asker asker = Asker.of(context);
    lua.define("send_cwmp_message", call -> send(call, true, asker));
    lua.define("send_cwmp_async_message", call -> send(call, false, asker));
    lua.define("send_cwmp_message_and_forget", call -> sendAndForget(call, asker));
    lua.define("send_usp_message", call -> sendUsp(call, asker));
  }

  private Object send(HostCall call, boolean wake, Asker asker) throws LuaException, InterruptedException {
    String sn = call.string(1);
    String xml = call.string(2);
    MessageType type = type(call);
    Delivery delivery =
        Delivery.usual(settings, wake).with(call, 4, settings).withTimeout(call, 5, settings);
    if (delivery.forget()) {
      return keep(call, sn, xml, delivery, asker);
    }
    // A request under way comes to its end before the script does; one that may wait for hours does not hold it up.
    return Blocking.run(
        call,
        delivery.wake() ? Wait.FINISHES_FIRST : Wait.INTERRUPTIBLE,
        () -> {
          CpeMethod rpc = CwmpPayload.read(xml, type);
          CwmpSender.Answered answered = sender.send(sn, rpc, delivery, asker);
          return AnswerTables.of(answered.asked(), answered.answer());
        });
  }

  private static MessageType type(HostCall call) throws LuaException {
    double number = call.number(3);
    MessageType type = number == Math.rint(number) ? MessageType.of((int) number) : null;
    if (type == null) {
      throw call.badArgument(3, "message type expected, one of " + MessageType.list());
    }
    return type;
  }

  private Object sendAndForget(HostCall call, Asker asker) throws LuaException, InterruptedException {
    String sn = call.string(1);
    String xml = call.string(2);
    call.number(3, 0);
    Delivery delivery = Delivery.usual(settings, true).with(call, 4, settings);
    return keep(call, sn, xml, delivery, asker);
  }

  private Object keep(HostCall call, String sn, String xml, Delivery delivery, Asker asker)
      throws LuaException, InterruptedException {
    return Blocking.run(
        call,
        () -> {
          sender.enqueue(sn, CwmpPayload.read(xml), delivery, asker);
          return true;
        });
  }

  private Object sendUsp(HostCall call, Asker asker) throws LuaException, InterruptedException {
    String id = call.string(1);
    String json = call.string(2);
    boolean complete = complete(call);
    Delivery delivery = uspDelivery(call);
    return Blocking.run(
        call,
        delivery.wake() ? Wait.FINISHES_FIRST : Wait.INTERRUPTIBLE,
        () -> {
          Request.Message message = UspSender.read(json, complete);
          if (delivery.forget()) {
            uspSender.enqueue(id, message, delivery, asker);
            return true;
          }
          UspTables.Result result = uspSender.send(id, message, delivery, asker);
          return result.failures().isEmpty() ? result.values() : LuaResults.of(result.values(), result.failures());
        });
  }

  private static boolean complete(HostCall call) throws LuaException {
    return call.type(3) == LuaType.TABLE && Boolean.TRUE.equals(call.table(3).get(COMPLETE));
  }

  private Delivery uspDelivery(HostCall call) throws LuaException {
    Delivery usual = Delivery.usual(settings, true);
    if (call.type(3) != LuaType.TABLE) {
      return usual.withTimeout(call, 3, settings);
    }
    LuaTable options = call.table(3);
    for (Map.Entry<Object, Object> option : options.entries()) {
      boolean known = COMPLETE.equals(option.getKey()) || Delivery.OPTIONS.contains(String.valueOf(option.getKey()));
      if (!known) {
        throw call.badArgument(
            3, "unknown option '" + option.getKey() + "'; expected timeout, block_queue, wake, forget or complete");
      }
    }
    return usual.withOptionsOf(call, 3, options, settings);
  }
}
