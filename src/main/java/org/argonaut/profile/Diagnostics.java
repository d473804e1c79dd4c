package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.device.CommandId;
import org.argonaut.lua.LuaJson;
import org.argonaut.store.DiagnosticRow;
import org.argonaut.store.DiagnosticRows;
import org.argonaut.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Diagnostics on devices: each on a virtual thread of the node that was asked, its progress and result in the database, where
 * every node finds them. One runs at a time for each device and kind.
 */
public final class Diagnostics {
  private static final Logger LOG = LoggerFactory.getLogger(Diagnostics.class);
  private static final String DONE_EVENT = "8 DIAGNOSTICS COMPLETE";

  /** How long a node counts as there after it last said so. */
  private static final Duration ALIVE = Duration.ofSeconds(60);

  /** How often a node says so. */
  private static final Duration BEAT = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final EventWatch events;
  private final DiagnosticRows rows;
  private final ProfileSettings.Diagnostics settings;
  private final Describer describer;
  private final Map<String, Run> running = new ConcurrentHashMap<>();

  /** Makes the problem document of a failure, as the API shows it. */
  public interface Describer {
    JsonNode problem(String sn, ProfileFailure failure);
  }

  private record Run(Thread thread, CompletableFuture<Void> ended) {}

  /**
   * @param describer what is kept of failures
   */
  public Diagnostics(ActorSystem<?> system, DiagnosticRows rows, ProfileSettings settings, Describer describer) {
    this.system = system;
    this.events = new EventWatch(system);
    this.rows = rows;
    this.settings = settings.diagnostics();
    this.describer = describer;
  }

  /** Whether a resource is one that runs. */
  public static boolean isDiagnostic(Resource resource) {
    return DiagnosticKind.of(resource) != null;
  }

  /** What begins a diagnostic: the way to the device and until when. */
  public interface Links {
    DeviceLink until(Instant deadline);
  }

  /**
   * How long one may take when the caller does not say; for a traceroute as the profile's {@code TimeTraceRoute} has it.
   *
   * @throws HookFailure when the profile's word on it fails
   */
  public Duration usualTimeout(Bound bound, Resource resource) throws HookFailure, InterruptedException {
    JsonNode specs = resource == Resource.TRACEROUTE ? bound.data(Hook.GET_DEVICE_SPECS, Resource.Shape.OBJECT) : null;
    long seconds = specs == null ? 0 : specs.path("TimeTraceRoute").asLong(0);
    return seconds < 1 ? settings.timeout() : Duration.ofSeconds(Math.min(seconds, settings.maxTimeout().toSeconds()));
  }

  /**
   * What came of asking for one.
   *
   * @param row the new one, or the one in the way
   * @param begun false: one of its kind runs on the device
   */
  public record Begun(DiagnosticRow row, boolean begun) {}

  /**
   * Begins a diagnostic.
   *
   * @param timeout from now to its result
   */
  public Begun begin(Bound bound, Resource resource, JsonNode request, Duration timeout, Links links)
      throws InterruptedException {
    DiagnosticKind kind = DiagnosticKind.of(resource);
    Instant now = Instant.now();
    String sn = bound.device().sn();
    JsonNode asked = request.isObject() ? request : DiagnosticFlow.emptyRequest();
    DiagnosticRow row =
        new DiagnosticRow(
            CommandId.next(), sn, resource.word(), bound.protocol().word(), DiagnosticRow.RUNNING, "begins",
            LuaJson.text(asked), null, null, now, null);
    if (!ShortWait.on(rows.begin(row, now.plus(ALIVE)))) {
      return new Begun(ShortWait.on(rows.running(sn, resource.word())), false);
    }
    Instant deadline = now.plus(timeout);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("diagnostic-" + row.id())
            .unstarted(() -> run(bound, kind, row, asked, links.until(deadline), deadline, ended));
    running.put(row.id(), new Run(thread, ended));
    thread.start();
    return new Begun(row, true);
  }

