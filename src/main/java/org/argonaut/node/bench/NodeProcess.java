package org.argonaut.node.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * One node with its embedded PostgreSQL, as {@code argonaut up} runs it: only ports, folders and the authentication of
 * devices (none) differ from the defaults.
 */
final class NodeProcess implements ServerUnderTest {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
  private static final Duration HEAP_LIMIT = Duration.ofMinutes(5);
  private static final int OK = 200;

  private final List<String> arguments;
  private final Testbed testbed;
  private final String name;
  private final String heap;
  private final int devicePort = Ports.free();
  private final int apiPort = Ports.free();
  private final String token = UUID.randomUUID().toString();
  private final Path data;
  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private ChildProcess process;

  /**
   * Starts and waits until it is ready.
   *
   * @param name of its log file and data folder
   * @param settings environment variables beside the usual ones
   */
  NodeProcess(Testbed testbed, String name, String heap, Map<String, String> settings) {
    this(testbed, name, heap, settings, List.of(ChildMain.NODE, "up"));
  }

  /** The same, run in another way: {@code arguments} are those of {@link ChildMain}. */
  NodeProcess(Testbed testbed, String name, String heap, Map<String, String> settings, List<String> arguments) {
    this.arguments = arguments;
    this.testbed = testbed;
    this.name = name;
    this.heap = heap;
    this.data = testbed.folder().resolve(name + "-data");
    environment.put("ARGONAUT_DEVICE_PORT", Integer.toString(devicePort));
    environment.put("ARGONAUT_API_PORT", Integer.toString(apiPort));
    environment.put("ARGONAUT_REMOTE_PORT", "0");
    environment.put("ARGONAUT_DATA_DIR", data.toString());
    environment.put("ARGONAUT_ADMIN_TOKEN", token);
    environment.put("ARGONAUT_CWMP_AUTH", "none");
    environment.putAll(settings);
    start();
  }

  private void start() {
    process = ChildProcess.start(name, testbed.folder(), heap, environment, arguments);
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady()) {
      process.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new BenchFailed("the " + name + " is not ready after " + START_LIMIT.toSeconds() + " s");
      }
      LockSupport.parkNanos(RETRY.toNanos());
    }
  }

  /** Stops it and starts it again on the same data: what it knew is known, nothing is in its memory. */
  void restart() {
    process.close();
    start();
  }

  /** {@code path} on the API port. */
  URI api(String path) {
    return URI.create("http://127.0.0.1:" + apiPort + path);
  }

  /** The bearer token of the API. */
  String token() {
    return token;
  }

  /** The value of a metric, or NaN when there is none of this name and labels. */
  double metric(String nameAndLabels) {
    return get("/metrics").body().lines()
        .filter(line -> line.startsWith(nameAndLabels + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Bytes of heap in use after full garbage collections. */
  long heapInUse() {
    return process.ask(ChildMain.HEAP, Long.class, HEAP_LIMIT);
  }

  /** Asks {@link ChildMain} in it, and waits. */
  <T> T ask(String request, Class<T> type, Duration limit) {
    return process.ask(request, type, limit);
  }

  ClassHistogram histogram() {
    return process.ask(ChildMain.HISTOGRAM, ClassHistogram.class, HEAP_LIMIT);
  }

  @Override
  public int devicePort() {
    return devicePort;
  }

  @Override
  public Duration serverCpu() {
    return Cpu.of(process.handle());
  }

  @Override
  public Duration databaseCpu() {
    return Cpu.of(databaseProcesses());
  }

  @Override
  public void close() {
    process.close();
  }

  private List<ProcessHandle> databaseProcesses() {
    var all = new ArrayList<ProcessHandle>();
    postmaster()
        .flatMap(ProcessHandle::of)
        .ifPresent(
            postmaster -> {
              all.add(postmaster);
              postmaster.descendants().forEach(all::add);
            });
    return all;
  }

  /** PostgreSQL keeps its process id in the first line of this file of its folder. */
  private Optional<Long> postmaster() {
    try (var files = Files.find(data, 3, (path, _) -> path.endsWith("postmaster.pid"))) {
      var file = files.findFirst();
      return file.isPresent()
          ? Optional.of(Long.parseLong(Files.readAllLines(file.get()).getFirst().strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new BenchFailed("cannot find the database's processes: " + e.getMessage(), e);
    }
  }

  private boolean isReady() {
    try {
      return get("/health/ready").statusCode() == OK;
    } catch (BenchFailed e) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) {
    var request =
        HttpRequest.newBuilder(api(path)).header("Authorization", "Bearer " + token).timeout(REQUEST_LIMIT).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new BenchFailed("the " + name + " does not answer " + path + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailed("interrupted", e);
    }
  }
}
