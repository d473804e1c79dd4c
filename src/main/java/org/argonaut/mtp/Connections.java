package org.argonaut.mtp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.AgentSearch;
import org.argonaut.device.Agents;

/**
 * The connections this node holds, one for each agent: a newer one takes the place of an older (R-WS.4; across nodes the
 * device actor sees to it). Answers device actors that look for a connection, and keeps connected agents online in the
 * database.
 */
public final class Connections {
  /** A contact interval is done in so many parts, so that a node's agents do not come all at once. */
  private static final int SLICES = 30;
  /** Agents count as online for so many tenths of a contact interval after each contact. */
  private static final int ONLINE_TENTHS = 25;

  /** Of actors, which outlive who made them by a moment: never the same twice in a process. */
  private static final AtomicLong NAMES = new AtomicLong();

  private final ActorSystem<?> system;
  private final Agents agents;
  private final Admission admission;
  private final Contacts contacts;
  private final Duration contactInterval;
  private final MtpStats stats;
  private final ConcurrentHashMap<String, AgentConnection> byAgent = new ConcurrentHashMap<>();
  private final Set<AgentConnection> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Done> gone = new CompletableFuture<>();
  private volatile boolean stopping;
  private Cancellable contactTicks = Cancellable.alreadyCancelled();
  private int slice;

  /** Notes that an agent was in contact, and until when it counts as online; best effort, returns at once. */
  @FunctionalInterface
  public interface Contacts {
    void touch(String endpointId, Instant at, Instant onlineUntil);
  }

  /**
   * @param contactInterval how often the contact of a connected agent is written
   */
  public Connections(
      ActorSystem<?> system,
      Agents agents,
      Admission admission,
      Contacts contacts,
      Duration contactInterval,
      MtpStats stats) {
    this.system = system;
    this.agents = agents;
    this.admission = admission;
    this.contacts = contacts;
    this.contactInterval = contactInterval;
    this.stats = stats;
  }

  /** Begins to answer searches and to keep agents online; once. */
  public void start() {
    ActorRef<AgentSearch.Find> searches =
        system.systemActorOf(
            Behaviors.receiveMessage(
                find -> {
                  onFind(find);
                  return Behaviors.same();
                }),
            "usp-agent-searches",
            Props.empty());
    system
        .systemActorOf(Topic.create(AgentSearch.Find.class, AgentSearch.TOPIC), "usp-agents-here", Props.empty())
        .tell(Topic.subscribe(searches));
    Duration tick = contactInterval.dividedBy(SLICES);
    contactTicks =
        system.scheduler().scheduleWithFixedDelay(tick, tick, this::touchSlice, system.executionContext());
  }

  /**
   * A connection is open.
   *
   * @param place the agent's address, without the port
   * @param endpointId whose it is; null: its first record tells
   */
  public AgentConnection open(
      AgentRoute.Mtp mtp, String place, String endpointId, Speaker speaker, AgentLink link) {
    AgentConnection connection = new AgentConnection(this, mtp, place, speaker, link);
    stats.opened(mtp);
    open.add(connection);
    if (endpointId != null) {
      connection.belongsTo(endpointId);
    }
    if (stopping) {
      connection.end(AgentLink.Ending.NODE_STOPS, "the node stops");
    }
    return connection;
  }

  /** Whether no more connections are wanted here. */
  public boolean stopping() {
    return stopping;
  }

  /** The connection of an agent; null when this node has none. */
  public AgentConnection of(String endpointId) {
    return byAgent.get(endpointId);
  }

  /** Connections open now. */
  public int size() {
    return open.size();
  }

  /**
   * Ends all connections in order, and those that come yet.
   *
   * @return completes when all are gone, at the latest after the deadline
   */
  public CompletionStage<Done> stop(Duration deadline) {
    stopping = true;
    contactTicks.cancel();
    open.forEach(connection -> connection.end(AgentLink.Ending.NODE_STOPS, "the node stops"));
    if (open.isEmpty()) {
      gone.complete(Done.getInstance());
    }
    return gone.copy().completeOnTimeout(Done.getInstance(), deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  // ---- for connections ----

  Admission admission() {
    return admission;
  }

  Agents agents() {
    return agents;
  }

  ActorRef<Object> spawn(AgentRoute.Mtp mtp, Behavior<Object> behavior) {
    String name = "usp-" + mtp.name().toLowerCase(java.util.Locale.ROOT) + '-' + NAMES.incrementAndGet();
    return system.systemActorOf(behavior, name, Props.empty());
  }

  void register(String endpointId, AgentConnection connection) {
    AgentConnection older = byAgent.put(endpointId, connection);
    if (older != null && older != connection) {
      older.end(AgentLink.Ending.REPLACED, "the agent has connected again");
    }
  }

  void closed(AgentConnection connection) {
    stats.closed(connection.route().mtp());
    String agent = connection.endpointId();
    boolean current = agent != null && byAgent.remove(agent, connection);
    if (current && connection.announced() && connection.lost()) {
      Instant now = Clock.systemUTC().instant();
      contacts.touch(agent, now, now);
    }
    open.remove(connection);
    if (stopping && open.isEmpty()) {
      gone.complete(Done.getInstance());
    }
  }

  void inContact(AgentConnection connection, Instant now) {
    String agent = connection.endpointId();
    if (byAgent.get(agent) == connection) {
      contacts.touch(agent, now, now.plus(contactInterval.multipliedBy(ONLINE_TENTHS).dividedBy(10)));
    }
  }

  private void onFind(AgentSearch.Find find) {
    AgentConnection connection = byAgent.get(find.endpointId());
    if (connection != null && connection.announced()) {
      agents.attached(find.endpointId(), connection.route());
    }
  }

  private void touchSlice() {
    slice = (slice + 1) % SLICES;
    Instant now = Clock.systemUTC().instant();
    byAgent.forEach((agent, connection) -> {
      if (Math.floorMod(agent.hashCode(), SLICES) == slice && connection.announced()) {
        inContact(connection, now);
      }
    });
  }
}
