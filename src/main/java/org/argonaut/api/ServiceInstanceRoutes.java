package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.api.http.Fields;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.script.service.ServiceDefinition;
import org.argonaut.script.service.ServiceInstance;
import org.argonaut.script.service.ServiceRunner;
import org.argonaut.script.service.ServiceVariable;
import org.argonaut.script.service.Services;
import org.argonaut.store.Page;

/** {@code /devices/{sn}/services} and {@code /service-instances}: services on devices. */
final class ServiceInstanceRoutes {
  private static final String OF_DEVICE = DeviceRoutes.ONE + "/services";
  private static final String ONE = "/api/v1/service-instances/{id}";
  private static final String TAG = "services";
  private static final Parameter ID = Parameter.text("id", "The instance's id");
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final Services services;
  private final ServiceRunner runner;

  ServiceInstanceRoutes(Surroundings around) {
    this.services = around.services();
    this.runner = around.serviceRunner();
  }

  List<Route> routes() {
    return List.of(
        Route.get(OF_DEVICE, "listServiceInstances", "The services of a device")
            .tag(TAG)
            .at(DeviceRoutes.SN)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of instances", Schema.page("ServiceInstance", "cursor"))
            .handledBy(this::list),
        Route.post(OF_DEVICE, "createServiceInstance", "Give a device a service; nothing is applied yet")
            .tag(TAG)
            .at(DeviceRoutes.SN)
            .body(Response.JSON, Schema.ref("ServiceInstanceChange"), "The service and its variables' values")
            .answers(201, "The instance", Schema.ref("ServiceInstance"))
            .problem(404, "No such device or service")
            .handledBy(this::create),
        Route.get(ONE, "getServiceInstance", "One instance, its status and what its last run printed")
            .tag(TAG)
            .at(ID)
            .answers(200, "The instance", Schema.ref("ServiceInstance"))
            .problem(404, "No such instance")
            .handledBy(this::get),
        Route.put(ONE, "putServiceInstance", "Replace the values of an instance; nothing is applied yet")
            .tag(TAG)
            .at(ID)
            .body(Response.JSON, Schema.ref("ServiceInstanceChange"), "The values; service is the one it has, or left out")
            .answers(204, "Kept")
            .problem(404, "No such instance")
            .problem(409, "It is of another service")
            .handledBy(this::put),
        Route.delete(ONE, "deleteServiceInstance", "Forget an instance; what it set on the device stays")
            .tag(TAG)
            .at(ID)
            .answers(204, "Forgotten")
            .problem(404, "No such instance")
            .handledBy(this::delete),
        Route.post(ONE + "/apply", "applyServiceInstance", "Run the service's script for the instance and wait for its end")
            .tag(TAG)
            .at(ID)
            .within(_ -> services.settings().maxTimeout().plus(MARGIN))
            .answers(200, "How it ended; a failure is an answer, too", Schema.ref("ServiceInstanceApplied"))
            .problem(404, "No such instance")
            .problem(409, "It is being applied already")
            .problem(429, "Too many wait already")
            .handledBy(this::apply));
  }

  static ObjectNode schema() {
    return Schema.object()
        .with("id", Schema.string("Its id"))
        .with("service", Schema.string("The service's id"))
        .with("sn", Schema.string("The device"))
        .with("variables", Schema.mapOf(Schema.string("Value"), "Values by name, without secrets"))
        .with("status", Schema.oneOf("How far it is", "pending", "provisioning", "provisioned", "failed"))
        .with("detail", Schema.stringOrNull("Why it failed"))
        .with("log", Schema.stringOrNull("What the last run printed"))
        .with("created", Schema.time("When it was created"))
        .with("updated", Schema.time("When its values were last set"))
        .with("applied", Schema.timeOrNull("When the last run ended"))
        .build();
  }

  static ObjectNode changeSchema() {
    return Schema.object()
        .maybe("service", Schema.string("The service's id"))
        .maybe("variables", Schema.mapOf(Schema.any("A string, a number or a boolean"), "Values by name"))
        .build()
        .put("additionalProperties", false);
  }

