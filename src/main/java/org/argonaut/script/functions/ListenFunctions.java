package org.argonaut.script.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.cwmp.Inform;
import org.argonaut.device.Devices;
import org.argonaut.event.EventCallback;
import org.argonaut.event.Listener;
import org.argonaut.event.ListenerSpec;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaState;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ListenerView;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptFunction;
import org.argonaut.script.ScriptNames;
import org.argonaut.script.ScriptRun;
import org.argonaut.script.ScriptType;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;

/** Callbacks for what happens to devices: {@code listen_to_cwmp_event}, {@code listen_to_usp_event}, {@code listen_to_new_device}. */
public final class ListenFunctions implements FunctionLibrary {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NEW_DEVICE = "device.new";

  static final FunctionTable.Area AREA =
      new FunctionTable.Area(
          "Events",
          List.of(
              ScriptFunction.of(
                      "listen_to_cwmp_event",
                      "Has the callback called for events that CPEs tell in their Informs, from any node, each at least"
                          + " once. Events of one device come one after the other. The call itself returns at once.")
                  .maybe("event", "string", "\"0\" BOOTSTRAP to \"14\" HEARTBEAT; nil or \"*\": all of these")
                  .maybe("serial_number", "string", "of one device; nil or \"*\": all")
                  .takes("callback", "fun(ev: CwmpEvent)", "called for each event")
                  .maybe("parallel", "integer", "callbacks that may run at once; 1 when left out")
                  .maybe(
                      "discard_if_processing",
                      "boolean",
                      "drop an event of a device whose callback is running, instead of having it wait")
                  .inAnyForm(),
              ScriptFunction.of(
                      "listen_to_usp_event",
                      "Has the callback called for what USP agents notify, from any node, each at least once. Events of one"
                          + " agent come one after the other. The call itself returns at once.")
                  .maybe("event", "string", "\"Boot!\", \"ValueChange\", \"OperationComplete\", \"bulkdata\" ...; nil or \"*\": all")
                  .maybe("serial_number", "string", "the endpoint id of one agent; nil or \"*\": all")
                  .takes("callback", "fun(ev: UspEvent)", "called for each event")
                  .maybe("parallel", "integer", "callbacks that may run at once; 1 when left out")
                  .maybe(
                      "discard_if_processing",
                      "boolean",
                      "drop an event of an agent whose callback is running, instead of having it wait")
                  .inAnyForm(),
              ScriptFunction.of(
                      "listen_to_new_device",
                      "Has the callback called for each device that the controller sees for the first time.")
                  .takes("callback", "fun(device: Device)", "called with what get_device gives")
                  .maybe("parallel", "integer", "callbacks that may run at once; 1 when left out")
                  .inAnyForm()),
          List.of(
              ScriptType.of("UspEvent", "What a callback for USP events gets.")
                  .with("serial_number", "string", "the agent's endpoint id")
                  .with("event", "string", "an event's name, \"Boot!\", or the notification's type, \"ValueChange\"")
                  .with("id", "integer", "in the event log; the same when the event comes again")
                  .with("time", "number", "when it came, in seconds since 1970 with their fraction, as now() has it")
                  .maybe("subscription_id", "string", "of the subscription that brought it")
                  .maybe("path", "string", "of the event, object or command; not of a ValueChange")
                  .maybe("params", "table<string, string>", "of an event")
                  .maybe("parameters", "table<string, string>", "the new value by path, of a ValueChange")
                  .maybe("command_key", "string", "of an OperationComplete")
                  .maybe("output", "table<string, string>", "of an OperationComplete that succeeded")
                  .maybe("error_code", "string", "of an OperationComplete that failed")
                  .maybe("error_message", "string", "of an OperationComplete that failed")
                  .maybe("report", "string", "id of a bulk data report")
                  .maybe("profile", "string", "of a bulk data report: its profile's number, or the name in its URL")
                  .maybe("transport", "string", "how a bulk data report came: http, mqtt or usp")
                  .maybe("count", "string", "values in a bulk data report")
                  .maybe("collected", "string", "when the values of a bulk data report were collected"),
              ScriptType.of("CwmpEvent", "What a listener's callback gets.")
                  .with("serial_number", "string", "of the device")
                  .with("event", "string", "the event's number, \"1\"; a code without one as it is, \"M Reboot\"")
                  .with("event_code", "string", "the whole code, \"1 BOOT\"")
                  .with("command_key", "string", "that came with the event; \"\" when none did")
                  .with("parameters", "table<string, string>", "of the Inform")
                  .with("id", "integer", "in the event log; the same when the event comes again")
                  .with("time", "number", "when it came, in seconds since 1970 with their fraction, as now() has it")));

  private final ActorSystem<?> system;
  private final Devices devices;

  public ListenFunctions(ActorSystem<?> system, Devices devices) {
    this.system = system;
    this.devices = devices;
  }

  @Override
  public void install(LuaState lua, ScriptContext context) {
    List<String> names = new ArrayList<>(); // of this run; under the script's lock
    lua.define("listen_to_cwmp_event", call -> listenToCwmpEvent(call, context, names));
    lua.define("listen_to_usp_event", call -> listenToUspEvent(call, context, names));
    lua.define("listen_to_new_device", call -> listenToNewDevice(call, context, names));
  }

