package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.argonaut.api.http.Fields;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.device.CredentialWriter;
import org.argonaut.store.CredentialRow;
import org.argonaut.store.Page;
import org.argonaut.store.Store;
import org.argonaut.usp.EndpointId;

/** {@code /credentials}: what CPEs authenticate with. Passwords go in and never come out. */
final class CredentialRoutes {
  private static final String ONE = "/api/v1/credentials/{username}";
  private static final String TAG = "credentials";
  private static final Parameter USERNAME =
      new Parameter("username", new Parameter.Text(256), "What the CPE gives as its user name, percent-encoded", null);

  private final Store store;
  private final CredentialWriter writer;

  CredentialRoutes(Surroundings around) {
    this.store = around.store();
    this.writer = around.credentials();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/credentials", "listCredentials", "List device credentials, without secrets")
            .tag(TAG)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of credentials", Schema.page("Credential", "cursor"))
            .handledBy(this::list),
        Route.get(ONE, "getCredential", "Whether a user name is known, and for whom")
            .tag(TAG)
            .at(USERNAME)
            .answers(200, "The credential, without its secret", Schema.ref("Credential"))
            .problem(404, "No such user name")
            .handledBy(this::get),
        Route.put(ONE, "putCredential", "Create a credential or replace its password")
            .tag(TAG)
            .at(USERNAME)
            .body(Response.JSON, bodySchema(), "The password, and the device if only one may use it")
            .answers(204, "Stored, hashed; nodes follow within seconds")
            .handledBy(this::put),
        Route.delete(ONE, "deleteCredential", "Forget a credential")
            .tag(TAG)
            .at(USERNAME)
            .answers(204, "Forgotten; nodes follow within seconds")
            .problem(404, "No such user name")
            .handledBy(this::delete));
  }

  private static ObjectNode bodySchema() {
    return Schema.object()
        .with("password", Schema.string("Kept as hashes only").put("minLength", 1))
        .maybe("sn", Schema.stringOrNull("The one device that may use it; left out or null: shared"))
        .build()
        .put("additionalProperties", false);
  }

  static ObjectNode schema() {
    return Schema.object()
        .with("username", Schema.string("User name"))
        .with("sn", Schema.stringOrNull("The one device that may use it; null: shared"))
        .with("updated", Schema.timeOrNull("When the password was last set"))
        .build();
  }

  private Response list(Request request) throws Problem, InterruptedException {
    Page<CredentialRow> page =
        Lists.page(request, () -> store.credentials().list(Lists.limit(request), request.text("cursor")));
    return Response.json(200, Lists.json(page, CredentialRoutes::json));
  }

  private Response get(Request request) throws Problem, InterruptedException {
    CredentialRow row = request.await(store.credentials().get(request.path("username")));
    if (row == null) {
      throw unknown(request);
    }
    return Response.json(200, json(row));
  }

  private static boolean isEndpointId(String text) {
    try {
      return new EndpointId(text).problem().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Response put(Request request) throws Problem, InterruptedException {
    String username = request.path("username");
    if (username.indexOf(':') >= 0 && !isEndpointId(username)) {
      throw Problem.badField(
          "username", "A user name cannot hold a colon (RFC 7617), unless it is the endpoint id of a USP agent");
    }
    Fields fields = request.fields();
    fields.allow(Set.of("password", "sn"));
    String password = fields.requiredText("password");
    String sn = fields.text("sn");
    try {
      request.await(writer.put(username, password, sn == null || sn.isEmpty() ? null : sn));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("The credential cannot be kept: " + e.getMessage());
    }
    return Response.empty(204);
  }

  private Response delete(Request request) throws Problem, InterruptedException {
    if (!request.await(store.credentials().delete(request.path("username")))) {
      throw unknown(request);
    }
    return Response.empty(204);
  }

  private static Problem unknown(Request request) {
    return Problem.notFound("No credential has the user name '" + request.path("username") + "'");
  }

  private static JsonNode json(CredentialRow row) {
    return Json.object()
        .put("username", row.username())
        .put("sn", row.sn())
        .put("updated", DeviceJson.time(row.updated()));
  }
}
