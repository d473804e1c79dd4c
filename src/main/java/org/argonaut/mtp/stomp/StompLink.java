package org.argonaut.mtp.stomp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.Agents;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.broker.BrokerAway;
import org.argonaut.mtp.broker.BrokerLink;
import org.argonaut.mtp.broker.BrokerLoop;
import org.argonaut.mtp.broker.BrokerStats;
import org.argonaut.mtp.broker.BrokerUrl;
import org.argonaut.mtp.broker.Lanes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's link to the STOMP broker. All nodes subscribe to the same queue, of which the broker gives each record to one of
 * them. STOMP for USP acknowledges by itself (R-STOMP.27): a record that a node has read is lost when the node crashes, and the
 * agent repeats what matters.
 */
public final class StompLink implements BrokerLink {
  private static final Logger LOG = LoggerFactory.getLogger(StompLink.class);
  private static final Duration ATTEMPT = Duration.ofSeconds(30);
  private static final String SUBSCRIPTION = "0";
  private static final byte[] NOTHING = {};

  private final StompSettings settings;
  private final BrokerUrl broker;
  private final Controller controller;
  private final StompInbox inbox;
  private final Lanes lanes;
  private final MtpStats mtpStats;
  private final BrokerStats stats = new BrokerStats();
  private final BrokerLoop loop;
  private volatile Live live;

  /** A connection that stands and is subscribed to this destination. */
  private record Live(StompConnection connection, String destination) {}

  /**
   * What this controller is.
   *
   * @param maxRecordSize bytes
   */
  public record Controller(String endpointId, int maxRecordSize) {}

  private StompLink(
      ActorSystem<?> system,
      StompSettings settings,
      BrokerUrl broker,
      Controller controller,
      Admission admission,
      Agents agents,
      MtpStats mtpStats) {
    this.settings = settings;
    this.broker = broker;
    this.controller = controller;
    this.lanes =
        new Lanes(
            new Lanes.Limits(settings.maxWaiting(), ATTEMPT, settings.giveUp(), settings.giveUp(), settings.maxWaiting()),
            system.executionContext()::execute,
            stats);
    this.inbox = new StompInbox(settings, broker, admission, agents, lanes, stats);
    this.mtpStats = mtpStats;
    this.loop = new BrokerLoop("STOMP " + broker, this::dial, settings.reconnect(), stats);
  }

  /**
   * Begins to connect; returns at once.
   *
   * @param settings with a broker
   */
  public static StompLink start(
      ActorSystem<?> system,
      StompSettings settings,
      Controller controller,
      Admission admission,
      Agents agents,
      MtpStats mtpStats) {
    StompLink link =
        new StompLink(system, settings, settings.broker().orElseThrow(), controller, admission, agents, mtpStats);
    link.loop.start();
    return link;
  }

  private CompletionStage<String> dial() throws Exception {
    StompConnection connection =
        StompConnection.open(settings, broker, controller.endpointId(), controller.maxRecordSize());
    try {
      String destination =
          connection
              .connectedHeader("subscribe-dest")
              .orElse(settings.destination().replace(StompSettings.CONTROLLER, controller.endpointId()));
      inbox.listensOn(destination);
      connection.run(inbox::arrived);
      subscribe(connection, destination);
      live = new Live(connection, destination);
    } catch (Exception e) {
      connection.end("could not subscribe");
      throw e;
    }
    LOG.info("STOMP {} connected, subscribed to {}", broker, live.destination());
    mtpStats.opened(AgentRoute.Mtp.STOMP);
    connection.ended().whenComplete((_, _) -> {
      live = null;
      mtpStats.closed(AgentRoute.Mtp.STOMP);
    });
    return connection.ended();
  }

  private void subscribe(StompConnection connection, String destination)
      throws InterruptedException, ExecutionException, TimeoutException {
    StompFrame.Builder subscribe =
        StompFrame.of("SUBSCRIBE")
            .with("id", SUBSCRIPTION)
            .with(StompFrame.DESTINATION, destination)
            .with("ack", "auto");
    Done _ =
        connection
            .send(subscribe, NOTHING, settings.connectTimeout())
            .toCompletableFuture()
            .get(settings.connectTimeout().toMillis() + 1000, TimeUnit.MILLISECONDS);
  }

  /** {@inheritDoc} The broker confirms each record with a RECEIPT. */
  @Override
  public CompletionStage<Done> send(AgentRoute.Broker route, byte[] record) {
    Live now = live;
    if (now == null) {
      return failed("the STOMP broker is away: " + loop.health().detail());
    }
    var flaw = inbox.flaw(route.place());
    if (flaw.isPresent()) {
      return failed("the agent's destination " + flaw.get());
    }
    StompFrame.Builder frame =
        StompFrame.of("SEND")
            .with(StompFrame.DESTINATION, route.place())
            .with(StompFrame.CONTENT_TYPE, StompInbox.CONTENT_TYPE)
            .with(StompFrame.REPLY_TO, now.destination());
    return now.connection()
        .send(frame, record, settings.sendTimeout())
        .handle((done, failure) -> {
          if (failure != null) {
            stats.publishFailed();
            throw new BrokerAway("the STOMP broker " + broker + " did not take a record: " + BrokerLoop.reason(failure));
          }
          mtpStats.sent(AgentRoute.Mtp.STOMP, record.length);
          return done;
        });
  }

  private CompletionStage<Done> failed(String why) {
    stats.publishFailed();
    return CompletableFuture.failedFuture(new BrokerAway(why));
  }

  @Override
  public AgentRoute.Mtp mtp() {
    return AgentRoute.Mtp.STOMP;
  }

  @Override
  public BrokerLoop.Health health() {
    return loop.health();
  }

  @Override
  public BrokerStats stats() {
    return stats;
  }

  @Override
  public int waiting() {
    return lanes.waiting();
  }

  /**
   * Stops: takes nothing more, finishes what came, disconnects.
   *
   * @param deadline for all of it
   * @return completes at the deadline at the latest; never fails
   */
  @Override
  public CompletionStage<Done> stop(Duration deadline) {
    CompletableFuture<Done> stopped = new CompletableFuture<>();
    Thread.ofVirtual().name("stomp-stop").start(() -> {
      try {
        stopNow(System.nanoTime() + deadline.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        stopped.complete(Done.getInstance());
      }
    });
    return stopped.completeOnTimeout(Done.getInstance(), deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stopNow(long until) throws InterruptedException {
    loop.stop();
    Live now = live;
    if (now != null) {
      confirmed(now.connection(), StompFrame.of("UNSUBSCRIBE").with("id", SUBSCRIPTION), until);
    }
    lanes.awaitIdle(until);
    lanes.stop();
    if (now != null) {
      confirmed(now.connection(), StompFrame.of("DISCONNECT"), until);
      now.connection().end("stopped");
    }
  }

  private static void confirmed(StompConnection connection, StompFrame.Builder frame, long until)
      throws InterruptedException {
    Duration left = Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
    try {
      Done _ = connection.send(frame, NOTHING, left).toCompletableFuture().get(left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("while stopping: {}", BrokerLoop.reason(e));
    }
  }
}
