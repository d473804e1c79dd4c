package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.argonaut.api.http.Fields;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.script.service.ServiceDefinition;
import org.argonaut.script.service.ServiceFailure;
import org.argonaut.script.service.ServiceVariable;
import org.argonaut.script.service.Services;
import org.argonaut.store.Page;

/** {@code /services}: definitions of services for zero-touch provisioning. */
final class ServiceRoutes {
  private static final String ALL = "/api/v1/services";
  private static final String ONE = ALL + "/{id}";
  private static final String TAG = "services";
  private static final Parameter ID = new Parameter("id", new Parameter.Text(100), "The service's id", null);
  private static final Set<String> MEMBERS =
      Set.of("id", "description", "script", "variables", "events", "active", "timeout", "updated");
  private static final Set<String> VARIABLE_MEMBERS = Set.of("name", "type", "required", "default", "description");

  private final Services services;

  ServiceRoutes(Surroundings around) {
    this.services = around.services();
  }

  List<Route> routes() {
    return List.of(
        Route.get(ALL, "listServices", "List service definitions")
            .tag(TAG)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of definitions", Schema.page("Service", "cursor"))
            .handledBy(this::list),
        Route.get(ONE, "getService", "One service definition with its script")
            .tag(TAG)
            .at(ID)
            .answers(200, "The definition", Schema.ref("Service"))
            .problem(404, "No such service")
            .handledBy(this::get),
        Route.put(ONE, "putService", "Create or replace a service definition; instances keep their values")
            .tag(TAG)
            .at(ID)
            .body(Response.JSON, Schema.ref("ServiceChange"), "The definition; the script is checked")
            .answers(204, "Kept")
            .handledBy(this::put),
        Route.delete(ONE, "deleteService", "Forget a service definition that has no instances")
            .tag(TAG)
            .at(ID)
            .answers(204, "Forgotten")
            .problem(404, "No such service")
            .problem(409, "It has instances")
            .handledBy(this::delete));
  }

  static ObjectNode schema() {
    return described()
        .with("id", Schema.string("Chosen by people"))
        .with("updated", Schema.timeOrNull("When it was last put"))
        .build();
  }

  static ObjectNode changeSchema() {
    return Schema.object()
        .maybe("id", Schema.string("As in the path"))
        .maybe("description", Schema.string("For people"))
        .with("script", Schema.string("Lua; sets provisioning_status"))
        .maybe("variables", Schema.arrayOf(variableSchema()))
        .maybe("events", Schema.strings("Codes of the device events that apply instances: 0 BOOTSTRAP to 14"))
        .maybe("active", Schema.flag("Whether events do so; true unless given"))
        .maybe("timeout", Schema.integer("Seconds that one run may take"))
        .maybe("updated", Schema.timeOrNull("Taken and of no account"))
        .build()
        .put("additionalProperties", false);
  }

  private static Schema.ObjectBuilder described() {
    return Schema.object()
        .with("description", Schema.string("For people"))
        .with("script", Schema.string("Lua; sets provisioning_status"))
        .with("variables", Schema.arrayOf(variableSchema()))
        .with("events", Schema.strings("Codes of the device events that apply instances: 0 BOOTSTRAP to 14"))
        .with("active", Schema.flag("Whether events do so; people and scripts may at any time"))
        .with("timeout", Schema.integer("Seconds that one run may take"));
  }

  private static ObjectNode variableSchema() {
    return Schema.object()
        .with("name", Schema.string("As scripts ask for it"))
        .maybe("type", Schema.oneOf("secret: taken and never shown", "string", "integer", "number", "boolean", "secret"))
        .maybe("required", Schema.flag("Whether an instance must give a value when there is no default"))
        .maybe("default", Schema.stringOrNull("Of instances that give no value"))
        .maybe("description", Schema.string("For people"))
        .build()
        .put("additionalProperties", false);
  }

  private Response list(Request request) throws Problem, InterruptedException {
    Page<ServiceDefinition> page =
        Lists.page(request, () -> services.list(Lists.limit(request), request.text("cursor")));
    return Response.json(200, Lists.json(page, ServiceRoutes::json));
  }

  private Response get(Request request) throws Problem, InterruptedException {
    ServiceDefinition definition = request.await(services.get(request.path("id")));
    if (definition == null) {
      throw Problem.notFound("No service '" + request.path("id") + "' is known; GET /api/v1/services lists them");
    }
    return Response.json(200, json(definition));
  }

  private Response put(Request request) throws Problem, InterruptedException {
    Fields fields = request.fields();
    fields.allow(MEMBERS);
    String id = request.path("id");
    String named = fields.text("id");
    if (named != null && !named.equals(id)) {
      throw Problem.badField("id", "The body's id is not the one of the path; they must be equal");
    }
    await(request, services.put(definition(id, fields)));
    return Response.empty(204);
  }

