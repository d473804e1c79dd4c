package org.argonaut.script.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.argonaut.event.EventCallback;
import org.argonaut.store.EventRow;

/** Applies the instances of a device whose definitions wait for an event of it. One in the cluster is enough. */
public final class ServiceTriggers implements EventCallback {
  private final Services services;
  private final ServiceRunner runner;
  private volatile Wanted wanted = new Wanted(Set.of(), Instant.EPOCH);

  private record Wanted(Set<String> codes, Instant since) {}

  public ServiceTriggers(Services services, ServiceRunner runner) {
    this.services = services;
    this.runner = runner;
  }

  /**
   * An event happened to a device.
   *
   * @param event its code, {@code 0} to {@code 14}; others apply nothing
   * @return completes when all that it applied has ended, well or not; fails when the database is away
   */
  public CompletionStage<org.apache.pekko.Done> onEvent(String sn, String event) {
    return wantedEvents().thenCompose(codes -> codes.contains(event) ? apply(sn, event) : done());
  }

  /** An event as the log has it: {@code 0 BOOTSTRAP}. */
  @Override
  public CompletionStage<End> handle(EventRow event) {
    return onEvent(event.sn(), event.type().split(" ", 2)[0]).thenApply(_ -> new EventCallback.Done());
  }

  private CompletionStage<org.apache.pekko.Done> apply(String sn, String event) {
    return services
        .rows()
        .triggered(sn, event)
        .thenCompose(
            ids -> {
              List<CompletableFuture<?>> runs = new ArrayList<>();
              // One after the other would have the second wait for a device that does not answer the first.
              ids.forEach(id -> runs.add(runner.run(id).toCompletableFuture().handle((_, _) -> org.apache.pekko.Done.getInstance())));
              return CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).thenApply(_ -> org.apache.pekko.Done.getInstance());
            });
  }

  private static CompletionStage<org.apache.pekko.Done> done() {
    return CompletableFuture.completedFuture(org.apache.pekko.Done.getInstance());
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
