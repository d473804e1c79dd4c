package org.argonaut.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final Parameter SN = new Parameter("sn", new Parameter.Text(16), "id", null);

  private final RouteTable table =
      new RouteTable(
          List.of(
              route(Route.get("/", "root", "")),
              route(Route.get("/devices", "list", "")),
              route(Route.get("/devices/count", "count", "")),
              route(Route.get("/devices/{sn}", "get", "").at(SN)),
              route(Route.delete("/devices/{sn}", "delete", "").at(SN)),
              route(Route.get("/devices/{sn}/parameters", "parameters", "").at(SN))));

  private static Route route(Route.Builder builder) {
    return builder.handledBy(_ -> Response.empty(204));
  }

  @Test
  void aLiteralSegmentWinsOverANamedOne() throws Problem {
    assertThat(table.match("GET", "/devices/count").route().operation()).isEqualTo("count");
    assertThat(table.match("GET", "/devices/other").route().operation()).isEqualTo("get");
  }

  @Test
  void aNamedSegmentIsPercentDecodedOnce() throws Problem {
    assertThat(table.match("GET", "/devices/a%2Fb%20c%25d+e").path()).containsEntry("sn", "a/b c%d+e");
    assertThat(table.match("GET", "/devices/%C3%A4").path()).containsEntry("sn", "ä");
  }

  @Test
  void anEncodedLiteralIsTheLiteral() throws Problem {
    assertThat(table.match("GET", "/%64evices").route().operation()).isEqualTo("list");
  }

  @Test
  void anEmptySegmentNamesNothing() {
    assertThat(problem("GET", "/devices//parameters").status()).isEqualTo(404);
  }

  @Test
  void theRootIsARouteToo() throws Problem {
    assertThat(table.match("GET", "/").route().operation()).isEqualTo("root");
  }

  @Test
  void headIsServedByGet() throws Problem {
    assertThat(table.match("HEAD", "/devices").route().operation()).isEqualTo("list");
  }

  @Test
  void aWrongMethodSaysWhichAreAllowed() {
    Problem problem = problem("POST", "/devices/SN1");
    assertThat(problem.status()).isEqualTo(405);
    assertThat(problem.response().headers())
        .anySatisfy(
            h -> {
              assertThat(h.name()).isEqualTo("Allow");
              assertThat(h.value()).isEqualTo("DELETE, GET, HEAD");
            });
  }

  @Test
  void brokenPercentEncodingIsTheCallersMistake() {
    assertThat(problem("GET", "/devices/%4").status()).isEqualTo(400);
    assertThat(problem("GET", "/devices/%zz").status()).isEqualTo(400);
    assertThat(problem("GET", "/devices/%FF%FE").status()).isEqualTo(400);
  }

  @Test
  void anIdWithControlCharactersOrTooLongIsRefused() {
    assertThat(problem("GET", "/devices/a%00b").document().path("field").asText()).isEqualTo("sn");
    assertThat(problem("GET", "/devices/" + "a".repeat(17)).status()).isEqualTo(400);
  }

  @Test
  void aPathOfAThousandSegmentsIsNotFound() {
    assertThat(problem("GET", "/a".repeat(1000)).status()).isEqualTo(404);
  }

  @Test
  void twoRoutesForOneMethodAndPathAreRefusedAtStart() {
    Route one = route(Route.get("/a/{x}", "one", ""));
    Route two = route(Route.get("/a/{y}", "two", ""));
    assertThatThrownBy(() -> new RouteTable(List.of(one, two))).hasMessageContaining("/a/{y}");
  }

  private Problem problem(String method, String path) {
    return catchThrowableOfType(Problem.class, () -> table.match(method, path).check());
  }
}
