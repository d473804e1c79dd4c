package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.argonaut.api.http.Fields;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.catalog.Catalog;
import org.argonaut.catalog.Validation;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.device.Devices;
import org.argonaut.device.Devices.DeviceChange;
import org.argonaut.device.Devices.DeviceView;
import org.argonaut.device.SessionOpener;
import org.argonaut.store.DeviceFilter;
import org.argonaut.store.DeviceRow;
import org.argonaut.store.Page;
import org.argonaut.store.ParameterRow;
import org.argonaut.store.Store;
import org.argonaut.usp.AgentUrl;

/** {@code /devices}: list, search, attributes, cached parameters, connection requests. */
final class DeviceRoutes {
  static final Parameter SN =
      new Parameter("sn", new Parameter.Text(256), "The device's id, percent-encoded", null);

  static final String ONE = "/api/v1/devices/{sn}";
  private static final String TAG = "devices";
  private static final String DIAL = "dial";
  private static final String CR_USERNAME = "connection_request_username";
  private static final String CR_PASSWORD = "connection_request_password";
  private static final Set<String> SETTABLE =
      Set.of("sn", "alias", "model", "tags", "profile", "validation", DIAL, CR_USERNAME, CR_PASSWORD);

  private static final Parameter[] FILTER = {
    Parameter.text("q", "Part of serial number, alias, vendor, model, product class, version or address"),
    Parameter.whole("status", 0, 2, "0 offline, 1 associating, 2 online"),
    Parameter.text("vendor", "The whole name"),
    Parameter.text("model", "The whole name"),
    Parameter.text("tag", "One the device has")
  };

  private final Devices devices;
  private final Store store;
  private final Catalog catalog;

