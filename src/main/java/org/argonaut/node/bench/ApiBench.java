package org.argonaut.node.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.Fleet;
import org.argonaut.node.bench.BenchReport.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code argonaut bench api}. */
@Command(
    name = "api",
    mixinStandardHelpOptions = true,
    description = {
      "GetParameterValues through the HTTP API: connection request, session, RPC, answer. Beside it the same reads by the "
          + "least an ACS can do, which is what the CPE and the wire take; the difference is Argonaut's own."
    })
final class ApiBench extends Benchmark {
  private static final double TARGET_OVERHEAD_MILLIS = 10;
  private static final String PARAMETER = "Device.DeviceInfo.SoftwareVersion";
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(40);
  private static final int OK = 200;
  private static final int SHOWN = 200;

  @Option(
      names = "--cpes",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Virtual CPEs for each side (default: ${DEFAULT-VALUE}). Reads go from one to the next, so that each "
          + "needs a connection request.")
  private int cpes;

  @Option(
      names = "--callers",
      paramLabel = "N",
      defaultValue = "50",
      description = "Callers at once, beside a measurement with one (default: ${DEFAULT-VALUE}).")
  private int callers;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Length of a round for each side (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = "Load on each side before the first round (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "2g", description = "Of the node (default: ${DEFAULT-VALUE}).")
  private String heap;

  /** One way to read parameters, and what is to be measured of it. */
  private record Side(String name, RequestLoad load, NodeProcess node, FleetProcess fleet) {
    Cpu cpu() {
      return node == null
          ? new Cpu(Duration.ZERO, Duration.ZERO, fleet.cpu())
          : new Cpu(node.serverCpu(), node.databaseCpu(), fleet.cpu());
    }

    Measurement measure(int callers, int seconds) {
      var before = cpu();
      var result = load.run(callers, Duration.ofSeconds(seconds));
      return new Measurement(result, cpu().minus(before));
    }
  }

  @Override
  BenchReport measure(Testbed testbed) {
    testbed.say("starting the node and %,d virtual CPEs for each side ...", cpes);
    var node = testbed.with(new NodeProcess(testbed, "node", heap, Map.of()));
    var bare = testbed.with(new BareAcs());
    var nodeFleet = testbed.with(new FleetProcess(testbed, "cpes", node.devicePort(), cpes));
    var bareFleet = testbed.with(new FleetProcess(testbed, "cpes-bare", bare.port(), cpes));
    nodeFleet.awaitRegistered();
    bareFleet.awaitRegistered();
    var client = testbed.with(HttpClient.newHttpClient());
    var sides =
        List.of(
            new Side("bare", new RequestLoad(cpes, cpe -> bare.read(serial(cpe), PARAMETER)), null, bareFleet),
            new Side("Argonaut", new RequestLoad(cpes, cpe -> read(client, node, serial(cpe))), node, nodeFleet));
    testbed.say("warming up ...");
    sides.forEach(side -> side.measure(callers, warmUp));
    return report(measure(testbed, sides, 1), measure(testbed, sides, callers));
  }

  /** All sides in turns. */
  private List<Measurement> measure(Testbed testbed, List<Side> sides, int callersAtOnce) {
    var measured = new ArrayList<>(sides.stream().map(_ -> Measurement.NOTHING).toList());
    for (int i = 0; i < rounds; i++) {
      for (int s = 0; s < sides.size(); s++) {
        measured.set(s, measured.get(s).then(sides.get(s).measure(callersAtOnce, seconds)));
      }
    }
    testbed.say(
        "%d at once: %,.0f and %,.0f reads/s",
        callersAtOnce, measured.get(0).sessionsPerSecond(), measured.get(1).sessionsPerSecond());
    return measured;
  }

  private BenchReport report(List<Measurement> serial, List<Measurement> together) {
    var rows =
        List.of(
            serial.get(0).as("bare, one caller"),
            serial.get(1).as("Argonaut, one caller"),
            together.get(0).as("bare, %d callers".formatted(callers)),
            together.get(1).as("Argonaut, %d callers".formatted(callers)));
    var results =
        List.of(
            Result.atMost(TARGET_OVERHEAD_MILLIS, "p50 overhead, one caller", overhead(serial, 0.5), "ms"),
            Result.plain("p99 overhead, one caller", overhead(serial, 0.99), "ms"),
            Result.plain("p50 overhead, %d callers".formatted(callers), overhead(together, 0.5), "ms"),
            Result.plain("p99 overhead, %d callers".formatted(callers), overhead(together, 0.99), "ms"));
    return new BenchReport(
        "api",
        BenchReport.thisMachine(),
        "%,d virtual CPEs for each side, %d rounds of %d s; generator: the virtual CPEs".formatted(cpes, rounds, seconds),
        rows,
        results,
        null,
        List.of());
  }

  private static double overhead(List<Measurement> bareAndNode, double share) {
    return (quantile(bareAndNode.get(1), share) - quantile(bareAndNode.get(0), share)) / 1e3;
  }

  private static double quantile(Measurement measurement, double share) {
    return measurement.load().latency().quantileMicros(share);
  }

  private static String serial(int cpe) {
    return Fleet.serial(PREFIX, cpe + 1);
  }

  private static void read(HttpClient client, NodeProcess node, String sn) throws IOException, InterruptedException {
    var path = "/api/v1/devices/" + URLEncoder.encode(sn, StandardCharsets.UTF_8) + "/cwmp";
    var request =
        HttpRequest.newBuilder(node.api(path))
            .header("Authorization", "Bearer " + node.token())
            .header("Content-Type", "application/json")
            .timeout(REQUEST_LIMIT)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"rpc\":\"GetParameterValues\",\"names\":[\"" + PARAMETER + "\"]}"))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != OK || !answer.body().contains(PARAMETER)) {
      throw new IOException(
          "status " + answer.statusCode() + ": " + answer.body().substring(0, Math.min(SHOWN, answer.body().length())));
    }
  }
}