  private void run(
      Bound bound,
      DiagnosticKind kind,
      DiagnosticRow row,
      JsonNode request,
      DeviceLink link,
      Instant deadline,
      CompletableFuture<Void> ended) {
    Life life = new Life(row.id(), Thread.currentThread());
    String action = DiagnosticFlow.actionOf(request);
    DiagnosticFlow flow =
        new DiagnosticFlow(bound, kind, action, link, settings, deadline, () -> life.word(bound, deadline), life);
    try {
      JsonNode result = flow.run(request);
      end(row, "done", "done", LuaJson.text(result), null);
    } catch (ProfileFailure e) {
      end(row, "failed", "failed", null, LuaJson.text(describer.problem(row.sn(), e)));
    } catch (InterruptedException e) {
      end(row, "cancelled", "cancelled", null, null);
    } catch (RuntimeException e) {
      LOG.error("the {} on {} met a fault of ours", row.kind(), row.sn(), e);
      end(row, "failed", "failed", null, "{\"title\":\"A fault of ours\",\"detail\":\"It is in the node's log\"}");
    } finally {
      life.close();
      running.remove(row.id());
      ended.complete(null);
    }
  }

  /** While one runs: says how far it is, and that its node is there; ends it when it was cancelled on another node. */
  private final class Life implements DiagnosticFlow.Progress, AutoCloseable {
    private final String id;
    private final Thread thread;
    private final Cancellable beat;
    private volatile String step = "begins";
    private volatile boolean over;
    private CompletableFuture<?> word = new CompletableFuture<>();

    Life(String id, Thread thread) {
      this.id = id;
      this.thread = thread;
      this.beat =
          system.scheduler().scheduleWithFixedDelay(BEAT, BEAT, this::beat, system.executionContext());
    }

    @Override
    public void step(String text) throws InterruptedException {
      step = text;
      if (!ShortWait.on(alive())) {
        throw new InterruptedException("cancelled");
      }
    }

    private CompletionStage<Boolean> alive() {
      return rows.alive(id, step, Instant.now().plus(ALIVE));
    }

    private void beat() {
      alive()
          .thenAccept(
              there -> {
                if (!there && !over) {
                  thread.interrupt();
                }
              });
    }

    /** Completes when a CPE's next Inform says that a diagnostic is done; an agent says no such thing. */
    CompletableFuture<?> word(Bound bound, Instant deadline) throws InterruptedException {
      word.cancel(false);
      word =
          bound.protocol() == Protocol.CWMP
              ? events.next(bound.device().sn(), DONE_EVENT, Duration.between(Instant.now(), deadline))
              : new CompletableFuture<>();
      return word;
    }

    @Override
    public void close() {
      over = true;
      beat.cancel();
      word.cancel(false);
    }
  }

  private void end(DiagnosticRow row, String state, String step, String result, String problem) {
    try {
      Thread.interrupted(); // what ends it must not keep its end from being written
      ShortWait.on(rows.end(row.id(), state, step, result, problem));
    } catch (StoreUnavailable e) {
      LOG.warn("the end of the {} on {} cannot be written: {}", row.kind(), row.sn(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end of one that this node runs, or of another node by looking now and then, within a time. */
  public DiagnosticRow awaitEnd(String sn, String id, Duration atMost) throws InterruptedException {
    Instant until = Instant.now().plus(atMost);
    Run run = running.get(id);
    while (true) {
      long left = Duration.between(Instant.now(), until).toMillis();
      DiagnosticRow row = ShortWait.on(rows.get(sn, id));
      if (row == null || row.ended() != null || left <= 0) {
        return row;
      }
      long pause = Math.min(left, run == null ? settings.pollInterval().toMillis() : left);
      CompletableFuture<?> end = run == null ? new CompletableFuture<>() : run.ended();
      try {
        end.copy().get(pause, TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // then look again
      }
    }
  }

  /** One of a device; null when there is none. */
  public CompletionStage<DiagnosticRow> get(String sn, String id) {
    return rows.get(sn, id);
  }

  /** As {@link DiagnosticRows#history}. */
  public CompletionStage<List<DiagnosticRow>> history(String sn, Resource resource, int limit) {
    return rows.history(sn, resource.word(), limit);
  }

  /** Ends one before its time; what the device has begun it may finish. False when it has ended already. */
  public boolean cancel(String id) throws InterruptedException {
    boolean ended = ShortWait.on(rows.end(id, "cancelled", "cancelled", null, null));
    Run run = running.get(id);
    if (run != null) {
      run.thread().interrupt();
    }
    return ended;
  }

  public ProfileSettings.Diagnostics settings() {
    return settings;
  }
}
