package org.argonaut.node.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.Fleet;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.node.bench.BenchReport.Result;
import org.argonaut.profile.HookTimer;
import org.argonaut.profile.ProfileFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code argonaut bench profile}. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "What device profiles cost: a call of a hook, what GET .../resources/radio takes beyond a raw GetParameterValues of the "
          + "same objects in the same run, and the heap of many devices with a profile each."
    })
final class ProfilesBench extends Benchmark {
  private static final double TARGET_CALL_MICROS = 100;
  private static final double TARGET_ADDED_MILLIS = 5;
  private static final double TARGET_HEAP_MB = 200;

  private static final int CALLS = 20_000;
  private static final String RADIO = "Device.WiFi.Radio.";
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(40);
  private static final int SHOWN = 200;

  @Option(
      names = "--profiles",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Devices, each with a model and a profile of its own (default: ${DEFAULT-VALUE}).")
  private int profiles;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Length of a round for each side (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "2g", description = "Of the node (default: ${DEFAULT-VALUE}).")
  private String heap;

  /** The node's API, from one caller after the other. */
  private record Api(NodeProcess node, HttpClient client) {

    void read(int cpe) throws IOException, InterruptedException {
      expect(cpe, "POST", "/cwmp", "application/json", "{\"rpc\":\"GetParameterValues\",\"names\":[\"" + RADIO + "\"]}");
    }

    void radio(int cpe) throws IOException, InterruptedException {
      expect(cpe, "GET", "/resources/radio", null, null);
    }

    void expect(int cpe, String method, String path, String type, String body) throws IOException, InterruptedException {
      var sn = URLEncoder.encode(Fleet.serial(PREFIX, cpe + 1), StandardCharsets.UTF_8);
      send("/api/v1/devices/" + sn + path, method, type, body);
    }

    void send(String path, String method, String type, String body) throws IOException, InterruptedException {
      var request =
          HttpRequest.newBuilder(node.api(path))
              .header("Authorization", "Bearer " + node.token())
              .timeout(REQUEST_LIMIT)
              .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (type != null) {
        request.header("Content-Type", type);
      }
      var answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            "status " + answer.statusCode() + ": " + answer.body().substring(0, Math.min(SHOWN, answer.body().length())));
      }
    }
  }

  @Override
  BenchReport measure(Testbed testbed) {
    var results = new ArrayList<Result>();
    testbed.say("calling hooks ...");
    hooks(results);
    testbed.say("starting the node and %,d virtual CPEs ...", profiles);
    var node = testbed.with(new NodeProcess(testbed, "node", heap, Map.of()));
    var fleet = testbed.with(new FleetProcess(testbed, "cpes", node.devicePort(), profiles));
    fleet.awaitRegistered();
    var api = new Api(node, testbed.with(HttpClient.newHttpClient()));
    var raw = Measurement.NOTHING;
    var resource = Measurement.NOTHING;
    var sides = List.of(new RequestLoad(profiles, api::read), new RequestLoad(profiles, api::radio));
    testbed.say("warming up ...");
    sides.forEach(side -> side.run(1, Duration.ofSeconds(2L * seconds)));
    for (int i = 0; i < rounds; i++) {
      raw = raw.then(new Measurement(sides.get(0).run(1, Duration.ofSeconds(seconds)), Cpu.NONE));
      resource = resource.then(new Measurement(sides.get(1).run(1, Duration.ofSeconds(seconds)), Cpu.NONE));
    }
    results.add(Result.atMost(TARGET_ADDED_MILLIS, "GET radio beyond GetParameterValues, p50", added(raw, resource, 0.5), "ms"));
    results.add(Result.plain("GET radio beyond GetParameterValues, p99", added(raw, resource, 0.99), "ms"));
    results.add(Result.atMost(TARGET_HEAP_MB, "heap of %,d bound profiles".formatted(profiles), heapOfProfiles(testbed, api), "MB"));
    return new BenchReport(
        "profile",
        BenchReport.thisMachine(),
        "%,d virtual CPEs, one caller, %d rounds of %d s for each side".formatted(profiles, rounds, seconds),
        List.of(raw.as("GetParameterValues of " + RADIO), resource.as("GET radio")),
        results,
        null,
        List.of());
  }

  private static void hooks(List<Result> results) {
    try {
      results.add(Result.plain("call of an empty hook, median", HookTimer.ofNothing().call(CALLS), "us"));
      var builtIn = HookTimer.ofBuiltIn(answer());
      results.add(Result.atMost(TARGET_CALL_MICROS, "call of get_radio, median", builtIn.call(CALLS), "us"));
      results.add(Result.plain("radio of two radios, both hooks and JSON, median", builtIn.resource(CALLS), "us"));
    } catch (ProfileFailure e) {
      throw new BenchFailed("a hook failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailed("interrupted", e);
    }
  }

  /** Two radios with as many parameters as routers have. */
  private static List<ParameterValue> answer() {
    var values = new ArrayList<ParameterValue>();
    for (int radio = 1; radio <= 2; radio++) {
      var path = RADIO + radio + ".";
      values.add(new ParameterValue(path + "Enable", "1", "xsd:boolean"));
      values.add(new ParameterValue(path + "Name", "wl" + radio, "xsd:string"));
      values.add(new ParameterValue(path + "Channel", "36", "xsd:unsignedInt"));
      values.add(new ParameterValue(path + "PossibleChannels", "1-13,36,40,44,48", "xsd:string"));
      values.add(new ParameterValue(path + "OperatingFrequencyBand", "5GHz", "xsd:string"));
      values.add(new ParameterValue(path + "OperatingStandards", "n,ac,ax", "xsd:string"));
      values.add(new ParameterValue(path + "TransmitPower", "100", "xsd:int"));
      for (int other = 0; other < 40; other++) {
        values.add(new ParameterValue(path + "Stats.Other" + other, "123456", "xsd:unsignedInt"));
      }
    }
    return values;
  }

  private static double added(Measurement raw, Measurement resource, double share) {
    return (resource.load().latency().quantileMicros(share) - raw.load().latency().quantileMicros(share)) / 1e3;
  }

  /** Megabytes that came when every device was given a profile, as long as the built-in one, that served a resource. */
  private double heapOfProfiles(Testbed testbed, Api api) {
    long before = MemoryBench.heapAtRest(testbed, api.node());
    testbed.say("giving each device a profile ...");
    try {
      for (int i = 0; i < profiles; i++) {
        var model = "BENCH-" + i;
        api.send("/api/v1/profiles/" + model + "/cwmp", "PUT", "text/x-lua", HookTimer.source());
        api.expect(i, "PATCH", "", "application/json", "{\"model\":\"" + model + "\"}");
        api.radio(i);
      }
    } catch (IOException e) {
      throw new BenchFailed("the node did not take a profile or serve it: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailed("interrupted", e);
    }
    return (MemoryBench.heapAtRest(testbed, api.node()) - before) / 1e6;
  }
}
