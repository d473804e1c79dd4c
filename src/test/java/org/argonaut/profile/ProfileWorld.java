package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.Fleet;
import org.argonaut.cpe.VirtualCpe;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspFleetSettings;
import org.argonaut.cpe.usp.UspQuirk;
import org.argonaut.script.functions.ScriptWorld;

/** A real node with real virtual CPEs, talked to over its HTTP API. */
final class ProfileWorld implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final ScriptWorld world;

  ProfileWorld() {
    world =
        ScriptWorld.start(
            Map.of(
                "argonaut.profile.diagnostics.poll-interval", "300ms",
                "argonaut.profile.log.poll-interval", "50ms",
                "argonaut.usp.auth", "none"));
  }

  /** Switches one CPE on and waits until the node knows it. */
  VirtualCpe cpe(String prefix, Model model) throws Exception {
    Fleet fleet = world.powerOn(world.cpes(prefix).model(model).count(1));
    return fleet.all().iterator().next();
  }

  /** Switches agents on and waits until the node knows them; close them before the world. */
  UspFleet agents(String prefix, int count, UspQuirk... quirks) throws Exception {
    var hurried = ConfigFactory.parseString("argonaut.cpe { retry-scale = 0.05, boot-time = 20ms, diagnostics-time = 20ms }");
    UspFleet fleet =
        UspFleet.start(
            UspFleetSettings.to("ws://127.0.0.1:" + world.node().deviceUrl().getPort() + "/usp")
                .serialPrefix(prefix)
                .count(count)
                .quirks(Set.of(quirks))
                .settings(CpeSettings.from(hurried.withFallback(ConfigFactory.load())))
                .build());
    assertThat(fleet.awaitOnBoarded(Duration.ofMinutes(1))).as("" + fleet.stats().failures()).isTrue();
    return fleet;
  }

  JsonNode get(String path, int status) throws Exception {
    return call("GET", path, null, null, status);
  }

  JsonNode put(String path, String json, int status) throws Exception {
    return call("PUT", path, "application/json", json, status);
  }

  JsonNode post(String path, String json, int status) throws Exception {
    return call("POST", path, "application/json", json, status);
  }

  /** Gives a device a model; returns it. */
  String modelOf(VirtualCpe cpe, String model) throws Exception {
    return modelOf(cpe.serial(), model);
  }

  /** Gives a device a model; returns it. */
  String modelOf(String sn, String model) throws Exception {
    call("PATCH", "/api/v1/devices/" + sn, "application/json", "{\"model\":\"" + model + "\"}", 200);
    return model;
  }

  /** Keeps a profile for a model over CWMP. */
  void profile(String model, String lua) throws Exception {
    profile(model, Protocol.CWMP, lua);
  }

  void profile(String model, Protocol protocol, String lua) throws Exception {
    HttpResponse<String> answer = send("PUT", "/api/v1/profiles/" + model + "/" + protocol.word(), "text/x-lua", lua);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  String text(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path, null, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  JsonNode call(String method, String path, String type, String body, int status) throws Exception {
    HttpResponse<String> answer = send(method, path, type, body);
    assertThat(answer.statusCode()).as(method + " " + path + ": " + answer.body()).isEqualTo(status);
    return answer.body().isEmpty() ? null : JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
    URI url = world.node().apiUrl().resolve(path);
    var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(90))
            .header("Authorization", "Bearer secret-for-tests")
            .method(method, publisher);
    if (type != null) {
      request.header("Content-Type", type);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** One value, read from the device by a raw GetParameterValues. */
  String raw(String sn, String name) throws Exception {
    JsonNode answer =
        post("/api/v1/devices/" + sn + "/cwmp", "{\"rpc\":\"GetParameterValues\",\"names\":[\"" + name + "\"]}", 200);
    return answer.at("/values/0/value").isMissingNode() ? answer.toString() : answer.at("/values/0/value").asText();
  }

  /** One value, read from the agent by a raw Get. */
  String rawUsp(String sn, String name) throws Exception {
    JsonNode answer = post("/api/v1/devices/" + sn + "/usp", "{\"get\":{\"paramPaths\":[\"" + name + "\"]}}", 200);
    JsonNode values =
        answer.at("/body/response/getResp/reqPathResults/0/resolvedPathResults/0/resultParams");
    return values.isEmpty() ? answer.toString() : values.elements().next().asText();
  }

  @Override
  public void close() {
    world.close();
  }
}
