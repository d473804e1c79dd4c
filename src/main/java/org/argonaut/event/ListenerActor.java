package org.argonaut.event;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.typed.javadsl.ActorSink;
import org.argonaut.store.EventRow;
import org.argonaut.store.ListenerPosition;
import org.argonaut.store.ListenerRows;
import org.argonaut.store.ParkedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener: reads its events from the log, calls back with bounded parallelism and in each device's order, and
 * remembers in the database what is done. After a crash it goes on there: every event is handled at least once, and only
 * those twice whose callback ran, or whose end was not written yet. A callback that fails is tried again while other
 * devices' events go on; after its last attempt the event is parked.
 *
 * <p>It calls {@link EventCallback} and knows nothing of Lua, so that callbacks may run elsewhere.
 */
final class ListenerActor extends AbstractBehavior<ListenerActor.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerActor.class);

  /** What {@link Listener} asks of it, and what it tells itself. All of it is local to the node. */
  sealed interface Command {}

  /** Ends it: no further callbacks begin; when those that run have ended its place is written and it stops. */
  record Stop() implements Command {}

  /** Handles an event that was parked, beside those of the log. */
  record TryAgain(EventRow event) implements Command {}

  private record Begin(ListenerPosition position) implements Command {}

  private record Arrived(ActorRef<Ack> ack, EventRow event) implements Command {}

  private record StreamReady(ActorRef<Ack> ack) implements Command {}

  private record StreamEnded(Throwable failure) implements Command {}

  private record Follow() implements Command {}

  private record Ended(EventRow event, EventCallback.End end) implements Command {}

  private record RetryDue(EventRow event) implements Command {}

  private record Park(ParkedEvent parked) implements Command {}

  private record Parked(EventRow event) implements Command {}

  private record Saved(boolean written) implements Command {}

  private record StoreFailed(Command again, Throwable failure) implements Command {}

  private enum Load implements Command {
    NOW
  }

  private enum Ack {
    MORE
  }

  private final ListenerSpec spec;
  private final EventCallback callback;
  private final EventLog log;
  private final ListenerRows rows;
  private final Listener shown;
  private final ListenerSettings settings;
  private final TimerScheduler<Command> timers;

  private final Backlog backlog = new Backlog();
  private final Map<Long, Integer> attempts = new HashMap<>();
  private final TreeMap<Long, Instant> open = new TreeMap<>();
  private final ArrayDeque<ActorRef<Ack>> held = new ArrayDeque<>(1);
  private Progress progress;
  private UniqueKillSwitch stream;
  private long last;
  private boolean stopping;
  private boolean saving;
  private int unsaved;
  private int running;
  private int retrying;
  private long handled;
  private long failed;
  private long parked;
  private long discarded;
  private String lastError;
  private Instant lastErrorAt;

  private ListenerActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ListenerSpec spec,
      EventCallback callback,
      ListenerRows rows,
      Listener shown) {
    super(context);
    this.timers = timers;
    this.spec = spec;
    this.callback = callback;
    this.log = EventLog.get(context.getSystem());
    this.rows = rows;
    this.shown = shown;
    this.settings = ListenerSettings.from(context.getSystem().settings().config());
    context.getSelf().tell(Load.NOW);
  }

  static Behavior<Command> create(ListenerSpec spec, EventCallback callback, ListenerRows rows, Listener shown) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new ListenerActor(context, timers, spec, callback, rows, shown)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Command.class, this::on)
        .onSignal(
            PostStop.class,
            _ -> {
              shown.ended();
              return this;
            })
        .build();
  }

  private Behavior<Command> on(Command command) {
    switch (command) {
      case Load _ -> load();
      case Begin begin -> begin(begin.position());
      case StreamReady ready -> ready.ack().tell(Ack.MORE);
      case Arrived arrived -> arrived(arrived);
      case StreamEnded ended -> streamEnded(ended.failure());
      case Follow _ -> follow(last);
      case TryAgain again -> enqueue(again.event());
      case RetryDue due -> retry(due.event());
      case Ended ended -> ended(ended.event(), ended.end());
      case Park park -> park(park.parked());
      case Parked done -> parked(done.event());
      case Saved saved -> saved(saved.written());
      case StoreFailed failure -> storeFailed(failure);
      case Stop _ -> stop();
    }
    callNext();
    shown.show(view());
    return over() ? Behaviors.stopped() : this;
  }

  // ---- its place in the log ----

  private void load() {
    CompletionStage<ListenerPosition> position =
        rows.position(spec.owner(), spec.name()).thenCompose(known -> known.isPresent() ? known(known) : now());
    getContext().pipeToSelf(position, (found, failure) -> failure == null ? new Begin(found) : new StoreFailed(Load.NOW, failure));
  }

  private static CompletionStage<ListenerPosition> known(Optional<ListenerPosition> position) {
    return CompletableFuture.completedFuture(position.orElseThrow());
  }

  /** Written before the first event is taken: from here on nothing is missed, whatever dies. */
  private CompletionStage<ListenerPosition> now() {
    return log.latest()
        .thenApply(ListenerPosition::at)
        .thenCompose(position -> rows.save(spec.owner(), spec.name(), position).thenApply(_ -> position));
  }

  private void begin(ListenerPosition position) {
    progress = new Progress(position);
    follow(position.cursor());
  }

  private void follow(long since) {
    if (stopping) {
      return;
    }
    last = since;
    stream =
        log.follow(spec.filter().after(since))
            .filter(spec.matches()::test)
            .viaMat(KillSwitches.single(), Keep.right())
            .to(
                ActorSink.<EventRow, Command, Ack>actorRefWithBackpressure(
                    getContext().getSelf(),
                    Arrived::new,
                    StreamReady::new,
                    Ack.MORE,
                    new StreamEnded(null),
                    StreamEnded::new))
            .run(getContext().getSystem());
  }

  private void arrived(Arrived arrived) {
    EventRow event = arrived.event();
    last = event.id();
    if (progress.came(event.id())) {
      if (spec.discardIfProcessing() && backlog.busy(event.sn())) {
        discarded++;
        shown.stats().discarded.increment();
        done(event.id());
      } else {
        open.put(event.id(), event.at());
        enqueue(event);
      }
    }
    held.add(arrived.ack());
    takeMore();
  }

  private void enqueue(EventRow event) {
    backlog.add(event);
  }

  /** Lets the log go on while there is room for what comes. */
  private void takeMore() {
    if (progress.open() < settings.window() && !held.isEmpty()) {
      held.poll().tell(Ack.MORE);
    }
  }

  /** The node stops, or something is wrong with the stream; then it goes on where it was. */
  private void streamEnded(Throwable failure) {
    stream = null;
    held.clear();
    if (failure != null) {
      LOG.warn("{} {}: the event log broke off, going on: {}", spec.owner(), spec.name(), failure.toString());
      timers.startSingleTimer("follow", new Follow(), settings.storeRetry());
    }
  }

  // ---- callbacks ----

  private void callNext() {
    while (running < spec.parallel() && unsaved < Math.max(spec.parallel(), settings.unsaved()) && !stopping) {
      EventRow event = backlog.next();
      if (event == null) {
        return;
      }
      running++;
      attempts.merge(event.id(), 1, Integer::sum);
      getContext()
          .pipeToSelf(
              callback.handle(event),
              (end, failure) ->
                  new Ended(event, failure == null ? end : new EventCallback.Failed(String.valueOf(failure.getMessage()))));
    }
  }

  private void ended(EventRow event, EventCallback.End end) {
    running--;
    switch (end) {
      case EventCallback.Done _ -> {
        handled++;
        shown.stats().handled.increment();
        unpark(event);
        finished(event);
      }
      case EventCallback.Abandoned _ -> backlog.free(event.sn()); // stays open: it comes again
      case EventCallback.Failed failure -> failed(event, failure.error());
    }
  }

  private void failed(EventRow event, String error) {
    failed++;
    shown.stats().failed.increment();
    lastError = error;
    lastErrorAt = Instant.now();
    int attempt = attempts.get(event.id());
    if (attempt <= settings.retries()) {
      retrying++;
      timers.startSingleTimer("retry " + event.id(), new RetryDue(event), settings.delayAfter(attempt));
    } else {
      park(new ParkedEvent(spec.owner(), spec.name(), event, error, attempt, Instant.now()));
    }
  }

  private void retry(EventRow event) {
    retrying--;
    backlog.putBack(event);
    backlog.free(event.sn());
  }

  private void park(ParkedEvent event) {
    getContext()
        .pipeToSelf(
            rows.park(event),
            (_, failure) -> failure == null ? new Parked(event.event()) : new StoreFailed(new Park(event), failure));
  }

  /** A parked event that was tried again went well. Should the write fail it stays parked, which is seen. */
  private void unpark(EventRow event) {
    if (!open.containsKey(event.id())) {
      rows.unpark(spec.owner(), spec.name(), event.id());
    }
  }

  private void parked(EventRow event) {
    parked++;
    shown.stats().parked.increment();
    LOG.warn(
        "{} {}: event {} ({} of {}) parked after {} attempts: {}",
        spec.owner(), spec.name(), event.id(), event.type(), event.sn(), attempts.get(event.id()), lastError);
    finished(event);
  }

  private void finished(EventRow event) {
    attempts.remove(event.id());
    backlog.free(event.sn());
    if (open.remove(event.id()) != null) {
      done(event.id());
    }
  }

  // ---- what is done ----

  private void done(long id) {
    progress.done(id);
    unsaved++;
    save();
    takeMore();
  }

  /** One write at a time; what is done meanwhile goes with the next. */
  private void save() {
    if (saving || unsaved == 0) {
      return;
    }
    saving = true;
    unsaved = 0;
    getContext()
        .pipeToSelf(
            rows.save(spec.owner(), spec.name(), progress.position()), (_, failure) -> new Saved(failure == null));
  }

  private void saved(boolean written) {
    saving = false;
    if (written) {
      save();
    } else {
      unsaved++;
      timers.startSingleTimer("save", new Saved(true), settings.storeRetry());
      saving = true;
    }
  }

  private void storeFailed(StoreFailed failure) {
    LOG.debug("{} {}: the database does not answer: {}", spec.owner(), spec.name(), failure.failure().toString());
    timers.startSingleTimer(failure.again(), failure.again(), settings.storeRetry());
  }

  // ---- from outside ----

  private ListenerView view() {
    return new ListenerView(
        spec.name(),
        spec.filter().type(),
        spec.filter().sn(),
        spec.parallel(),
        spec.discardIfProcessing(),
        running,
        backlog.size() + retrying,
        open.isEmpty() ? null : open.firstEntry().getValue(),
        handled,
        failed,
        parked,
        discarded,
        lastError,
        lastErrorAt);
  }

  private void stop() {
    stopping = true;
    if (stream != null) {
      stream.shutdown();
      stream = null;
    }
  }

  /** Its place is written as far as the database lets it. */
  private boolean over() {
    return stopping && running == 0 && !(saving && !timers.isTimerActive("save"));
  }
}
