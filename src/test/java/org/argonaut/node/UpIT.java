package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node on its own database, as an operator starts, stops and kills it. */
class UpIT {
  private static final Duration STOP = Duration.ofSeconds(90);
  private static final int BY_SIGTERM = 128 + 15;

  @TempDir Path folder;

  @Test
  void theFirstStartMakesATokenThatOnlyItsOwnerCanReadAndShowsItOnce() throws Exception {
    try (var node = NodeProcess.of(folder, Map.of("ARGONAUT_ADMIN_TOKEN", ""), "up").start()) {
      var file = folder.resolve("data/admin-token");
      var token = Files.readString(file).strip();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
      assertThat(node.printed())
          .contains(token, node.deviceUrl().toString(), node.apiUrl() + "api/v1", file.toString());
      assertThat(node.log()).doesNotContain(token);
      assertThat(statusWith(node, token)).isEqualTo(200);
      assertThat(statusWith(node, "another")).isEqualTo(401);

      node.terminate();
      node.awaitEnd(STOP);
      node.start();
      assertThat(node.printed()).doesNotContain(token).contains(file.toString());
      assertThat(statusWith(node, token)).isEqualTo(200);
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAfterKillMinusNine() {
    try (var node = NodeProcess.of(folder, Map.of(), "up").start()) {
      assertThat(node.send("PUT", "/api/v1/devices/A1", "{\"alias\":\"kept\"}").statusCode()).isBetween(200, 201);
      node.kill();
      node.start();
      assertThat(node.get("/api/v1/devices/A1").body()).contains("kept");
    }
  }

  @Test
  void sigtermEndsItInOrder() {
    try (var node = NodeProcess.of(folder, Map.of(), "up").start()) {
      node.terminate();
      assertThat(node.awaitEnd(STOP)).isEqualTo(BY_SIGTERM);
      assertThat(node.log()).contains("stopping").doesNotContain("ERROR");
    }
  }

  @Test
  void aPortInUseIsToldInOneLineWithItsSetting() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());
      for (var variable : new String[] {"ARGONAUT_DEVICE_PORT", "ARGONAUT_API_PORT", "ARGONAUT_REMOTE_PORT"}) {
        var node = NodeProcess.of(folder.resolve(variable), Map.of(variable, port), "up").launch();
        assertThat(node.awaitEnd(STOP)).isEqualTo(1);
        assertThat(node.log().lines().filter(line -> line.startsWith("argonaut: ")))
            .singleElement()
            .asString()
            .contains(port, variable);
        assertThat(node.log()).doesNotContain("\tat ");
      }
    }
  }

  @Test
  void aSecondNodeOnTheSameDataSaysSo() {
    try (var node = NodeProcess.of(folder, Map.of(), "up").start()) {
      var data = folder.resolve("data").toString();
      var second = NodeProcess.of(folder.resolve("second"), Map.of("ARGONAUT_DATA_DIR", data), "up").launch();
      assertThat(second.awaitEnd(STOP)).isEqualTo(1);
      assertThat(second.log().lines().filter(line -> line.startsWith("argonaut: ")))
          .singleElement()
          .asString()
          .contains(data);
      assertThat(node.ready()).isTrue();
    }
  }

  @Test
  void wrongSettingsEndItWithStatusTwo() {
    var wrong =
        Map.of(
            "ARGONAUT_DB_URL", "mysql://x",
            "ARGONAUT_SEEDS", "127.0.0.1:1",
            "ARGONAUT_CWMP_AUTH", "maybe");
    wrong.forEach(
        (variable, value) -> {
          var node = NodeProcess.of(folder.resolve(variable), Map.of(variable, value), "up").launch();
          assertThat(node.awaitEnd(STOP)).as(variable).isEqualTo(2);
          assertThat(node.log().lines().filter(line -> line.startsWith("argonaut: "))).as(variable).hasSize(1);
          assertThat(node.log()).doesNotContain("\tat ");
        });
  }

  private static int statusWith(NodeProcess node, String token) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(node.apiUrl().resolve("/api/v1/devices"))
            .header("Authorization", "Bearer " + token)
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
