package org.argonaut.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /scripts}, over HTTP, with scripts that really run. */
class ScriptApiTest {
  private static final String LUA = "text/x-lua";
  private static RunningApi api;
  private DocumentedClient client;

  @BeforeAll
  static void start() throws Exception {
    api = new RunningApi(Map.of("argonaut.script.keeper-interval", "200ms", "argonaut.script.log.poll-interval", "50ms"));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  @BeforeEach
  void newClient() throws Exception {
    client = new DocumentedClient(api);
  }

  @Test
  void aScriptIsUploadedRunsAndIsReadBack() throws Exception {
    JsonNode created =
        client.call("PUT", "/api/v1/scripts/hello?description=greets&by=anna&note=first", LUA, "print('hi') sleep(3600)", 201);
    assertThat(created.path("version").asInt()).isEqualTo(1);
    awaitState("hello", "running");
    JsonNode script = client.get("/api/v1/scripts/hello", 200);
    assertThat(script.path("content").asText()).isEqualTo("print('hi') sleep(3600)");
    assertThat(script.path("description").asText()).isEqualTo("greets");
    assertThat(script.path("created_by").asText()).isEqualTo("anna");
    assertThat(script.path("problem").isNull()).isTrue();
    HttpResponse<String> source =
        client.raw("GET", "/api/v1/scripts/hello", api.request("/api/v1/scripts/hello").header("Accept", LUA).build(), 200);
    assertThat(source.body()).isEqualTo("print('hi') sleep(3600)");
    assertThat(source.headers().firstValue("ETag")).hasValue("\"1\"");
    assertThat(client.get("/api/v1/scripts?limit=1000", 200).path("items").findValuesAsText("name")).contains("hello");

    client.json("POST", "/api/v1/scripts/hello/stop", null, 200);
    awaitState("hello", "stopped");
    client.json("POST", "/api/v1/scripts/hello/start", null, 200);
    awaitState("hello", "running");
    client.call("DELETE", "/api/v1/scripts/hello", null, null, 204);
    client.call("DELETE", "/api/v1/scripts/hello", null, null, 404);
    client.get("/api/v1/scripts/hello", 404);
    client.json("POST", "/api/v1/scripts/hello/start", null, 404);
  }

  @Test
  void aSyntaxErrorIsRefusedWithItsPlace() throws Exception {
    JsonNode problem = client.call("PUT", "/api/v1/scripts/broken", LUA, "local x = 1\nlocal y = = 2\n", 422);
    assertThat(problem.path("line").asInt()).isEqualTo(2);
    assertThat(problem.path("column").asInt()).isPositive();
    client.get("/api/v1/scripts/broken", 404);
  }

  @Test
  void whatIsTooLongOrNoTextOrNamedOddlyIsRefused() throws Exception {
    client.call("PUT", "/api/v1/scripts/long", LUA, "--" + "x".repeat(1024 * 1024), 413);
    client.call("PUT", "/api/v1/scripts/empty", LUA, "", 400);
    client.call("PUT", "/api/v1/scripts/.hidden", LUA, "a()", 400);
    client.call("PUT", "/api/v1/scripts/a%2Fb", LUA, "a()", 400);
    client.call("PUT", "/api/v1/scripts/json", "application/json", "{}", 415);
  }

  @Test
  void twoWhoEditTheSameVersionDoNotOverwriteEachOther() throws Exception {
    client.call("PUT", "/api/v1/scripts/shared?active=false", LUA, "x = 1", 201);
    put("shared", "\"1\"", "x = 2", 200);
    put("shared", "\"1\"", "x = 3", 412);
    put("shared", "\"2\"", "x = 3", 200);
    put("shared", "rubbish", "x = 4", 400);
    assertThat(client.get("/api/v1/scripts/shared", 200).path("version").asInt()).isEqualTo(3);
    assertThat(client.get("/api/v1/scripts/shared", 200).path("active").asBoolean()).isFalse();
  }

  private void put(String name, String ifMatch, String content, int status) throws Exception {
    String path = "/api/v1/scripts/" + name;
    var request =
        api.request(path)
            .header("If-Match", ifMatch)
            .header("Content-Type", LUA)
            .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(content))
            .build();
    client.raw("PUT", path, request, status);
  }

