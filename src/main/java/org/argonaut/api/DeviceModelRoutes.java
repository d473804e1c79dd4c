package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.catalog.Catalog;
import org.argonaut.catalog.DeviceModelPaths;
import org.argonaut.catalog.DeviceModelPaths.Entry;
import org.argonaut.catalog.DeviceModels;
import org.argonaut.catalog.MergedModel;
import org.argonaut.catalog.ModelReport;
import org.argonaut.catalog.SupportedModel;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.datamodel.Protocols;
import org.argonaut.device.Command;
import org.argonaut.device.CommandId;
import org.argonaut.device.DataModel;
import org.argonaut.device.Devices.DeviceView;
import org.argonaut.device.Outcome;
import org.argonaut.device.ParameterReader;
import org.argonaut.usp.proto.UspMsg;

/** {@code GET /devices/{sn}/datamodel}: what of its data model a device supports, and what differs from others. */
final class DeviceModelRoutes {
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Surroundings around;
  private final ApiSettings settings;
  private final DeviceModels models;

  DeviceModelRoutes(Surroundings around, ApiSettings settings) {
    this.around = around;
    this.settings = settings;
    this.models = new DeviceModels(around.store());
  }

  List<Route> routes() {
    return List.of(
        Route.get(DeviceRoutes.ONE + "/datamodel", "getDeviceDataModel", "What of its data model a device supports, and what it adds")
            .tag(DataModelRoutes.TAG)
            .at(DeviceRoutes.SN)
            .takes(
                Parameter.flag(
                    "refresh",
                    false,
                    "Have the device list all its parameters (GetParameterNames) first; what it lists is kept for its model and firmware"
                        + " version. Else: what is cached of it"),
                Parameter.flag("paths", false, "List the supported paths of the standard, too"),
                Parameter.text("diff", "Another device: what differs between the two, as cached"),
                Parameter.text("diff_version", "A firmware version: what differs from what was kept of it for the device's model"),
                Parameter.whole("timeout", 1, settings.maxCommandTimeout().toSeconds(), "Seconds the device may take (refresh)"))
            .within(this::deadline)
            .answers(200, "The report", schema())
            .problem(404, "No such device, or nothing was kept of that firmware version: `versions` has those there are")
            .problem(409, "The device never told where to ask it for a session (`reason` no-address)")
            .problem(422, "The device answered with a CWMP fault: `fault`")
            .problem(502, "The device did not answer or refused us (`reason` says which)")
            .handledBy(this::get));
  }

  private static ObjectNode schema() {
    ObjectNode coverage =
        Schema.object()
            .with("object", Schema.string("Below the root; the root itself for its own parameters"))
            .with("supported", Schema.integer("Parameters the device has"))
            .with("total", Schema.integer("Parameters of the standard"))
            .build();
    ObjectNode added =
        Schema.object()
            .with("path", Schema.string("With {i} for instances"))
            .with("type", Schema.string("As the device told; empty: not told"))
            .with("kind", Schema.oneOf("vendor: named X_, or of a plugin; unknown: of another version of the standard, or wrong", "vendor", "unknown"))
            .with("plugin", Schema.string("The plugin that knows it; empty: none does"))
            .build();
    ObjectNode deviation =
        Schema.object()
            .with("path", Schema.string("With {i} for instances"))
            .with("what", Schema.oneOf("In what", "type", "access"))
            .with("device", Schema.string("What the device says"))
            .with("model", Schema.string("What the data model says"))
            .build();
    return Schema.object()
        .with("sn", Schema.string("The device"))
        .with("model", Schema.string("Its model, else its product class"))
        .with("version", Schema.string("Its firmware"))
        .with("data_model", Schema.string("tr-181 or tr-098"))
        .with("models", Schema.strings("What that is made of, as Device:2.19"))
        .with("plugins", Schema.strings("Merged in, as the device's model is bound to them"))
        .with("source", Schema.oneOf("cache: what was ever read of it; device: what it listed just now", "cache", "device"))
        .with("parameters", Schema.integer("The device has, without instances"))
        .with("supported", Schema.integer("Of the standard"))
        .with("total", Schema.integer("Parameters of the standard"))
        .with("coverage", Schema.arrayOf(coverage))
        .with("added", Schema.arrayOf(added).put("description", "Parameters that are not of the standard"))
        .with("deviations", Schema.arrayOf(deviation).put("description", "Where the device says other than its model"))
        .with("empty_tables", Schema.strings("Tables without instances now: what their rows have is not to be seen"))
        .with("versions", Schema.strings("Firmware versions that something is kept of for diff_version, the newest first"))
        .maybe("paths", Schema.strings("With paths=true: supported paths of the standard"))
        .maybe("diff", diffSchema())
        .build();
  }