  DeviceRoutes(Surroundings around) {
    this.devices = around.devices();
    this.store = around.store();
    this.catalog = around.catalog();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/devices", "listDevices", "List and search devices, by id")
            .tag(TAG)
            .takes(FILTER)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of devices", Schema.page("ListedDevice", "cursor"))
            .handledBy(this::list),
        Route.get("/api/v1/devices/count", "countDevices", "Count devices")
            .tag(TAG)
            .takes(FILTER)
            .answers(200, "How many match", Schema.object().with("count", Schema.integer("Devices")).build())
            .handledBy(this::count),
        Route.get(ONE, "getDevice", "One device as it is now")
            .tag(TAG)
            .at(SN)
            .answers(200, "The device", DeviceJson.linkedSchema())
            .problem(404, "No such device")
            .handledBy(this::get),
        Route.put(ONE, "putDevice", "Create a device ahead of its first contact, or change it")
            .tag(TAG)
            .at(SN)
            .body(Response.JSON, Schema.ref("DeviceChange"), "Attributes to set; {} to only create it")
            .answers(200, "It was known; as it is now", Schema.ref("Device"))
            .answers(201, "Created", Schema.ref("Device"))
            .handledBy(this::put),
        Route.patch(ONE, "patchDevice", "Change attributes of a device; those left out stay, null clears")
            .tag(TAG)
            .at(SN)
            .body(Response.JSON, Schema.ref("DeviceChange"), "Attributes to set")
            .answers(200, "The device after the change", Schema.ref("Device"))
            .problem(404, "No such device")
            .handledBy(this::patch),
        Route.delete(ONE, "deleteDevice", "Forget a device with its parameters and commands")
            .tag(TAG)
            .at(SN)
            .answers(204, "Forgotten; it comes back with its next Inform")
            .problem(404, "No such device")
            .handledBy(this::delete),
        Route.get(ONE + "/parameters", "listParameters", "Parameters as last read from the device, by name")
            .tag(TAG)
            .at(SN)
            .takes(
                Parameter.text("prefix", "Only names that begin with it"),
                Parameter.flag("describe", false, "Say what the device's data model knows of each"),
                Lists.LIMIT,
                Lists.CURSOR)
            .answers(200, "A page of parameters", Schema.page("CachedParameter", "cursor"))
            .problem(404, "No such device")
            .handledBy(this::parameters),
        Route.post(ONE + "/connection-request", "requestConnection", "Ask the device to open a session now")
            .tag(TAG)
            .at(SN)
            .answers(204, "The device said it will come")
            .problem(404, "No such device")
            .problem(409, "The device never told where to ask (`reason` no-address)")
            .problem(502, "The device refused (`reason` unauthorized, rejected)")
            .problem(503, "A session is open already, or too many requests wait here (`reason` busy, overloaded)")
            .problem(504, "No answer (`reason` unreachable)")
            .handledBy(this::requestConnection));
  }

  static ObjectNode changeSchema() {
    return Schema.object()
        .maybe("sn", Schema.string("Must be the one of the path"))
        .maybe("alias", Schema.stringOrNull("For people"))
        .maybe("model", Schema.stringOrNull("What the device will be, ahead of its first contact"))
        .maybe("tags", nullable(Schema.strings("Replace those there are")))
        .maybe("profile", Schema.stringOrNull("Profile to bind"))
        .maybe(DIAL, Schema.stringOrNull("Where the agent listens, ws:// or wss://: Argonaut connects to it; null: no more"))
        .maybe("validation", Schema.stringOrNull("off, warn or reject; null: as argonaut.datamodel.validation says"))
        .maybe(CR_USERNAME, Schema.stringOrNull("For connection requests to this device"))
        .maybe(CR_PASSWORD, Schema.stringOrNull("Write-only"))
        .build()
        .put("additionalProperties", false);
  }

  private static ObjectNode nullable(ObjectNode schema) {
    schema.putArray("type").add("array").add("null");
    return schema;
  }

  static ObjectNode parameterSchema() {
    return Schema.object()
        .with("name", Schema.string("Full path"))
        .with("value", Schema.stringOrNull("null: never read, only listed"))
        .with("type", Schema.stringOrNull("xsd:string ...; null: never told"))
        .with("writable", nullableFlag())
        .with("updated", Schema.time("When it was read"))
        .maybe("description", NodeJson.parameterSchema("With describe=true: what the data model says; absent: it does not know it"))
        .build();
  }

  private static ObjectNode nullableFlag() {
    ObjectNode schema = Json.object().put("description", "null: never told");
    schema.putArray("type").add("boolean").add("null");
    return schema;
  }

  private static DeviceFilter filter(Request request) {
    Long status = request.whole("status");
    return new DeviceFilter(
        request.text("q"),
        status == null ? null : status.intValue(),
        request.text("vendor"),
        request.text("model"),
        request.text("tag"));
  }

  private Response list(Request request) throws Problem, InterruptedException {
    DeviceFilter filter = filter(request);
    Page<DeviceRow> page =
        Lists.page(
            request, () -> store.devices().list(filter, Lists.limit(request), request.text("cursor")));
    Instant now = Instant.now();
    return Response.json(200, Lists.json(page, row -> DeviceJson.of(row, now)));
  }

  private Response count(Request request) throws Problem, InterruptedException {
    long count = request.await(store.devices().count(filter(request)));
    return Response.json(200, Json.object().put("count", count));
  }

  private Response get(Request request) throws Problem, InterruptedException {
    DeviceView view = known(request);
    return Response.json(
        200,
        DeviceJson.of(
            view, request.await(store.devices().linked(view.sn())), request.await(store.dials().get(view.sn()))));
  }

  private DeviceView known(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    DeviceView view = request.await(devices.get(sn));
    if (view == null) {
      throw DeviceJson.unknown(sn);
    }
    return view;
  }

  private Response put(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    DeviceChange change = change(request, sn);
    String dial = dial(request, sn);
    boolean created = request.await(devices.get(sn)) == null;
    DeviceView view = request.await(devices.update(sn, change, true));
    setDial(request, view, dial);
    Response response = Response.json(created ? 201 : 200, DeviceJson.of(view));
    return created ? response.withHeader("Location", Links.device(sn)) : response;
  }

  private Response patch(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    DeviceChange change = change(request, sn);
    String dial = dial(request, sn);
    DeviceView view = request.await(devices.update(sn, change, false));
    if (view == null) {
      throw DeviceJson.unknown(sn);
    }
    setDial(request, view, dial);
    return Response.json(200, DeviceJson.of(view));
  }

  private static DeviceChange change(Request request, String sn) throws Problem {
    Fields fields = request.fields();
    JsonNode known = DeviceJson.schema().get("properties");
    for (var member : fields.node().properties()) {
      if (!SETTABLE.contains(member.getKey()) && known.has(member.getKey())) {
        throw Problem.badField(
            member.getKey(), member.getKey() + " is what the device reports and cannot be set; leave it out");
      }
    }
    fields.allow(SETTABLE);
    String named = fields.text("sn");
    if (named != null && !named.equals(sn)) {
      throw Problem.badField("sn", "The body's sn is not the one of the path; they must be equal");
    }
    List<String> tags = fields.texts("tags");
    return new DeviceChange(
        fields.text("alias"),
        fields.text("model"),
        tags == null ? null : new TreeSet<>(tags),
        fields.text("profile"),
        fields.text(CR_USERNAME),
        fields.text(CR_PASSWORD),
        validation(fields));
  }

  /** Where the agent listens; empty: it is not to be connected to any more; null: as it is. */
  private static String dial(Request request, String sn) throws Problem {
    String dial = request.fields().text(DIAL);
    if (dial == null || dial.isEmpty()) {
      return dial;
    }
    if (sn.indexOf(':') < 0) {
      throw Problem.badField(DIAL, "dial is for USP agents: set it on the device whose id is the agent's endpoint id");
    }
    try {
      AgentUrl.parse(dial);
      return dial;
    } catch (IllegalArgumentException e) {
      throw Problem.badField(DIAL, "dial is not where an agent listens: " + e.getMessage());
    }
  }

  private void setDial(Request request, DeviceView view, String dial) throws Problem, InterruptedException {
    if (dial != null && dial.isEmpty()) {
      request.await(store.dials().remove(view.sn()));
    } else if (dial != null) {
      request.await(store.dials().set(view.sn(), dial));
    }
  }

  private static String validation(Fields fields) throws Problem {
    String word = fields.text("validation");
    if (word != null && !word.isEmpty() && Validation.of(word).isEmpty()) {
      throw Problem.badField(
          "validation",
          "validation is '" + word + "'; it must be one of " + String.join(", ", Validation.WORDS) + ", or null for the usual one");
    }
    return word;
  }

  private Response delete(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    if (!request.await(devices.delete(sn))) {
      throw DeviceJson.unknown(sn);
    }
    return Response.empty(204);
  }

  private Response parameters(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    Page<ParameterRow> page =
        Lists.page(
            request,
            () -> store.parameters().list(sn, request.text("prefix"), Lists.limit(request), request.text("cursor")));
    if (page.items().isEmpty()) {
      known(request);
    }
    if (!request.flag("describe")) {
      return Response.json(200, Lists.json(page, DeviceRoutes::parameter));
    }
    DeviceView device = known(request);
    var schema = request.await(catalog.of(device)).schema();
    Protocols asker = DeviceModelRoutes.asker(device);
    return Response.json(200, Lists.json(page, row -> described(row, schema.find(row.name(), asker))));
  }

  private static JsonNode described(ParameterRow row, SchemaNode node) {
    ObjectNode json = parameter(row);
    if (node != null && node.kind() == NodeKind.PARAMETER) {
      json.set("description", NodeJson.parameter(node));
    }
    return json;
  }

  private static ObjectNode parameter(ParameterRow row) {
    return Json.object()
        .put("name", row.name())
        .put("value", row.value())
        .put("type", row.type())
        .put("writable", row.writable())
        .put("updated", DeviceJson.time(row.updated()));
  }

  private Response requestConnection(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    SessionOpener.Answer answer = request.await(devices.requestConnection(sn));
    if (answer == null) {
      throw DeviceJson.unknown(sn);
    }
    if (answer.result() == SessionOpener.Result.ACCEPTED) {
      return Response.empty(204);
    }
    throw Outcomes.notReached(answer.result(), answer.detail());
  }
}
