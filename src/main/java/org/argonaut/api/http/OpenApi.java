package org.argonaut.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Writes the OpenAPI 3.1 document of a route table. */
public final class OpenApi {
  private OpenApi() {}

  /**
   * The document.
   *
   * @param info title, version and description
   * @param tags descriptions by name
   * @param components schemas by name
   */
  public static ObjectNode document(
      ObjectNode info, Map<String, String> tags, RouteTable table, Map<String, ObjectNode> components) {
    ObjectNode document = Json.object().put("openapi", "3.1.0");
    document.set("info", info);
    document.putArray("servers").addObject().put("url", "/");
    ArrayNode tagList = document.putArray("tags");
    tags.forEach((name, text) -> tagList.addObject().put("name", name).put("description", text));
    ObjectNode paths = document.putObject("paths");
    for (Route route : table.routes()) {
      ObjectNode item = paths.withObjectProperty(route.template());
      item.set(route.method().toLowerCase(java.util.Locale.ROOT), operation(route));
    }
    ObjectNode parts = document.putObject("components");
    ObjectNode schemas = parts.putObject("schemas");
    components.forEach(schemas::set);
    schemas.set("Problem", problem());
    parts.putObject("securitySchemes").putObject("token").put("type", "http").put("scheme", "bearer");
    return document;
  }

  private static ObjectNode operation(Route route) {
    ObjectNode operation = Json.object().put("operationId", route.operation()).put("summary", route.summary());
    operation.putArray("tags").add(route.tag());
    ArrayNode security = operation.putArray("security");
    if (!route.open()) {
      security.addObject().putArray("token");
    }
    ArrayNode parameters = operation.putArray("parameters");
    route.path().forEach(p -> parameters.add(parameter(p, "path")));
    route.query().forEach(p -> parameters.add(parameter(p, "query")));
    if (route.body() != null) {
      ObjectNode body = operation.putObject("requestBody").put("required", true);
      body.put("description", route.body().description());
      ObjectNode content = body.putObject("content");
      route.body().content().forEach((type, schema) -> content.putObject(type).set("schema", schema));
    }
    ObjectNode responses = operation.putObject("responses");
    route.answers().forEach((status, answer) -> responses.set(Integer.toString(status), answer(answer)));
    return operation;
  }

  private static ObjectNode parameter(Parameter parameter, String in) {
    ObjectNode node = Json.object().put("name", parameter.name()).put("in", in);
    if (in.equals("path")) {
      node.put("required", true);
    }
    node.put("description", parameter.description());
    node.set("schema", parameter.schema());
    return node;
  }

  private static ObjectNode answer(Route.Answer answer) {
    ObjectNode node = Json.object().put("description", answer.description());
    if (!answer.content().isEmpty()) {
      ObjectNode content = node.putObject("content");
      answer.content().forEach((type, schema) -> content.putObject(type).set("schema", schema));
    }
    return node;
  }

  private static ObjectNode problem() {
    return Schema.object()
        .with("type", Schema.string("A URI that names the kind of problem"))
        .with("title", Schema.string("The same for every problem of the kind"))
        .with("status", Schema.integer("The HTTP status"))
        .with("detail", Schema.string("What happened here and how to mend it"))
        .maybe("field", Schema.string("The query parameter or body member that is wrong"))
        .maybe("reason", Schema.string("Why the device could not be asked or did not answer, for programs"))
        .maybe("sent", Schema.flag("Whether the device had been given the RPC"))
        .maybe("checks", Schema.any("What is well and what is not (GET /health/ready)"))
        .maybe("fault", Schema.ref("CwmpFault"))
        .maybe("line", Schema.integer("Where the body is malformed"))
        .maybe("column", Schema.integer("Where the JSON is malformed"))
        .maybe("limit", Schema.integer("The limit that was passed"))
        .maybe("version", Schema.integer("The version that is there"))
        .maybe("parameters", Schema.arrayOf(Schema.ref("Objection")).put("description", "What does not fit the data model; nothing was sent"))
        .maybe("warnings", Schema.arrayOf(Schema.ref("Objection")).put("description", "What does not fit the data model; it was sent all the same"))
        .maybe("suggestions", Schema.strings("Paths that were maybe meant"))
        .maybe("findings", Schema.arrayOf(Schema.ref("Finding")).put("description", "What the linter finds in a plugin"))
        .maybe("versions", Schema.strings("Firmware versions that something is kept of"))
        .maybe("incident", Schema.string("Finds the matching line in the node's log"))
        .build()
        .put("description", "A problem document (RFC 9457)");
  }
}