  private static ObjectNode diffSchema() {
    ObjectNode side =
        Schema.object()
            .with("path", Schema.string("With {i} for instances"))
            .with("type", Schema.string("Empty: not told"))
            .with("access", Schema.string("read-only or read-write; empty: not told"))
            .build();
    ObjectNode changed =
        Schema.object().with("path", Schema.string("With {i} for instances")).with("here", side).with("there", side).build();
    return Schema.object()
        .with("with", Schema.string("The other device, or the firmware version"))
        .with("only_here", Schema.arrayOf(side))
        .with("only_there", Schema.arrayOf(side))
        .with("changed", Schema.arrayOf(changed).put("description", "The same path, another type or access"))
        .build();
  }

  private Duration timeout(Request request) {
    Long seconds = request.whole("timeout");
    return seconds == null ? settings.commandTimeout() : Duration.ofSeconds(seconds);
  }

  private Duration deadline(Request request) {
    return request.flag("refresh") ? timeout(request).plus(MARGIN) : settings.requestTimeout();
  }

  private Response get(Request request) throws Problem, InterruptedException {
    if (request.has("diff") && request.has("diff_version")) {
      throw Problem.badField("diff_version", "Give either diff or diff_version, not both");
    }
    DeviceView device = known(request, request.path("sn"));
    DeviceModelPaths other = other(request, device);
    DeviceModelPaths paths = request.await(models.cached(device.sn()));
    if (request.flag("refresh")) {
      paths = device.usp() ? supported(request, device) : DeviceModels.listed(refreshed(request, device), paths);
      if (!device.version().isEmpty()) {
        request.await(models.keep(device, paths));
      }
    } else if (device.usp()) {
      DeviceModelPaths kept = request.await(models.kept(device, device.version()));
      paths = kept == null ? paths : kept; // what an agent supports is told once for each firmware
    }
    ObjectNode json = report(request, device, paths);
    if (other != null) {
      String with = request.has("diff") ? request.text("diff") : request.text("diff_version");
      json.set("diff", diff(with, paths.differenceTo(other)));
    }
    return Response.json(200, json);
  }

  private DeviceView known(Request request, String sn) throws Problem, InterruptedException {
    DeviceView device = request.await(around.devices().get(sn));
    if (device == null) {
      throw DeviceJson.unknown(sn);
    }
    return device;
  }

  /** What to compare with; null: nothing. */
  private DeviceModelPaths other(Request request, DeviceView device) throws Problem, InterruptedException {
    if (request.has("diff")) {
      return request.await(models.cached(known(request, request.text("diff")).sn()));
    }
    String version = request.text("diff_version");
    DeviceModelPaths kept = version == null ? null : request.await(models.kept(device, version));
    if (version != null && kept == null) {
      throw Problem.notFound(
              "Nothing is kept of firmware version '" + version + "' of this model; ?refresh=true on a device that has it keeps it")
          .with("versions", Json.tree(request.await(models.versions(device))));
    }
    return kept;
  }

