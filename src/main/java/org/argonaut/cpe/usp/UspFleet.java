package org.argonaut.cpe.usp;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.argonaut.cpe.Fleet;
import org.argonaut.usp.proto.UspRecord.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many USP agents in one process: they share a timer and the way to their controller. */
public final class UspFleet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UspFleet.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final double FIRST_RETRY_SECONDS = 5;
  private static final int MOST_RETRY_STEPS = 6;

  private final Shared shared;
  private final Mtp mtp;
  private final Map<String, UspAgent> agents = new LinkedHashMap<>();
  private final List<UspFlood> floods = new ArrayList<>();

  private UspFleet(UspFleetSettings settings) throws IOException {
    this.mtp = mtp(settings);
    this.shared = new Shared(settings, Clock.systemUTC());
    for (int n = 0; n < settings.count(); n++) {
      String serial = Fleet.serial(settings.serialPrefix(), settings.firstNumber() + n);
      agents.put(serial, new UspAgent(shared, serial));
    }
  }

  /**
   * Makes the agents and switches them on, one after the other at the ramp rate.
   *
   * @throws IOException a certificate cannot be read
   * @throws IllegalArgumentException the URL is none of an MTP
   */
  public static UspFleet start(UspFleetSettings settings) throws IOException {
    UspFleet fleet = new UspFleet(settings);
    double gapNanos = 1e9 / settings.rampPerSecond();
    int n = 0;
    for (UspAgent agent : fleet.agents.values()) {
      fleet.shared.after(Duration.ofNanos((long) (gapNanos * n++)), () -> fleet.switchOn(agent));
    }
    Duration poll = settings.settings().notificationPoll();
    fleet.shared.every(poll.compareTo(LONGEST_TICK) < 0 ? poll : LONGEST_TICK, fleet::tick);
    fleet.shared.every(KEEP_ALIVE.dividedBy(2), fleet::keepAlive);
    LOG.info("{} USP agents of {}", settings.count(), settings.url());
    return fleet;
  }

  /**
   * Whether agents could be started with these settings; says what is wrong as {@link #start} would.
   *
   * @throws IOException a certificate cannot be read
   */
  public static void check(UspFleetSettings settings) throws IOException {
    mtp(settings).close();
  }

  private static Mtp mtp(UspFleetSettings settings) throws IOException {
    URI url = settings.url();
    return switch (url.getScheme() == null ? "" : url.getScheme()) {
      case "ws", "wss" -> new WebSocketMtp(settings);
      case "mqtt", "mqtts", "mqtt+ws", "mqtt+wss" -> new MqttMtp(settings);
      case "stomp", "stomps" -> new StompMtp(settings);
      case "uds" -> new UdsMtp(settings);
      default -> throw new IllegalArgumentException("a USP URL begins with ws:, wss:, mqtt:, mqtts:, mqtt+ws:, mqtt+wss:, stomp:, stomps: or uds:, not as " + url);
    };
  }

  private void switchOn(UspAgent agent) {
    agent.powerOn();
    shared.run(() -> serve(agent, 0));
  }

  /** One connection after the other; waits between them hold no thread. */
  private void serve(UspAgent agent, int failures) {
    int failed = failures;
    OneLink one = new OneLink(agent);
    try {
      agent.awaitOn();
      if (shared.closed()) {
        return;
      }
      mtp.serve(one);
    } catch (IOException e) {
      if (!shared.closed() && agent.isOn()) {
        shared.stats().failed(reason(e));
        LOG.debug("{}: {}", agent.endpointId(), e.getMessage());
      }
      failed++;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      LOG.error("{}: connection ended by a mistake of the virtual CPE", agent.endpointId(), e);
      failed++;
    }
    if (one.link != null) {
      agent.down(one.link);
      failed = 1;
    }
    int next = failed;
    shared.after(retry(agent, failed), () -> serve(agent, next));
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** From 5 s, doubled with each failure, at random up to twice that; none after a boot. */
  private Duration retry(UspAgent agent, int failures) {
    if (!agent.isOn()) {
      return Duration.ZERO;
    }
    double seconds = FIRST_RETRY_SECONDS * (1 << Math.min(failures - 1, MOST_RETRY_STEPS)) * shared.times().retryScale();
    return Duration.ofMillis((long) (1000 * seconds * ThreadLocalRandom.current().nextDouble(1, 2)));
  }

  /** Remembers the link, so that its end can be told. */
  private static final class OneLink implements Mtp.Served {
    private final UspAgent agent;
    private volatile Link link;

    OneLink(UspAgent agent) {
      this.agent = agent;
    }

    @Override
    public String endpointId() {
      return agent.endpointId();
    }

    @Override
    public String serial() {
      return agent.serial();
    }

    @Override
    public void up(Link newLink, Record.Builder connect) {
      if (agent.up(newLink, connect)) {
        link = newLink;
      }
    }

    @Override
    public void received(Link from, byte[] record) {
      agent.received(from, record);
    }

    @Override
    public void alive() {
      agent.alive();
    }
  }

  /** One after the other on one thread: ten thousand at once would be a burst of load every time. */
  private void keepAlive() {
    shared.run(() -> agents.values().forEach(agent -> agent.keepAlive(KEEP_ALIVE.toMillis())));
  }

  private void tick() {
    long now = shared.clock().millis();
    for (UspAgent agent : agents.values()) {
      if (agent.dueAt() <= now) {
        shared.run(agent::tick);
      }
    }
  }

  /** The agent with that serial, or null. */
  public UspAgent agent(String serial) {
    return agents.get(serial);
  }

  /** All of them, in the order of their numbers. */
  public Collection<UspAgent> all() {
    return Collections.unmodifiableCollection(agents.values());
  }

  public UspFleetStats stats() {
    return shared.stats();
  }

  /**
   * Makes the agents, one after the other, send ValueChange notifications at a steady rate until the flood is closed.
   *
   * @param perSecond of all agents together
   * @param sendResp whether the controller is to answer each
   */
  public UspFlood flood(double perSecond, boolean sendResp) {
    UspFlood flood = new UspFlood(shared, List.copyOf(agents.values()), perSecond, sendResp);
    floods.add(flood);
    return flood;
  }

  /** Waits until every agent is connected and was answered its OnBoardRequest; false when the time is over first. */
  public boolean awaitOnBoarded(Duration atMost) throws InterruptedException {
    return await(agent -> agent.connected() && agent.onBoarded(), atMost);
  }

  /** Waits until something holds of every agent; false when the time is over first. */
  public boolean await(Predicate<UspAgent> holds, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (UspAgent agent : agents.values()) {
      while (!holds.test(agent)) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        Thread.sleep(LOOK_AGAIN);
      }
    }
    return true;
  }

  /** Stops: connections are closed, none is opened again. */
  public void stop() {
    floods.forEach(UspFlood::close);
    shared.close();
    agents.values().forEach(UspAgent::powerOff);
    mtp.close();
  }

  @Override
  public void close() {
    stop();
  }
}
