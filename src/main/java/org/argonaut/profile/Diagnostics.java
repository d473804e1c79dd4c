package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.argonaut.device.CommandId;
import org.argonaut.event.EventLog;
import org.argonaut.lua.LuaJson;
import org.argonaut.store.DiagnosticRow;
import org.argonaut.store.DiagnosticRows;
import org.argonaut.store.EventFilter;
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

  private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final EventLog events;
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
    this.events = EventLog.get(system);
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
    if (!await(rows.begin(row, now.plus(ALIVE)))) {
      return new Begun(await(rows.running(sn, resource.word())), false);
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
    String action = DiagnosticFlow.actionOf(request);
    DiagnosticFlow flow =
        new DiagnosticFlow(
            bound, kind, action, link, settings, deadline, () -> said(row.sn()), text -> step(row.id(), text));
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
      running.remove(row.id());
      ended.complete(null);
    }
  }

  /** Completes when the device's next Inform says that a diagnostic is done, or after the longest time one may take. */
  private CompletableFuture<?> said(String sn) throws InterruptedException {
    return events
        .follow(new EventFilter(await(events.latest()), DONE_EVENT, sn))
        .takeWithin(settings.maxTimeout())
        .runWith(Sink.headOption(), system)
        .toCompletableFuture();
  }

  private void step(String id, String text) throws InterruptedException {
    if (!await(rows.alive(id, text, Instant.now().plus(ALIVE)))) {
      throw new InterruptedException("cancelled");
    }
  }

  private void end(DiagnosticRow row, String state, String step, String result, String problem) {
    try {
      Thread.interrupted(); // what ends it must not keep its end from being written
      await(rows.end(row.id(), state, step, result, problem));
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
      DiagnosticRow row = await(rows.get(sn, id));
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
    boolean ended = await(rows.end(id, "cancelled", "cancelled", null, null));
    Run run = running.get(id);
    if (run != null) {
      run.thread().interrupt();
    }
    return ended;
  }

  public ProfileSettings.Diagnostics settings() {
    return settings;
  }

  private static <T> T await(CompletionStage<T> stage) throws InterruptedException {
    try {
      return stage.toCompletableFuture().get(DATABASE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StoreUnavailable("no answer within " + DATABASE_LIMIT.toSeconds() + " seconds", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    }
  }
}
