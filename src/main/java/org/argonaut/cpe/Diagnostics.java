package org.argonaut.cpe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.argonaut.cpe.diagnostics.LookupRequest;
import org.argonaut.cpe.diagnostics.LookupTest;
import org.argonaut.cpe.diagnostics.Outcome;
import org.argonaut.cpe.diagnostics.PingRequest;
import org.argonaut.cpe.diagnostics.PingTest;
import org.argonaut.cpe.diagnostics.TraceRequest;
import org.argonaut.cpe.diagnostics.TraceTest;
import org.argonaut.cpe.diagnostics.TransferRequest;
import org.argonaut.cpe.diagnostics.TransferTest;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests that run when their DiagnosticsState is set to Requested and end with 8 DIAGNOSTICS COMPLETE (TR-181, TR-143). They
 * begin when the session that asked is over; setting anything of a test meanwhile ends it, and so does a boot.
 */
final class Diagnostics {
  private static final Logger LOG = LoggerFactory.getLogger(Diagnostics.class);
  private static final String STATE = "DiagnosticsState";
  private static final String REQUESTED = "Requested";
  private static final long MOST_SENT = 1L << 30;

  private final VirtualCpe cpe;
  private final Surroundings surroundings;
  private final Tree tree;
  private final DiagnosticsResults results;
  private Map<String, Thread> running = Map.of();

  /** A test with its arguments; what it gives puts its results into the tree. */
  @FunctionalInterface
  private interface Test {
    Result run() throws InterruptedException;
  }

  /** Puts results into the tree and says how the test ended. */
  @FunctionalInterface
  private interface Result {
    Outcome keep();
  }

  Diagnostics(VirtualCpe cpe, Surroundings surroundings, Tree tree) {
    this.cpe = cpe;
    this.surroundings = surroundings;
    this.tree = tree;
    this.results = new DiagnosticsResults(tree);
  }

  /** The ACS has set these parameters: starts what was requested, and stops what other settings outdate. */
  void settingsChanged(Set<String> paths) {
    Set<String> touched = new HashSet<>();
    for (String path : paths) {
      String parent = path.substring(0, path.lastIndexOf('.') + 1);
      Place place = tree.find(parent);
      if (place != null && place.node() instanceof ObjectNode object && object.diagnostic() && touched.add(parent)) {
        touched(parent, paths.contains(parent + STATE));
      }
    }
  }

  private void touched(String path, boolean state) {
    stop(path);
    if (state && REQUESTED.equals(tree.get(path + STATE))) {
      cpe.whenIdle(() -> surroundings.after(surroundings.settings().diagnosticsTime(), () -> start(path)));
    } else {
      tree.set(path + STATE, "None");
    }
  }

  private void stop(String path) {
    Thread thread = running.get(path);
    if (thread != null) {
      running.remove(path);
      thread.interrupt();
    }
  }

  /** What was asked for or ran is forgotten. */
  void booted() {
    new ArrayList<>(running.keySet()).forEach(this::stop);
    for (Map.Entry<String, String> change : tree.changes().entrySet()) {
      if (change.getKey().endsWith("." + STATE) && REQUESTED.equals(change.getValue())) {
        tree.set(change.getKey(), "None");
      }
    }
  }

  private void start(String path) {
    surroundings.runConnected(
        () -> {
          Test test;
          synchronized (cpe) {
            if (!REQUESTED.equals(tree.get(path + STATE)) || running.containsKey(path)) {
              return; // stopped meanwhile, or asked for twice
            }
            if (running.isEmpty()) {
              running = new HashMap<>(2);
            }
            running.put(path, Thread.currentThread());
            test = test(path);
          }
          run(path, test);
        });
  }

  private void run(String path, Test test) {
    Result result;
    try {
      result = test.run();
    } catch (InterruptedException e) {
      return; // stopped; whoever did that has set the state
    } catch (RuntimeException e) {
      LOG.error("{}: {} failed by a mistake of the virtual CPE", cpe.serial(), path, e);
      result = () -> Outcome.INTERNAL;
    }
    synchronized (cpe) {
      if (!running.remove(path, Thread.currentThread())) {
        return; // stopped in the last moment
      }
      tree.set(path + STATE, results.state(path + STATE, result.keep()));
    }
    cpe.informNow(Outbox.DIAGNOSTICS_COMPLETE);
  }

  private Test test(String path) {
    String name = ((ObjectNode) tree.find(path).node()).name();
    return switch (name) {
      case "IPPing", "IPPingDiagnostics" -> ping(path);
      case "TraceRoute", "TraceRouteDiagnostics" -> trace(path);
      case "NSLookupDiagnostics" -> lookup(path);
      case "NeighboringWiFiDiagnostic" -> () -> () -> results.neighbours(path, cpe.serial());
      case "DownloadDiagnostics" -> transfer(path, true);
      case "UploadDiagnostics" -> transfer(path, false);
      default -> () -> () -> Outcome.INTERNAL;
    };
  }

  private Test ping(String path) {
    PingRequest request =
        new PingRequest(
            text(path + "Host"),
            text(path + "ProtocolVersion"),
            (int) number(path + "NumberOfRepetitions", 3, PingRequest.MOST),
            Duration.ofMillis(number(path + "Timeout", 1000, 60_000)));
    return () -> {
      var result = PingTest.run(request);
      return () -> results.ping(path, result);
    };
  }

  private Test trace(String path) {
    TraceRequest request =
        new TraceRequest(
            text(path + "Host"),
            text(path + "ProtocolVersion"),
            (int) number(path + "NumberOfTries", 3, 3),
            Duration.ofMillis(number(path + "Timeout", 5000, 60_000)),
            (int) number(path + "MaxHopCount", 30, 64));
    return () -> {
      var result = TraceTest.run(request);
      return () -> results.trace(path, result);
    };
  }

  private Test lookup(String path) {
    LookupRequest request =
        new LookupRequest(
            text(path + "HostName"),
            text(path + "DNSServer"),
            Duration.ofMillis(number(path + "Timeout", 1000, 60_000)),
            (int) number(path + "NumberOfRepetitions", 1, LookupRequest.MOST));
    return () -> {
      var result = LookupTest.run(request);
      return () -> results.lookup(path, result);
    };
  }

  private Test transfer(String path, boolean download) {
    CpeSettings settings = surroundings.settings();
    long bytes = download ? settings.maxFileBytes() : number(path + "TestFileLength", 0, MOST_SENT);
    String url = text(path + (download ? "DownloadURL" : "UploadURL"));
    TransferRequest request = new TransferRequest(url, bytes, surroundings.terms(), settings.transferTimeout());
    return () -> {
      var result = download ? TransferTest.download(request) : TransferTest.upload(request);
      if (result.outcome() != Outcome.COMPLETE) {
        LOG.info("{}: {} ended: {}", cpe.serial(), path, result.why());
      }
      return () -> results.transfer(path, download, result);
    };
  }

  private String text(String path) {
    String value = tree.get(path);
    return value == null ? "" : value;
  }

  private long number(String path, long otherwise, long most) {
    try {
      return Math.min(most, Long.parseLong(text(path)));
    } catch (NumberFormatException none) {
      return otherwise;
    }
  }
}
