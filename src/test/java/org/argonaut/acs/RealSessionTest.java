package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.device.Command;
import org.argonaut.device.DeviceSettings;
import org.argonaut.device.Devices;
import org.argonaut.device.Outcome;
import org.argonaut.device.ShardedDevices;
import org.argonaut.store.Store;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bytes on the wire, device actors and database, all real. */
class RealSessionTest {
  private static ActorTestKit kit;
  private static ExecutorService blocking;
  private static Devices devices;
  private static DeviceEndpoint endpoint;

  @BeforeAll
  static void start() throws Exception {
    Config config =
        ConfigFactory.parseString(
                "argonaut { node.remote-port = 0, acs { bind = \"127.0.0.1\", port = 0, auth = none } }")
            .withFallback(TestDatabase.config())
            .withFallback(ConfigFactory.defaultOverrides())
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    kit = ActorTestKit.create("argonaut", config);
    blocking = Executors.newVirtualThreadPerTaskExecutor();
    Store store = Store.get(kit.system());
    await(store.ready());
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    AcsSettings settings = AcsSettings.from(config);
    AcsStats stats = new AcsStats();
    ConnectionRequests opener = new ConnectionRequests(settings.connectionRequest(), blocking, stats);
    devices = ShardedDevices.start(kit.system(), DeviceSettings.from(config), opener);
    endpoint = await(DeviceEndpoint.start(kit.system(), settings, devices, store, blocking, stats, Map.of()));
    await(endpoint.fileLinks());
  }

  @AfterAll
  static void stop() {
    endpoint.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
    kit.shutdownTestKit();
    blocking.shutdownNow();
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static RawHttp connect() throws Exception {
    return new RawHttp(endpoint.addresses().getFirst());
  }

  private static CompletableFuture<Outcome> execute(String sn, CpeMethod rpc, boolean wake) {
    Command command =
        new Command(
            UUID.randomUUID().toString(),
            rpc,
            Command.Priority.INTERACTIVE,
            Instant.now(),
            Instant.now().plusSeconds(20),
            false,
            false,
            wake,
            "test");
    return devices.execute(sn, command).toCompletableFuture();
  }

  private static String id(RawHttp.Answer rpc) {
    String body = rpc.body();
    int start = body.indexOf('>', body.indexOf("cwmp:ID")) + 1;
    return body.substring(start, body.indexOf('<', start));
  }

  @Test
  void aCommandReachesItsCpeAndItsAnswerTheCaller() throws Exception {
    try (RawHttp cpe = connect()) {
      assertThat(cpe.post("/", Soap.inform("00D09E", "R1", "1 BOOT")).status()).isEqualTo(200);
      CompletableFuture<Outcome> outcome = execute("R1", new CpeMethod.Reboot("k"), false);
      RawHttp.Answer rpc = cpe.post("/", "");
      while (rpc.status() == 204) { // the command was not there yet
        cpe.post("/", Soap.inform("00D09E", "R1"));
        rpc = cpe.post("/", "");
      }
      assertThat(rpc.body()).contains("Reboot");
      assertThat(cpe.post("/", Soap.rebootResponse(id(rpc))).status()).isEqualTo(204);
      assertThat(await(outcome)).isEqualTo(new Outcome.Done(new CpeAnswer.RebootResponse()));
    }
  }

  @Test
  void anAnswerThatCannotBeReadFailsItsCommandAndTheNextOneIsSent() throws Exception {
    try (RawHttp cpe = connect()) {
      cpe.post("/", Soap.inform("00D09E", "R2", "1 BOOT"));
      cpe.post("/", "");
      CompletableFuture<Outcome> first = execute("R2", new CpeMethod.GetRPCMethods(), false);
      CompletableFuture<Outcome> second = execute("R2", new CpeMethod.Reboot("k"), false);
      awaitQueued("R2", 2);
      cpe.post("/", Soap.inform("00D09E", "R2"));
      RawHttp.Answer rpc = cpe.post("/", "");
      assertThat(rpc.body()).contains("GetRPCMethods");
      rpc = cpe.post("/", "<broken");
      assertThat(rpc.body()).contains("Reboot");
      assertThat(cpe.post("/", Soap.rebootResponse(id(rpc))).status()).isEqualTo(204);
      assertThat(await(first)).isNotInstanceOf(Outcome.Done.class);
      assertThat(await(second)).isInstanceOf(Outcome.Done.class);
    }
  }

  private static void awaitQueued(String sn, int commands) {
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> await(devices.commands(sn)).size() == commands);
  }

  @Test
  void anEmptyPostInsteadOfAnAnswerFailsTheCommandAndTheSessionEnds() throws Exception {
    try (RawHttp cpe = connect()) {
      cpe.post("/", Soap.inform("00D09E", "R3", "1 BOOT"));
      cpe.post("/", "");
      CompletableFuture<Outcome> outcome = execute("R3", new CpeMethod.GetRPCMethods(), false);
      awaitQueued("R3", 1);
      cpe.post("/", Soap.inform("00D09E", "R3"));
      assertThat(cpe.post("/", "").body()).contains("GetRPCMethods");
      assertThat(cpe.post("/", "").status()).isEqualTo(204);
      assertThat(await(outcome)).isInstanceOf(Outcome.NoAnswer.class);
    }
  }

  @Test
  void twoDevicesWithOneSerialNumberAreBothServed() throws Exception {
    try (RawHttp one = connect();
        RawHttp two = connect()) {
      assertThat(one.post("/", Soap.inform("AAAAAA", "R4", "1 BOOT")).status()).isEqualTo(200);
      assertThat(one.post("/", "").status()).isEqualTo(204);
      assertThat(two.post("/", Soap.inform("BBBBBB", "R4", "1 BOOT")).status()).isEqualTo(200);
      assertThat(two.post("/", "").status()).isEqualTo(204);
      assertThat(await(devices.get("R4")).oui()).isEqualTo("AAAAAA");
      assertThat(await(devices.get("BBBBBB-R4")).oui()).isEqualTo("BBBBBB");
    }
  }

  @Test
  void aConnectionRequestBringsTheCpeToItsCommand() throws Exception {
    try (ScriptedCpe server = new ScriptedCpe(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      String inform =
          Soap.inform("00D09E", "R5", "1 BOOT")
              .replace("Device.DeviceInfo.SoftwareVersion", "Device.ManagementServer.ConnectionRequestURL")
              .replace(">1.0<", ">" + server.url("/cr") + "<");
      try (RawHttp cpe = connect()) {
        cpe.post("/", inform);
        assertThat(cpe.post("/", "").status()).isEqualTo(204);
      }
      CompletableFuture<Outcome> outcome = execute("R5", new CpeMethod.Reboot("k"), true);
      org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !server.requests.isEmpty());
      try (RawHttp cpe = connect()) {
        cpe.post("/", Soap.inform("00D09E", "R5", "6 CONNECTION REQUEST"));
        RawHttp.Answer rpc = cpe.post("/", "");
        assertThat(rpc.body()).contains("Reboot");
        cpe.post("/", Soap.rebootResponse(id(rpc)));
      }
      assertThat(await(outcome)).isInstanceOf(Outcome.Done.class);
      assertThat(List.copyOf(server.requests).getFirst()).startsWith("GET /cr HTTP/1.1");
    }
  }
}
