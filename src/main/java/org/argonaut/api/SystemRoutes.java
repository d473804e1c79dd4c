package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;

/** Health, metrics, the OpenAPI document, and an index at {@code /}. */
final class SystemRoutes {
  private static final String TAG = "system";
  private static final int READY_RETRY_SECONDS = 2;

  private final Surroundings around;
  private final Supplier<ObjectNode> openApi;

  SystemRoutes(Surroundings around, Supplier<ObjectNode> openApi) {
    this.around = around;
    this.openApi = openApi;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/", "index", "What is where")
            .tag(TAG)
            .open()
            .answers(200, "Names and paths", Schema.mapOf(Schema.string("Path"), "What is where"))
            .handledBy(this::index),
        Route.get("/openapi.json", "openApi", "This document")
            .tag(TAG)
            .open()
            .answers(200, "OpenAPI 3.1", Json.object().put("type", "object"))
            .handledBy(_ -> Response.json(200, openApi.get())),
        Route.get("/health/live", "live", "Whether the process works; restart it when not")
            .tag(TAG)
            .open()
            .answers(200, "It does", Schema.object().with("status", Schema.oneOf("Always up", "up")).build())
            .handledBy(_ -> Response.json(200, Json.object().put("status", "up"))),
        Route.get("/health/ready", "ready", "Whether this node should get work")
            .tag(TAG)
            .open()
            .answers(200, "It should", readySchema())
            .problem(503, "It should not; `checks` says why")
            .handledBy(this::ready),
        Route.get("/metrics", "metrics", "Metrics for Prometheus")
            .tag(TAG)
            .answers(200, "Prometheus text format", "text/plain", Json.object().put("type", "string"))
            .handledBy(_ -> Response.text(200, Metrics.CONTENT_TYPE, around.metrics().scrape())));
  }

  private static ObjectNode readySchema() {
    ObjectNode check =
        Schema.object()
            .with("name", Schema.string("database, cluster ..."))
            .with("up", Schema.flag("Whether it is well"))
            .with("detail", Schema.string("For people"))
            .build();
    return Schema.object().with("status", Schema.oneOf("Always up", "up")).with("checks", Schema.arrayOf(check)).build();
  }

  private Response index(Request request) {
    return Response.json(
        200,
        Json.object()
            .put("product", "Argonaut " + around.version())
            .put("api", "/api/v1")
            .put("openapi", "/openapi.json")
            .put("devices", "/api/v1/devices")
            .put("events", "/api/v1/events")
            .put("files", "/api/v1/files")
            .put("credentials", "/api/v1/credentials")
            .put("live", "/health/live")
            .put("ready", "/health/ready")
            .put("metrics", "/metrics"));
  }

  private Response ready(Request request) throws Problem {
    ArrayNode checks = Json.array();
    StringBuilder down = new StringBuilder();
    for (ReadyCheck check : around.readiness()) {
      ReadyCheck.State state = check.check().get();
      checks.addObject().put("name", check.name()).put("up", state.up()).put("detail", state.detail());
      if (!state.up()) {
        down.append(down.isEmpty() ? "" : "; ").append(check.name()).append(": ").append(state.detail());
      }
    }
    if (!down.isEmpty()) {
      throw Problem.unavailable(down.toString(), READY_RETRY_SECONDS).with("checks", checks);
    }
    ObjectNode node = Json.object().put("status", "up");
    node.set("checks", checks);
    return Response.json(200, node);
  }
}
