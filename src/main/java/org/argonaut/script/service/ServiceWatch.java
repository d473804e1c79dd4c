package org.argonaut.script.service;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.argonaut.cwmp.Inform;
import org.argonaut.event.Listener;
import org.argonaut.event.ListenerSpec;
import org.argonaut.store.EventFilter;
import org.argonaut.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the events that active services wait for, and to no others: what nobody listens to is not even logged for some
 * of them. One in the cluster; where it goes on after it moved is in the database.
 */
public final class ServiceWatch extends AbstractBehavior<ServiceWatch.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);
  private static final String OWNER = "services";

  /** What it tells itself. */
  sealed interface Command {}

  private record Look() implements Command {}

  private record Wanted(Set<String> events) implements Command {}

  private record NotTold(Throwable failure) implements Command {}

  private final Services services;
  private final ServiceTriggers triggers;
  private final Map<String, Listener> listeners = new HashMap<>();

  private ServiceWatch(ActorContext<Command> context, Services services, ServiceTriggers triggers) {
    super(context);
    this.services = services;
    this.triggers = triggers;
  }

  /** Starts it on the one node of the cluster where it runs. */
  public static void start(ActorSystem<?> system, Services services, ServiceRunner runner) {
    ServiceTriggers triggers = new ServiceTriggers(services, runner);
    Behavior<Command> watch = Behaviors.supervise(create(services, triggers)).onFailure(SupervisorStrategy.restart());
    ClusterSingleton.get(system).init(SingletonActor.of(watch, "service-watch"));
  }

  private static Behavior<Command> create(Services services, ServiceTriggers triggers) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Look(), services.settings().refresh());
                  context.getSelf().tell(new Look());
                  return new ServiceWatch(context, services, triggers);
                }));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Look.class, _ -> onLook())
        .onMessage(Wanted.class, this::onWanted)
        .onMessage(NotTold.class, this::onNotTold)
        .onSignal(PostStop.class, _ -> onPostStop())
        .build();
  }

  private Behavior<Command> onLook() {
    getContext()
        .pipeToSelf(
            services.rows().wantedEvents(),
            (events, failure) -> failure == null ? new Wanted(events) : new NotTold(failure));
    return this;
  }

  private Behavior<Command> onWanted(Wanted wanted) {
    for (String event : wanted.events()) {
      listeners.computeIfAbsent(event, this::listen);
    }
    listeners.entrySet().removeIf(
        entry -> {
          boolean over = !wanted.events().contains(entry.getKey());
          if (over) {
            entry.getValue().stop();
          }
          return over;
        });
    return this;
  }

  private Listener listen(String event) {
    String type = new Inform.Event(event, "").standardCode();
    ListenerSpec spec =
        new ListenerSpec(
            OWNER, type, new EventFilter(null, type, null), _ -> true, services.settings().maxConcurrent(), false);
    return Listener.start(getContext().getSystem(), spec, triggers);
  }

  private Behavior<Command> onNotTold(NotTold why) {
    if (!(why.failure() instanceof StoreUnavailable)) { // that the database is away is told by the store
      LOG.warn("which events services wait for is not known now: {}", why.failure().toString());
    }
    return this;
  }

  private Behavior<Command> onPostStop() {
    listeners.values().forEach(Listener::stop);
    return this;
  }
}
