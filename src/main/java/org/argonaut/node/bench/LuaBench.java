package org.argonaut.node.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.argonaut.node.bench.BenchReport.Result;
import org.argonaut.node.bench.load.LoadPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code argonaut bench lua}. */
@Command(
    name = "lua",
    mixinStandardHelpOptions = true,
    description = {
      "What scripts cost: callbacks a second beside many that wait, memory of waiting callbacks, the start of a script, and "
          + "the time from an Inform to the first line of its callback on a node under load."
    })
final class LuaBench extends Benchmark {
  private static final double TARGET_CALLBACKS = 20_000;
  private static final double TARGET_WAITING_MB = 300;
  private static final double TARGET_START_MILLIS = 50;
  private static final double TARGET_LATENCY_MILLIS = 20;

  private static final Duration CALLBACK_ROUND = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int DEVICES = 5000;
  private static final int STARTS = 20;

  private static final Pattern DELAYS = Pattern.compile("delays n=(\\d+) p50=([0-9.]+) p99=([0-9.]+) max=([0-9.]+)");
  private static final Pattern STARTED = Pattern.compile("started at ([0-9.]+)");

  @Mixin private LoadOptions load;

  @Option(
      names = "--waiting",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Callbacks that wait, for their memory (default: ${DEFAULT-VALUE}).")
  private int waiting;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Events a second for the latency (default: ${DEFAULT-VALUE}).")
  private int eventsPerSecond;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "Length of the load with events (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "2g", description = "Of the node (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Override
  BenchReport measure(Testbed testbed) {
    List<Result> results = new ArrayList<>();
    testbed.say("callbacks beside 1,000 that wait ...");
    try (var callbacks = new LuaCallbacks()) {
      callbacks.haveWaiting(1000);
      callbacks.callsPerCpuSecond(CALLBACK_ROUND); // warm
      results.add(
          Result.atLeast(
              TARGET_CALLBACKS, "empty callbacks per second and core, 1,000 waiting", callbacks.callsPerCpuSecond(CALLBACK_ROUND), ""));
    }
    testbed.say("%,d waiting callbacks ...", waiting);
    try (var callbacks = new LuaCallbacks()) {
      double megabytes = callbacks.heapOfWaiting(waiting) / 1e6;
      results.add(Result.atMost(TARGET_WAITING_MB, "heap of %,d waiting callbacks".formatted(waiting), megabytes, "MB"));
    }
    testbed.say("starting the node ...");
    var node = testbed.with(new NodeProcess(testbed, "node", heap, Map.of()));
    var api = new ScriptApi(node);
    results.add(Result.atMost(TARGET_START_MILLIS, "from PUT to a script's first line, median", api.medianStartMillis(), "ms"));
    var row = latency(testbed, node, api, results);
    return new BenchReport(
        "lua",
        BenchReport.thisMachine(),
        "%,d devices, %,d events a second for %d s".formatted(DEVICES, eventsPerSecond, seconds),
        List.of(row),
        results,
        null,
        warnings(load, List.of(row)));
  }

  private Measurement.Row latency(Testbed testbed, NodeProcess node, ScriptApi api, List<Result> results) {
    var generator = testbed.with(new LoadProcess(testbed));
    register(testbed, node, generator, load, 0, DEVICES);
    api.put("latency", listener(eventsPerSecond * seconds * 9 / 10));
    api.awaitListeners("latency");
    testbed.say("%,d events a second ...", eventsPerSecond);
    testbed.measure(node, generator, plan(node)); // warm
    api.awaitDelays(1);
    var measured = testbed.measure(node, generator, plan(node));
    var delays = DELAYS.matcher(api.awaitDelays(2));
    if (!delays.find()) {
      throw new BenchFailed("the script did not tell its delays");
    }
    results.add(Result.plain("from Inform to its callback's first line, p50", Double.parseDouble(delays.group(2)), "ms"));
    results.add(
        Result.atMost(
            TARGET_LATENCY_MILLIS, "from Inform to its callback's first line, p99", Double.parseDouble(delays.group(3)), "ms"));
    return measured.as("%,d events a second".formatted(eventsPerSecond));
  }

  /** Measures from within: how late each callback was, told when there are so many. */
  private static String listener(int events) {
    return """
        local delays = {}
        listen_to_cwmp_event("1", "*", function(ev)
          delays[#delays + 1] = now() - ev.time
        end, 64)
        schedule(1, function()
          if #delays >= %d then
            table.sort(delays)
            local n = #delays
            print(string.format("delays n=%%d p50=%%.3f p99=%%.3f max=%%.3f", n, delays[math.ceil(n * 0.5)] * 1000,
              delays[math.ceil(n * 0.99)] * 1000, delays[n] * 1000))
            delays = {}
          end
        end)
        """
        .formatted(events);
  }

  private LoadPlan plan(NodeProcess node) {
    return load.plan(node.devicePort(), BOOT, PREFIX, 0, DEVICES, seconds).paced(eventsPerSecond);
  }

  /** Scripts of the node, over the API. */
  private static final class ScriptApi {
    private final NodeProcess node;
    private final HttpClient http = HttpClient.newHttpClient();

    ScriptApi(NodeProcess node) {
      this.node = node;
    }

    double medianStartMillis() {
      var millis = new ArrayList<Double>();
      for (int i = 0; i < STARTS; i++) {
        var name = "start-" + i;
        long before = System.currentTimeMillis();
        put(name, "print(string.format('started at %.3f', now()))");
        var line = STARTED.matcher(awaitLog(name, STARTED, 1));
        if (line.find()) {
          millis.add(Double.parseDouble(line.group(1)) * 1000 - before);
        }
      }
      millis.sort(null);
      return millis.get(millis.size() / 2);
    }

    void put(String name, String source) {
      var answer = send("PUT", "/api/v1/scripts/" + name, source);
      if (answer.statusCode() / 100 != 2) {
        throw new BenchFailed("the node did not take the script: " + answer.body());
      }
    }

    void awaitListeners(String name) {
      await("the listener of " + name, () -> send("GET", "/api/v1/scripts/" + name, null).body().contains("cwmp-event"));
    }

    /** The log from the n-th line with delays on. */
    String awaitDelays(int n) {
      return awaitLog("latency", DELAYS, n);
    }

    private String awaitLog(String name, Pattern line, int n) {
      var found = new String[1];
      await(
          "line " + n + " of " + name,
          () -> {
            var log = send("GET", "/api/v1/scripts/" + name + "/log?limit=1000", null).body();
            var matching = log.lines().filter(text -> line.matcher(text).find()).toList();
            found[0] = matching.size() >= n ? matching.get(n - 1) : null;
            return found[0] != null;
          });
      return found[0];
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          throw new BenchFailed(what + " did not come within " + PATIENCE.toSeconds() + " s");
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }

    private HttpResponse<String> send(String method, String path, String lua) {
      var body = lua == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(lua);
      var request =
          HttpRequest.newBuilder(node.api(path))
              .header("Authorization", "Bearer " + node.token())
              .header("Content-Type", "text/x-lua")
              .timeout(PATIENCE)
              .method(method, body)
              .build();
      try {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 500) {
          throw new BenchFailed(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
      } catch (IOException e) {
        throw new BenchFailed("the node does not answer " + path + ": " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BenchFailed("interrupted", e);
      }
    }
  }
}