  private ServiceDefinition definition(String id, Fields fields) throws Problem {
    try {
      JsonNode script = fields.node().path("script");
      if (!script.isTextual()) {
        throw Problem.badField("script", "script is the Lua program, a string; it is missing or something else");
      }
      JsonNode timeout = fields.node().path("timeout");
      if (!timeout.isMissingNode() && !timeout.canConvertToInt()) {
        throw Problem.badField("timeout", "timeout is a whole number of seconds");
      }
      String description = fields.text("description");
      List<String> events = fields.texts("events");
      return new ServiceDefinition(
          id,
          description == null ? "" : description,
          script.textValue(),
          variables(fields.node().path("variables")),
          events == null ? List.of() : events,
          flag(fields.node(), "active", true),
          timeout.isMissingNode() ? services.settings().timeout() : Duration.ofSeconds(timeout.intValue()),
          null);
    } catch (ServiceFailure failure) {
      throw problem(failure);
    }
  }

  private static List<ServiceVariable> variables(JsonNode given) throws Problem {
    List<ServiceVariable> variables = new ArrayList<>();
    if (given.isMissingNode()) {
      return variables;
    }
    if (!given.isArray()) {
      throw Problem.badField("variables", "variables is a list of objects with name, type, required, default, description");
    }
    for (JsonNode one : given) {
      String place = "variables[" + variables.size() + "]";
      for (var member : one.properties()) {
        if (!VARIABLE_MEMBERS.contains(member.getKey())) {
          throw Problem.badField(place + "." + member.getKey(), "Unknown member '" + member.getKey() + "' of a variable");
        }
      }
      variables.add(
          new ServiceVariable(
              text(one, "name", place),
              type(one, place),
              flag(one, "required", false),
              text(one, "default", place),
              text(one, "description", place)));
    }
    return variables;
  }

  private static ServiceVariable.Type type(JsonNode variable, String place) throws Problem {
    String type = text(variable, "type", place);
    return switch (type) {
      case null -> ServiceVariable.Type.STRING;
      case "string" -> ServiceVariable.Type.STRING;
      case "integer" -> ServiceVariable.Type.INTEGER;
      case "number" -> ServiceVariable.Type.NUMBER;
      case "boolean" -> ServiceVariable.Type.BOOLEAN;
      case "secret" -> ServiceVariable.Type.SECRET;
      default -> throw Problem.badField(place + ".type", "type is string, integer, number, boolean or secret");
    };
  }

  private static String text(JsonNode object, String member, String place) throws Problem {
    JsonNode node = object.path(member);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      throw Problem.badField(place + "." + member, member + " is a string");
    }
    return node.textValue();
  }

  private static boolean flag(JsonNode object, String member, boolean otherwise) throws Problem {
    JsonNode node = object.path(member);
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw Problem.badField(member, member + " is true or false");
    }
    return node.isMissingNode() ? otherwise : node.booleanValue();
  }

  private Response delete(Request request) throws Problem, InterruptedException {
    await(request, services.delete(request.path("id")));
    return Response.empty(204);
  }

  static <T> T await(Request request, CompletionStage<T> stage) throws Problem, InterruptedException {
    try {
      return request.await(stage);
    } catch (ServiceFailure failure) {
      throw problem(failure);
    }
  }

  static Problem problem(ServiceFailure failure) {
    return switch (failure.code()) {
      case 404 -> Problem.notFound(failure.getMessage());
      case 409 -> Problem.conflict(failure.getMessage());
      case 429 -> Problem.of(429, "queue-full", "Too much waits already", failure.getMessage());
      case 503 -> Problem.unavailable(failure.getMessage(), 5);
      default -> Problem.badRequest(failure.getMessage());
    };
  }

  private static ObjectNode json(ServiceDefinition definition) {
    ObjectNode node =
        Json.object()
            .put("id", definition.id())
            .put("description", definition.description())
            .put("script", definition.script());
    ArrayNode variables = node.putArray("variables");
    for (ServiceVariable variable : definition.variables()) {
      boolean secret = variable.type() == ServiceVariable.Type.SECRET;
      variables
          .addObject()
          .put("name", variable.name())
          .put("type", variable.type().label())
          .put("required", variable.required())
          .put("default", secret ? null : variable.initial())
          .put("description", variable.description());
    }
    node.set("events", Json.tree(definition.events()));
    return node.put("active", definition.active())
        .put("timeout", definition.timeout().toSeconds())
        .put("updated", DeviceJson.time(definition.updated()));
  }
}
