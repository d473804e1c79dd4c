package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.store.BulkReportRow;
import org.argonaut.store.Page;
import org.argonaut.store.Store;

/** {@code /devices/{sn}/bulkdata}: the bulk data reports of a device. */
final class BulkDataRoutes {
  private static final String PATH = DeviceRoutes.ONE + "/bulkdata";
  private static final String TAG = "devices";
  private static final Parameter ID = new Parameter("id", new Parameter.Whole(1, Long.MAX_VALUE), "The report's id", null);
  private static final Parameter SINCE =
      Parameter.text("since", "Only reports received from this time on, as 2026-03-01T10:00:00Z");

  private final Store store;

  BulkDataRoutes(Surroundings around) {
    this.store = around.store();
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, "listBulkReports", "The bulk data reports of a device, newest first, without their parameters")
            .tag(TAG)
            .at(DeviceRoutes.SN)
            .takes(
                Parameter.text("profile", "Only of this profile: its instance number, or the name in its URL"),
                SINCE,
                Lists.LIMIT,
                Lists.CURSOR)
            .answers(200, "A page of reports; empty for an unknown device", Schema.page("ListedBulkReport", "cursor"))
            .handledBy(this::list),
        Route.get(PATH + "/{id}", "getBulkReport", "One bulk data report")
            .tag(TAG)
            .at(DeviceRoutes.SN)
            .at(ID)
            .answers(200, "The report", Schema.ref("BulkReport"))
            .problem(404, "The device has no such report (any more)")
            .handledBy(this::one));
  }

  static ObjectNode listedSchema() {
    return members().build();
  }

  static ObjectNode schema() {
    return members()
        .with("parameters", Schema.mapOf(Schema.string("Value"), "Values by name; those of secret parameters are empty"))
        .build();
  }

  private static Schema.ObjectBuilder members() {
    return Schema.object()
        .with("id", Schema.integer("Ascends with the order of arrival"))
        .with("sn", Schema.string("The device"))
        .with("profile", Schema.string("Instance number of its bulk data profile, or the name in its URL; may be empty"))
        .with("transport", Schema.oneOf("How it came; usp: as a Push! event", "http", "mqtt", "usp"))
        .with(
            "format",
            Schema.oneOf(
                "As the device wrote it", "NameValuePair", "ObjectHierarchy", "ParameterPerRow", "ParameterPerColumn"))
        .with("collected", Schema.timeOrNull("When the device collected the values; null: it does not say"))
        .with("received", Schema.time("When it came"))
        .with("count", Schema.integer("Parameters in it"));
  }

  private Response list(Request request) throws Problem, InterruptedException {
    var since = LogAnswers.since(request);
    Page<BulkReportRow> page =
        Lists.page(
            request,
            () ->
                store.bulkReports().list(
                    request.path("sn"), request.text("profile"), since, Lists.limit(request), request.text("cursor")));
    return Response.json(200, Lists.json(page, BulkDataRoutes::json));
  }

  private Response one(Request request) throws Problem, InterruptedException {
    BulkReportRow report = request.await(store.bulkReports().get(request.path("sn"), Long.parseLong(request.path("id"))));
    if (report == null) {
      throw Problem.notFound(
          "The device '" + request.path("sn") + "' has no bulk data report " + request.path("id")
              + "; GET /api/v1/devices/{sn}/bulkdata lists them");
    }
    ObjectNode node = json(report);
    node.set("parameters", Json.stored(report.parametersJson()));
    return Response.json(200, node);
  }

  private static ObjectNode json(BulkReportRow report) {
    return Json.object()
        .put("id", report.id())
        .put("sn", report.sn())
        .put("profile", report.profile())
        .put("transport", report.transport())
        .put("format", report.format())
        .put("collected", DeviceJson.time(report.collected()))
        .put("received", DeviceJson.time(report.received()))
        .put("count", report.count());
  }
}