  private Object listenToCwmpEvent(HostCall call, ScriptContext context, List<String> names) throws LuaException {
    ListenArguments wanted = ListenArguments.of(call);
    EventFilter filter = new EventFilter(null, wanted.event(), wanted.sn());
    Predicate<EventRow> matches =
        wanted.event() != null ? _ -> true : event -> ListenArguments.numbered(event.type());
    EventCallback callback =
        event -> ended(context.run().call(what(event), wanted.callback(), List.of(table(event)).toArray()));
    attach("cwmp-event", wanted, filter, matches, callback, context, names);
    return null;
  }

  private Object listenToUspEvent(HostCall call, ScriptContext context, List<String> names) throws LuaException {
    ListenArguments wanted = ListenArguments.ofUsp(call);
    EventFilter filter = new EventFilter(null, wanted.event(), wanted.sn());
    Predicate<EventRow> matches =
        wanted.event() != null ? _ -> true : event -> ListenArguments.notified(event.type());
    EventCallback callback =
        event -> ended(context.run().call(what(event), wanted.callback(), List.of(uspTable(event)).toArray()));
    attach("usp-event", wanted, filter, matches, callback, context, names);
    return null;
  }

  private Object listenToNewDevice(HostCall call, ScriptContext context, List<String> names) throws LuaException {
    ListenArguments wanted = ListenArguments.of(call);
    EventCallback callback =
        event ->
            devices
                .get(event.sn())
                .thenCompose(
                    device ->
                        device == null // deleted since
                            ? CompletableFuture.completedFuture(new EventCallback.Done())
                            : ended(context.run().call(what(event), wanted.callback(), DeviceTables.of(device))));
    EventFilter filter = new EventFilter(null, NEW_DEVICE, wanted.sn());
    attach("new-device", wanted, filter, _ -> true, callback, context, names);
    return null;
  }

  private void attach(
      String kind,
      ListenArguments wanted,
      EventFilter filter,
      Predicate<EventRow> matches,
      EventCallback callback,
      ScriptContext context,
      List<String> names)
      throws LuaException {
    ListenerSpec spec =
        new ListenerSpec(
            ScriptNames.listenerOwner(context.name()),
            wanted.name(kind, names),
            filter,
            matches,
            wanted.parallel(),
            wanted.discardIfProcessing());
    context.run().attach(new Attached(kind, spec.name(), () -> Listener.start(system, spec, callback)));
  }

  private static String what(EventRow event) {
    return "callback for " + event.type() + " of " + event.sn();
  }

  private static CompletionStage<EventCallback.End> ended(CompletionStage<ScriptRun.CallEnd> call) {
    return call.thenApply(
        end ->
            switch (end) {
              case ScriptRun.CallEnd.Returned _ -> new EventCallback.Done();
              case ScriptRun.CallEnd.Failed failed -> new EventCallback.Failed(failed.message());
              case ScriptRun.CallEnd.Stopped _ -> new EventCallback.Abandoned();
            });
  }

  private static Map<String, Object> table(EventRow event) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("serial_number", event.sn());
    table.put("event", ListenArguments.numbered(event.type()) ? new Inform.Event(event.type(), "").number() : event.type());
    table.put("event_code", event.type());
    table.put("id", event.id());
    table.put("time", event.at().toEpochMilli() / 1000.0);
    JsonNode data = data(event);
    table.put("command_key", data.path("commandKey").asText(""));
    Map<String, String> parameters = new LinkedHashMap<>();
    data.path("parameters").properties().forEach(field -> parameters.put(field.getKey(), field.getValue().asText()));
    table.put("parameters", parameters);
    return table;
  }

  private static Map<String, Object> uspTable(EventRow event) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("serial_number", event.sn());
    table.put("event", event.type());
    table.put("id", event.id());
    table.put("time", event.at().toEpochMilli() / 1000.0);
    data(event)
        .properties()
        .forEach(
            field ->
                table.put(field.getKey(), field.getValue().isObject() ? texts(field.getValue()) : field.getValue().asText()));
    return table;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  private static JsonNode data(EventRow event) {
    try {
      return event.dataJson() == null ? JSON.createObjectNode() : JSON.readTree(event.dataJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + event.id() + " is not JSON in the log", e);
    }
  }

  /** A listener that starts when the script's main chunk has run. */
  private static final class Attached implements ScriptRun.Attachment {
    private final String kind;
    private final String name;
    private final Supplier<Listener> starter;
    private volatile Listener listener;

    Attached(String kind, String name, Supplier<Listener> starter) {
      this.kind = kind;
      this.name = name;
      this.starter = starter;
    }

    @Override
    public void start() {
      listener = starter.get();
    }

    @Override
    public CompletionStage<Done> close() {
      return listener == null ? CompletableFuture.completedFuture(Done.getInstance()) : listener.stop();
    }

    @Override
    public boolean tryAgain(String listener, EventRow event) {
      Listener started = this.listener;
      if (started == null || !name.equals(listener)) {
        return false;
      }
      started.tryAgain(event);
      return true;
    }

    @Override
    public CompletionStage<ListenerView> view() {
      Listener started = listener; // null while a script that is asked about is just attaching it
      return CompletableFuture.completedFuture(started == null ? null : shown(started.view()));
    }

    private ListenerView shown(org.argonaut.event.ListenerView view) {
      return new ListenerView(
          kind,
          view.name(),
          view.event() == null ? "*" : view.event(),
          view.sn() == null ? "*" : view.sn(),
          view.parallel(),
          view.discardIfProcessing(),
          view.running(),
          view.waiting(),
          view.lag(Instant.now()).toMillis() / 1000.0,
          view.handled(),
          view.failed(),
          view.parked(),
          view.discarded(),
          view.lastError());
    }
  }
}
