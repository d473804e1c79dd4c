package org.argonaut.mtp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.Agents;
import org.argonaut.usp.proto.UspRecord;

/** Device actors that record what reaches them; a test decides what becomes of it. */
public final class RecordingAgents implements Agents {
  public final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  public final BlockingQueue<Attached> attachments = new LinkedBlockingQueue<>();
  public final List<CompletableFuture<Done>> held = new CopyOnWriteArrayList<>();
  public final Map<String, AgentRoute> routes = new ConcurrentHashMap<>();
  private volatile boolean hold;
  private volatile RuntimeException failure;

  public record Arrival(AgentRoute route, UspRecord.Record record) {}

  public record Attached(String endpointId, AgentRoute route) {}

  /** From now on nothing is acknowledged, until {@link #release}. */
  public void hold() {
    hold = true;
  }

  public void release() {
    hold = false;
    held.forEach(one -> one.complete(Done.getInstance()));
  }

  public void failWith(RuntimeException why) {
    failure = why;
  }

  /** The next record; fails the test when none comes. */
  public Arrival next() throws InterruptedException {
    Arrival next = arrivals.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no record arrived");
    }
    return next;
  }

  @Override
  public CompletionStage<Done> arrived(AgentRoute route, UspRecord.Record record) {
    routes.put(record.getFromId(), route);
    arrivals.add(new Arrival(route, record));
    if (failure != null) {
      return CompletableFuture.failedStage(failure);
    }
    if (!hold) {
      return CompletableFuture.completedStage(Done.getInstance());
    }
    CompletableFuture<Done> later = new CompletableFuture<>();
    held.add(later);
    return later;
  }

  @Override
  public CompletionStage<Done> attached(String endpointId, AgentRoute route) {
    routes.put(endpointId, route);
    attachments.add(new Attached(endpointId, route));
    return CompletableFuture.completedStage(Done.getInstance());
  }

  @Override
  public void left(String endpointId, AgentRoute route) {
    routes.remove(endpointId, route);
  }
}
