package org.argonaut.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.RouteTable;
import org.argonaut.cwmp.Dialect;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document itself: whether it is OpenAPI 3.1 and says what is served. */
class OpenApiTest {
  private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private static RouteTable table;
  private static JsonNode document;

  @BeforeAll
  static void read() throws Exception {
    ApiSettings settings = ApiSettings.from(ConfigFactory.load());
    Metrics metrics = new Metrics();
    // Nothing is called, so nothing stands behind the routes.
    Surroundings nobody =
        new Surroundings(
            null, null, null, null, null, null, null, null, null, null, null, null, _ -> Dialect.STANDARD, List.of(), metrics, "test");
    table = ApiServer.table(nobody, settings, new LiveStreams(settings));
    Route openApi = table.match("GET", "/openapi.json").route();
    document = Json.parse(((org.argonaut.api.http.Response.Bytes) openApi.handler().handle(null).body()).bytes());
    metrics.close();
  }

  private record Operation(String path, String method, JsonNode node) {}

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        operations.add(new Operation(path.getKey(), method.getKey(), method.getValue()));
      }
    }
    return operations;
  }

  @Test
  void itIsVersionThreeOneWithATitleAndAVersion() {
    assertThat(document.path("openapi").asText()).startsWith("3.1.");
    assertThat(document.at("/info/title").asText()).isNotEmpty();
    assertThat(document.at("/info/version").asText()).isEqualTo("test");
  }

  @Test
  void everyRouteIsInItAndNothingElse() {
    Set<String> served =
        table.routes().stream().map(r -> r.method().toLowerCase(Locale.ROOT) + " " + r.template()).collect(Collectors.toSet());
    Set<String> documented = operations().stream().map(o -> o.method() + " " + o.path()).collect(Collectors.toSet());
    assertThat(documented).isEqualTo(served).hasSizeGreaterThan(25);
    assertThat(operations()).allSatisfy(o -> assertThat(METHODS).contains(o.method()));
  }

  @Test
  void operationIdsAreUnique() {
    List<String> ids = operations().stream().map(o -> o.node().path("operationId").asText()).toList();
    assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void thePathParametersAreThoseOfTheTemplate() {
    for (Operation operation : operations()) {
      Set<String> inTemplate = new TreeSet<>(NAME.matcher(operation.path()).results().map(m -> m.group(1)).toList());
      Set<String> described = new TreeSet<>();
      operation.node().path("parameters").forEach(p -> {
        assertThat(p.path("in").asText()).isIn("path", "query");
        assertThat(p.path("schema").path("type").asText()).isNotEmpty();
        if (p.path("in").asText().equals("path")) {
          assertThat(p.path("required").asBoolean()).isTrue();
          described.add(p.path("name").asText());
        }
      });
      assertThat(described).as(operation.path()).isEqualTo(inTemplate);
    }
  }

  @Test
  void everyTagIsDescribed() {
    Set<String> described = new HashSet<>();
    document.path("tags").forEach(t -> described.add(t.path("name").asText()));
    assertThat(operations()).allSatisfy(o -> assertThat(described).contains(o.node().at("/tags/0").asText()));
  }

  @Test
  void everyOperationHasASuccessAndSaysWhatItsProblemsAre() {
    for (Operation operation : operations()) {
      JsonNode responses = operation.node().path("responses");
      assertThat(responses.properties().stream().map(e -> e.getKey()).filter(s -> s.startsWith("2"))).isNotEmpty();
      responses.forEach(r -> assertThat(r.path("description").asText()).as(operation.toString()).isNotEmpty());
      assertThat(operation.node().path("summary").asText()).isNotEmpty();
    }
  }

  @Test
  void onlyHealthTheDocumentAndTheIndexAreOpen() {
    assertThat(operations().stream().filter(o -> o.node().path("security").isEmpty()).map(Operation::path))
        .containsExactlyInAnyOrder("/", "/openapi.json", "/health/live", "/health/ready");
    assertThat(document.at("/components/securitySchemes/token/scheme").asText()).isEqualTo("bearer");
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsOne() {
    List<String> mistakes = new ArrayList<>();
    walk(document, "", mistakes);
    assertThat(mistakes).isEmpty();
  }

  private static void walk(JsonNode node, String at, List<String> mistakes) {
    if (node.has("$ref") && document.at(node.get("$ref").asText().substring(1)).isMissingNode()) {
      mistakes.add(at + " refers to " + node.get("$ref"));
    }
    for (JsonNode required : node.path("required")) {
      if (required.isTextual() && node.path("required").isArray() && !node.path("properties").has(required.asText())) {
        mistakes.add(at + " requires the unknown " + required);
      }
    }
    for (var child : node.properties()) {
      if (child.getKey().equals("schema") || at.endsWith("/schemas") || at.endsWith("/properties")) {
        checkKeywords(child.getValue(), at + "/" + child.getKey(), mistakes);
      }
      walk(child.getValue(), at + "/" + child.getKey(), mistakes);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      walk(node.get(i), at + "/" + i, mistakes);
    }
  }

  private static void checkKeywords(JsonNode schema, String at, List<String> mistakes) {
    for (var keyword : schema.properties()) {
      if (!JsonSchemaCheck.KEYWORDS.contains(keyword.getKey())) {
        mistakes.add(at + " has the unknown keyword " + keyword.getKey());
      }
    }
  }
}
