package org.argonaut.script.functions;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.Fleet;
import org.argonaut.cpe.VirtualCpe;
import org.argonaut.script.Scripts;
import org.argonaut.store.DeviceFilter;
import org.argonaut.store.DeviceRow;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.ScriptLogRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example scripts, as they are but for their addresses and times, on a real node with virtual CPEs. */
class ExampleScriptsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static ScriptWorld world;

  @BeforeAll
  static void start() {
    world = ScriptWorld.start(Map.of("argonaut.script.http.allow", List.of("127.0.0.1")));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Scripts scripts() {
    return world.node().scripts();
  }

  /** Runs an example until it listens; each pair of replacements is a text of it and what stands for it here. */
  private static void run(String name, String... replacements) throws Exception {
    String source = Files.readString(Path.of("lua/examples/" + name + ".lua"));
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(source).contains(replacements[i]);
      source = source.replace(replacements[i], replacements[i + 1]);
    }
    get(scripts().change(ScriptChange.content(name, source, "api", "test")));
  }

  private static void awaitListener(String name) {
    await().atMost(PATIENCE).until(() -> !get(scripts().get(name)).status().listeners().isEmpty());
  }

  private static List<String> log(String name) {
    return get(scripts().lastLines(name, null, 1000)).stream().map(ScriptLogRow::text).toList();
  }

  private static void awaitLine(String name, String part) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(log(name)).as("log of " + name).anyMatch(line -> line.contains(part)));
  }

  private static VirtualCpe only(Fleet fleet) {
    return fleet.all().iterator().next();
  }

  @Test
  void newCpesGetTheirWifi() throws Exception {
    run("wifi-on-bootstrap");
    awaitListener("wifi-on-bootstrap");
    VirtualCpe cpe = only(world.powerOn(world.cpes("WIFI").count(1)));

    awaitLine("wifi-on-bootstrap", cpe.serial() + " is set up as Home-0001");

    assertThat(cpe.value("Device.WiFi.SSID.1.SSID")).isEqualTo("Home-0001");
    assertThat(cpe.value("Device.WiFi.AccessPoint.1.Security.KeyPassphrase")).hasSize(16);
  }

  @Test
  void aLineThatChangesItsAddressTooOftenIsReported() throws Exception {
    run("value-change-report");
    awaitListener("value-change-report");
    VirtualCpe cpe = only(world.powerOn(world.cpes("LINE").count(1)));
    String address = "Device.IP.Interface.1.IPv4Address.1.IPAddress";
    String notification =
        "return get_parameter_attributes('%s', {'%s'}).attributes[1].notification".formatted(cpe.serial(), address);
    await()
        .atMost(PATIENCE)
        .until(() -> world.run(notification).result().equals(2L));

    for (int i = 1; i <= 4; i++) {
      cpe.setLocally(address, "203.0.113." + i);
      awaitLine("value-change-report", "203.0.113." + i);
    }

    awaitLine("value-change-report", cpe.serial() + ": 4 addresses within the hour, now 203.0.113.4");
  }

  @Test
  void firmwareIsRolledOutInWaves() throws Exception {
    putFile("fw-2.0.bin?type=1%20Firmware%20Upgrade%20Image&version=2.0", "firmware 2.0");
    world.powerOn(world.cpes("ROLL").count(7));
    DeviceFilter online = new DeviceFilter("ROLL", DeviceRow.ONLINE, null, null, null);
    await().atMost(PATIENCE).until(() -> get(world.node().store().devices().count(online)) == 7);
    run("firmware-rollout", "sleep(2)", "sleep(0.1)", "{ status = 2,", "{ q = 'ROLL', status = 2,");

    awaitLine("firmware-rollout", "done: no CPE of AR-5200 is left to upgrade");

    assertThat(log("firmware-rollout")).contains("wave 1: 5 CPEs", "wave 2: 2 CPEs", "ROLL000007 runs 2.0");
  }

  @Test
  void thePppoeAccountComesFromTheServiceOfTheIsp() throws Exception {
    HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    service.createContext(
        "/subscribers/",
        exchange -> {
          byte[] account = "{\"username\":\"line-7@isp.example\",\"password\":\"p&ss\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, account.length);
          exchange.getResponseBody().write(account);
          exchange.close();
        });
    service.start();
    try {
      run("pppoe-provisioning", "127.0.0.1:9000", "127.0.0.1:" + service.getAddress().getPort());
      awaitListener("pppoe-provisioning");
      VirtualCpe cpe = only(world.powerOn(world.cpes("PPPOE").count(1)));

      awaitLine("pppoe-provisioning", cpe.serial() + " is line-7@isp.example");

      assertThat(cpe.value("Device.PPP.Interface.1.Username")).isEqualTo("line-7@isp.example");
      assertThat(cpe.value("Device.PPP.Interface.1.Password")).isEqualTo("p&ss");
    } finally {
      service.stop(0);
    }
  }

  @Test
  void everyCpeUploadsItsConfigurationEachNight() throws Exception {
    world.powerOn(world.cpes("SAVE").count(2));

    run("nightly-backup", "\"0 3 * * *\"", "1");

    awaitLine("nightly-backup", "SAVE000002: kept");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                get(world.node().store().files().list(1000, null)).items().stream()
                    .anyMatch(file -> file.name().startsWith("uploads/backup/SAVE000002/")));
    get(scripts().delete("nightly-backup", "test"));
  }

  private static void putFile(String nameAndQuery, String content) throws Exception {
    URI url = world.node().apiUrl().resolve("/api/v1/files/" + nameAndQuery);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(url)
                  .timeout(PATIENCE)
                  .header("Authorization", "Bearer secret-for-tests")
                  .PUT(HttpRequest.BodyPublishers.ofString(content))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }
  }
}
