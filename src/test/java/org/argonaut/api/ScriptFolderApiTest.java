package org.argonaut.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptFolderApiTest {

  @Test
  void whatTheFolderKeepsIsNotChangedThroughTheApi(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("kept.lua"), "print('kept')");
    RunningApi api = new RunningApi(Map.of("argonaut.script.folder", folder.toString()));
    try {
      DocumentedClient client = new DocumentedClient(api);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(client.get("/api/v1/scripts/kept", 200).path("origin").asText()).isEqualTo("folder"));
      JsonNode problem = client.call("PUT", "/api/v1/scripts/kept", "text/x-lua", "print('mine')", 409);
      assertThat(problem.path("detail").asText()).contains(folder.toString());
      client.call("DELETE", "/api/v1/scripts/kept", null, null, 409);
      client.json("POST", "/api/v1/scripts/kept/stop", null, 409);
      client.json("POST", "/api/v1/scripts/kept/rollback?version=1", null, 409);
      client.call("PUT", "/api/v1/scripts/mine", "text/x-lua", "print('mine')", 201);
    } finally {
      api.close();
    }
  }
}
