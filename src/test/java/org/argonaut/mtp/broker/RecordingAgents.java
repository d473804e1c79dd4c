package org.argonaut.mtp.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.Agents;
import org.argonaut.usp.proto.UspRecord;

/** Stands where the device actors do: keeps what came, and lets a test decide what becomes of it. */
public final class RecordingAgents implements Agents {
  /** A record that was handed over. */
  public record Arrived(AgentRoute route, UspRecord.Record record) {
    public String agent() {
      return record.getFromId();
    }

    public String payload() {
      return record.getNoSessionContext().getPayload().toStringUtf8();
    }
  }

  /** An agent of which was told that it came or went. */
  public record Told(String endpointId, AgentRoute route, boolean there) {}

  private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private volatile Function<Arrived, CompletionStage<Done>> fate = _ -> done();

  public static CompletionStage<Done> done() {
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  /** What becomes of records from now on; those that fail are kept in {@link #arrived()}, too. */
  public void fate(Function<Arrived, CompletionStage<Done>> newFate) {
    fate = newFate;
  }

  public List<Arrived> arrived() {
    return arrived;
  }

  public List<String> payloads() {
    return arrived.stream().map(Arrived::payload).toList();
  }

  public List<Told> told() {
    return told;
  }

  @Override
  public CompletionStage<Done> arrived(AgentRoute route, UspRecord.Record record) {
    Arrived one = new Arrived(route, record);
    arrived.add(one);
    return fate.apply(one);
  }

  @Override
  public CompletionStage<Done> attached(String endpointId, AgentRoute route) {
    told.add(new Told(endpointId, route, true));
    return done();
  }

  @Override
  public void left(String endpointId, AgentRoute route) {
    told.add(new Told(endpointId, route, false));
  }
}