  static ObjectNode appliedSchema() {
    return Schema.object()
        .with("status", Schema.oneOf("How it ended", "provisioned", "failed"))
        .with("detail", Schema.stringOrNull("Why it failed"))
        .with("log", Schema.string("What the run printed"))
        .build();
  }

  private Response list(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    Page<ServiceInstance> page =
        Lists.page(request, () -> services.instances(sn, Lists.limit(request), request.text("cursor")));
    Map<String, ServiceDefinition> definitions = new LinkedHashMap<>();
    for (ServiceInstance instance : page.items()) {
      if (!definitions.containsKey(instance.service())) {
        definitions.put(instance.service(), request.await(services.get(instance.service())));
      }
    }
    return Response.json(200, Lists.json(page, instance -> json(instance, definitions.get(instance.service()))));
  }

  private Response create(Request request) throws Problem, InterruptedException {
    Fields fields = fields(request);
    String service = fields.requiredText("service");
    ServiceInstance instance =
        ServiceRoutes.await(request, services.create(request.path("sn"), service, variables(fields)));
    return Response.json(201, json(instance, request.await(services.get(service))))
        .withHeader("Location", "/api/v1/service-instances/" + instance.id());
  }

  private Response get(Request request) throws Problem, InterruptedException {
    ServiceInstance instance = ServiceRoutes.await(request, services.instance(request.path("id")));
    return Response.json(200, json(instance, request.await(services.get(instance.service()))));
  }

  private Response put(Request request) throws Problem, InterruptedException {
    Fields fields = fields(request);
    ServiceRoutes.await(request, services.edit(request.path("id"), null, fields.text("service"), variables(fields)));
    return Response.empty(204);
  }

  private Response delete(Request request) throws Problem, InterruptedException {
    ServiceRoutes.await(request, services.deleteInstance(request.path("id")));
    return Response.empty(204);
  }

  private Response apply(Request request) throws Problem, InterruptedException {
    ServiceRunner.Applied applied = ServiceRoutes.await(request, runner.run(request.path("id")));
    return Response.json(
        200,
        Json.object()
            .put("status", applied.status().code())
            .put("detail", applied.detail())
            .put("log", applied.log()));
  }

  private static Fields fields(Request request) throws Problem {
    Fields fields = request.fields();
    fields.allow(Set.of("service", "variables"));
    return fields;
  }

  private static Map<String, String> variables(Fields fields) throws Problem {
    Map<String, String> variables = new LinkedHashMap<>();
    JsonNode given = fields.node().path("variables");
    if (!given.isMissingNode() && !given.isObject()) {
      throw Problem.badField("variables", "variables is an object of values by name");
    }
    for (var entry : given.properties()) {
      if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
        throw Problem.badField("variables." + entry.getKey(), "A value is a string, a number or a boolean");
      }
      variables.put(entry.getKey(), entry.getValue().asText());
    }
    return variables;
  }

  /** Secrets go in and never come out; with an unknown definition nothing is known to be none. */
  private static ObjectNode json(ServiceInstance instance, ServiceDefinition definition) {
    ObjectNode node =
        Json.object().put("id", instance.id()).put("service", instance.service()).put("sn", instance.sn());
    ObjectNode variables = node.putObject("variables");
    if (definition != null) {
      for (ServiceVariable variable : definition.variables()) {
        String value = instance.variables().get(variable.name());
        if (value != null && variable.type() != ServiceVariable.Type.SECRET) {
          variables.put(variable.name(), value);
        }
      }
    }
    return node.put("status", instance.status().code())
        .put("detail", instance.detail())
        .put("log", instance.log())
        .put("created", DeviceJson.time(instance.created()))
        .put("updated", DeviceJson.time(instance.updated()))
        .put("applied", DeviceJson.time(instance.applied()));
  }
}