  @Test
  void theHistoryShowsWhatChangedAndLeadsBack() throws Exception {
    String path = "/api/v1/scripts/history";
    client.call("PUT", path + "?active=false&by=anna", LUA, "a = 1\nb = 2\nc = 3\n", 201);
    client.call("PUT", path + "?by=bert&note=better", LUA, "a = 1\nb = 20\nc = 3\n", 200);
    JsonNode versions = client.get(path + "/versions", 200).path("items");
    assertThat(versions.findValuesAsText("by")).containsExactly("bert", "anna");
    assertThat(versions.at("/0/note").asText()).isEqualTo("better");
    assertThat(client.get(path + "/versions/1", 200).path("content").asText()).contains("b = 2\n");
    client.get(path + "/versions/9", 404);
    HttpResponse<String> diff = client.raw("GET", path + "/diff", api.request(path + "/diff").build(), 200);
    assertThat(diff.body())
        .isEqualTo("--- history version 1\n+++ history version 2\n@@ -1,3 +1,3 @@\n a = 1\n-b = 2\n+b = 20\n c = 3\n");

    JsonNode back = client.json("POST", path + "/rollback?version=1", null, 200);
    assertThat(back.path("version").asInt()).isEqualTo(3);
    assertThat(client.get(path, 200).path("content").asText()).isEqualTo("a = 1\nb = 2\nc = 3\n");
    client.json("POST", path + "/rollback", null, 400);
    client.json("POST", path + "/rollback?version=77", null, 404);
  }

  @Test
  void theLogIsTextWithTimesAndCanBeFollowed() throws Exception {
    String path = "/api/v1/scripts/talker";
    client.call("PUT", path, LUA, "for i = 1, 3 do print('line ' .. i) sleep(0.2) end log.warn('careful')", 201);
    var following =
        HttpClient.newHttpClient()
            .send(
                api.request(path + "/log?follow=true").timeout(Duration.ofSeconds(60)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (var lines = new BufferedReader(new InputStreamReader(following.body(), StandardCharsets.UTF_8))) {
      StringBuilder seen = new StringBuilder();
      String line = lines.readLine();
      while (line != null && !line.contains("has ended")) {
        assertThat(line).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d .*");
        seen.append(line.substring(20)).append('\n');
        line = lines.readLine();
      }
      assertThat(seen).hasToString("system: version 1 starts\nline 1\nline 2\nline 3\nwarn: careful\n");
    }
    HttpResponse<String> text = client.raw("GET", path + "/log", api.request(path + "/log?limit=2").build(), 200);
    assertThat(text.body().lines()).hasSize(2);
    var json = api.request(path + "/log?since=2020-01-01T00:00:00Z").header("Accept", "application/json").build();
    client.raw("GET", path + "/log", json, 200);
    client.get(path + "/log?since=yesterday", 400);
    client.get("/api/v1/scripts/nobody/log", 404);
  }

  @Test
  void aScriptThatFailsSaysWhyAndWhenItIsTriedAgain() throws Exception {
    client.call("PUT", "/api/v1/scripts/failing", LUA, "error('no luck')", 201);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              JsonNode script = client.get("/api/v1/scripts/failing", 200);
              assertThat(script.path("problem").asText()).contains("no luck");
              assertThat(script.path("failures").asInt()).isPositive();
            });
    client.call("DELETE", "/api/v1/scripts/failing", null, null, 204);
  }

  private void awaitState(String name, String state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(client.get("/api/v1/scripts/" + name, 200).path("state").asText()).isEqualTo(state));
  }
}
