package org.argonaut.script.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.argonaut.event.EventCallback;
import org.argonaut.store.EventRow;

/** Applies the instances of a device whose definitions wait for an event of it. */
public final class ServiceTriggers implements EventCallback {
  private static final int NOT_FOUND = 404;

  private final Services services;
  private final ServiceRunner runner;
  private volatile Wanted wanted = new Wanted(Set.of(), Instant.EPOCH);

  private record Wanted(Set<String> codes, Instant since) {}

  public ServiceTriggers(Services services, ServiceRunner runner) {
    this.services = services;
    this.runner = runner;
  }

  /** An event as the log has it: {@code 0 BOOTSTRAP}. */
  @Override
  public CompletionStage<End> handle(EventRow event) {
    return onEvent(event.sn(), event.type().split(" ", 2)[0]);
  }

  /**
   * An event happened to a device.
   *
   * @param event its code, {@code 0} to {@code 14}; others apply nothing
   * @return {@link EventCallback.Done} when all that it applied has ended, well or not; {@link EventCallback.Failed} when an
   *     instance could not be applied now and should be tried again
   */
  public CompletionStage<End> onEvent(String sn, String event) {
    return wantedEvents()
        .thenCompose(codes -> codes.contains(event) ? apply(sn, event) : CompletableFuture.completedFuture(new Done()));
  }

  private CompletionStage<End> apply(String sn, String event) {
    return services
        .rows()
        .triggered(sn, event)
        .thenCompose(
            ids -> {
              // One after the other would have the second wait for a device that does not answer the first.
              List<CompletableFuture<End>> runs = new ArrayList<>();
              ids.forEach(id -> runs.add(runner.run(id).handle((_, failure) -> end(failure)).toCompletableFuture()));
              return CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).thenApply(_ -> worst(runs));
            });
  }

  private static End end(Throwable failure) {
    Throwable cause = failure instanceof CompletionException inner && inner.getCause() != null ? inner.getCause() : failure;
    if (cause == null || (cause instanceof ServiceFailure known && known.code() == NOT_FOUND)) {
      return new Done(); // deleted meanwhile is done, too
    }
    return new Failed(cause.getMessage());
  }

  private static End worst(List<CompletableFuture<End>> runs) {
    for (CompletableFuture<End> run : runs) {
      if (run.join() instanceof Failed failed) {
        return failed;
      }
    }
    return new Done();
  }

  private CompletionStage<Set<String>> wantedEvents() {
    Wanted known = wanted;
    if (known.since().plus(services.settings().refresh()).isAfter(Instant.now())) {
      return CompletableFuture.completedFuture(known.codes());
    }
    return services
        .rows()
        .wantedEvents()
        .thenApply(
            codes -> {
              wanted = new Wanted(codes, Instant.now());
              return codes;
            });
  }
}