  private DeviceModelPaths supported(Request request, DeviceView device) throws Problem, InterruptedException {
    Instant now = Instant.now();
    Command command =
        new Command(
            CommandId.next(), new org.argonaut.device.Request.Message(SupportedModel.request(), false),
            Command.Priority.INTERACTIVE, now, now.plus(timeout(request)), false, false, true, "api");
    Outcome outcome = request.await(around.devices().execute(device.sn(), command));
    if (outcome instanceof Outcome.Replied(UspMsg.Response response)) {
      return SupportedModel.paths(response.getGetSupportedDmResp());
    }
    throw Outcomes.problemOf(device.sn(), outcome);
  }

  private List<ParameterInfo> refreshed(Request request, DeviceView device)
      throws Problem, InterruptedException {
    ParameterReader reader =
        new ParameterReader(
            around.devices(),
            device.sn(),
            around.dialects().apply(device),
            new ParameterReader.Template(
                CommandId.next(), Command.Priority.INTERACTIVE, Instant.now().plus(timeout(request)), true, "api"));
    boolean old = device.dataModel().equals(DataModel.TR_098.label());
    ParameterReader.Listed listed = reader.list((old ? DataModel.TR_098 : DataModel.TR_181).root());
    if (listed.ended() != null) {
      throw Outcomes.problemOf(device.sn(), listed.ended());
    }
    return listed.names();
  }

  private ObjectNode report(Request request, DeviceView device, DeviceModelPaths paths) throws Problem, InterruptedException {
    MergedModel model = request.await(around.catalog().of(device));
    ModelReport report = ModelReport.of(paths, model.schema(), asker(device));
    ObjectNode json =
        Json.object()
            .put("sn", device.sn())
            .put("model", Catalog.modelOf(device))
            .put("version", device.version())
            .put("data_model", model.base());
    json.set("models", Json.tree(model.schema().models()));
    json.set("plugins", Json.tree(model.plugins()));
    json.put("source", request.flag("refresh") ? "device" : "cache")
        .put("parameters", paths.entries().stream().filter(Entry::isParameter).count())
        .put("supported", report.supportedCount())
        .put("total", report.totalCount());
    json.set("coverage", Json.tree(report.coverage()));
    ArrayNode all = json.putArray("added");
    report.added().forEach(
        added ->
            all.addObject()
                .put("path", added.entry().path())
                .put("type", added.entry().type())
                .put("kind", added.isVendor() ? "vendor" : "unknown")
                .put("plugin", added.plugin()));
    json.set("deviations", Json.tree(report.deviations()));
    json.set("empty_tables", Json.tree(report.emptyTables()));
    json.set("versions", Json.tree(request.await(models.versions(device))));
    if (request.flag("paths")) {
      json.set("paths", Json.tree(report.supported()));
    }
    return json;
  }

  /** Who asks what the data model has: the protocols the device speaks. */
  static Protocols asker(DeviceView device) {
    return device.usp() ? (device.cwmp() ? Protocols.BOTH : Protocols.USP) : Protocols.CWMP;
  }

  private static ObjectNode diff(String with, DeviceModelPaths.Difference difference) {
    ObjectNode json = Json.object().put("with", with);
    json.set("only_here", sides(difference.onlyHere()));
    json.set("only_there", sides(difference.onlyThere()));
    ArrayNode changed = json.putArray("changed");
    for (DeviceModelPaths.Change change : difference.changed()) {
      ObjectNode one = changed.addObject().put("path", change.here().path());
      one.set("here", side(change.here()));
      one.set("there", side(change.there()));
    }
    return json;
  }

  private static ArrayNode sides(Collection<Entry> entries) {
    ArrayNode array = Json.array();
    entries.forEach(entry -> array.add(side(entry)));
    return array;
  }

  private static ObjectNode side(Entry entry) {
    String access = entry.writable() == null ? "" : entry.writable() ? "read-write" : "read-only";
    return Json.object().put("path", entry.path()).put("type", entry.type()).put("access", access);
  }
}
