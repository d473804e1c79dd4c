package org.argonaut.node.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.management.JMException;
import javax.management.ObjectName;
import org.argonaut.cpe.Fleet;
import org.argonaut.cpe.FleetOptions;
import org.argonaut.node.Main;
import org.argonaut.node.bench.load.LoadPlan;
import org.argonaut.node.bench.load.LoadRun;

/**
 * Main class of the processes that a benchmark starts, so that each one's CPU time and heap are its own.
 *
 * <p>It does what its arguments say and, beside that, what it is told on standard input, one request a line, answered by
 * one line on standard output that begins with {@link #MARK}. When standard input ends, so does the process: nothing is
 * left over when a benchmark is interrupted.
 */
public final class ChildMain {
  /** Begins each line meant for the parent; all others are for people. */
  static final String MARK = "@bench ";

  /** A node: {@code node PORT}; further arguments are the command line of Argonaut. */
  static final String NODE = "node";

  /** The baseline: {@code echo PORT}. */
  static final String ECHO = "echo";

  /** The load generator. */
  static final String LOAD = "load";

  /** Virtual CPEs: {@code fleet URL COUNT}. */
  static final String FLEET = "fleet";

  /** A USP controller that is asked what {@link UspController} answers. */
  static final String CONTROLLER = "controller";

  /** USP agents, {@link UspAgents}: {@code agents URL COUNT FIRST}. */
  static final String AGENTS = "agents";

  /** Request to a fleet: wait until all are registered; answers whether they are. */
  static final String REGISTERED = "registered";

  /** Request: collect all garbage, tell the bytes of heap in use. */
  static final String HEAP = "heap";

  /** Request: what is in the heap, by class. */
  static final String HISTOGRAM = "histogram";

  /** Request, followed by a {@link LoadPlan}: carry it out. */
  static final String RUN = "run";

  private static final ObjectMapper JSON = BenchJson.mapper();

  /** More than one, because references of a first collection free more in the next. */
  private static final int COLLECTIONS = 3;

  private static final Duration REGISTERED_LIMIT = Duration.ofMinutes(4);
  private static final double FLEET_RAMP_PER_SECOND = 200;

  private final PrintStream out;
  private final CompletableFuture<Fleet> fleet = new CompletableFuture<>();
  private final CompletableFuture<UspController> controller = new CompletableFuture<>();
  private final CompletableFuture<UspAgents> agents = new CompletableFuture<>();

  private ChildMain(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    var child = new ChildMain(System.out);
    Thread.ofPlatform().name("bench-control").daemon().start(child::obey);
    switch (arguments[0]) {
      case NODE -> Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
      case ECHO -> EchoServer.start(Integer.parseInt(arguments[1])).whenTerminated().toCompletableFuture().join();
      case LOAD -> waitForEver();
      case FLEET -> {
        child.fleet.complete(fleet(arguments[1], Integer.parseInt(arguments[2])));
        waitForEver();
      }
      case CONTROLLER -> {
        var controller = UspController.start();
        child.controller.complete(controller);
        controller.awaitEnd();
      }
      case AGENTS -> {
        child.agents.complete(
            UspAgents.start(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])));
        waitForEver();
      }
      default -> throw new IllegalArgumentException("no such child: " + arguments[0]);
    }
  }

  /** CPEs that call only when they are asked to. */
  private static Fleet fleet(String acsUrl, int count) throws IOException {
    return Fleet.start(
        FleetOptions.to(acsUrl)
            .count(count)
            .serialPrefix(Benchmark.PREFIX)
            .intervalSeconds((int) Duration.ofDays(1).toSeconds())
            .connectionRequestBind("127.0.0.1", 0)
            .connectionRequestHost("127.0.0.1")
            .rampPerSecond(FLEET_RAMP_PER_SECOND)
            .build());
  }

  private static void waitForEver() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void obey() {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        answer(line);
      }
    } catch (IOException | RuntimeException | JMException | InterruptedException e) {
      out.println(MARK + "failed: " + e);
      out.flush();
    }
    System.exit(0);
  }

  private void answer(String line) throws IOException, JMException, InterruptedException {
    var words = line.split(" ", 2);
    var result =
        switch (words[0]) {
          case HEAP -> heapInUse();
          case HISTOGRAM -> ClassHistogram.parse(histogramText());
          case REGISTERED -> fleet.join().awaitRegistered(REGISTERED_LIMIT);
          case RUN -> LoadRun.execute(JSON.readValue(words[1], LoadPlan.class));
          case UspController.GETS ->
              controller.join().gets(JSON.readValue(words[1], UspController.GetPlan.class));
          case UspController.EVENTS -> controller.join().events();
          case UspAgents.ON_BOARDED -> agents.join().awaitOnBoarded();
          case UspAgents.FLOOD -> agents.join().flood(JSON.readValue(words[1], UspAgents.FloodPlan.class));
          case UspAgents.COUNTS -> agents.join().counts();
          case UspAgents.END_FLOOD -> agents.join().endFlood();
          default -> throw new IllegalArgumentException("no such request: " + words[0]);
        };
    out.println(MARK + JSON.writeValueAsString(result));
    out.flush();
  }

  private static long heapInUse() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static String histogramText() throws JMException {
    var diagnostics = new ObjectName("com.sun.management:type=DiagnosticCommand");
    var none = new Object[] {new String[0]};
    var signature = new String[] {String[].class.getName()};
    return (String)
        ManagementFactory.getPlatformMBeanServer().invoke(diagnostics, "gcClassHistogram", none, signature);
  }
}
