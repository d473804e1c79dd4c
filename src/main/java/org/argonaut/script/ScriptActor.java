package org.argonaut.script;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.argonaut.lualog.LuaLog;
import org.argonaut.store.ScriptRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The home of one script: makes what runs agree with the script's row, and with nothing else. The row is read before each
 * run, and a run ends before the next begins, so two versions never overlap.
 *
 * <p>That there is one home in the cluster is sharding's doing: a shard is handed over only after this actor has stopped,
 * which it does only after its run, and after a split the lease in the database decides which side lives. The one gap
 * is inherent: nodes that lost the lease need some seconds to notice, and end then.
 */
final class ScriptActor extends AbstractBehavior<ScriptMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptActor.class);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration READ_RETRY = Duration.ofSeconds(2);
  private static final int MAX_DOUBLINGS = 20;

  private final String name;
  private final ScriptHome home;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final TimerScheduler<ScriptMessage> timers;
  private final LuaLog log;
  private final List<ActorRef<ScriptStatus>> asking = new ArrayList<>();

  private ScriptRow row;
  private boolean reading;
  private boolean readAgain;
  private LuaRun run;
  private ScriptRow runRow;
  private boolean stopping;
  private boolean leaving;
  private Instant since = Instant.now();
  private String problem;
  private int failures;
  private Instant restartAt;
  private long endedRevision;
  private boolean endUnwritten;

  private ScriptActor(
      ActorContext<ScriptMessage> context,
      TimerScheduler<ScriptMessage> timers,
      String name,
      ActorRef<ClusterSharding.ShardCommand> shard,
      ScriptHome home) {
    super(context);
    this.timers = timers;
    this.name = name;
    this.shard = shard;
    this.home = home;
    this.log = home.logs().of(name);
  }

  static Behavior<ScriptMessage> create(
      String name, ActorRef<ClusterSharding.ShardCommand> shard, ScriptHome home) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  ScriptActor actor = new ScriptActor(context, timers, name, shard, home);
                  actor.read();
                  return actor;
                }));
  }

  @Override
  public Receive<ScriptMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(ScriptMessage.class, this::on)
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<ScriptMessage> on(ScriptMessage message) {
    return switch (message) {
      case ScriptMessage.Look m -> onLook(m);
      case ScriptMessage.GetStatus m -> onGetStatus(m);
      case ScriptMessage.TryAgain m -> onTryAgain(m);
      case ScriptMessage.Leave m -> onLeave();
      case ScriptMessage.Known m -> onKnown(m);
      case ScriptMessage.Unknown m -> onUnknown(m);
      case ScriptMessage.RunOver m -> onRunOver(m);
      case ScriptMessage.Again m -> read();
      case ScriptMessage.StopOverdue m -> onStopOverdue(m);
      case ScriptMessage.EndWritten m -> onEndWritten(m);
      case ScriptMessage.Idle m -> onIdle();
    };
  }

  // ---- the row ----

  private Behavior<ScriptMessage> onLook(ScriptMessage.Look look) {
    if (row == null || look.revision() > row.revision()) {
      return read();
    }
    if (endedRevision == look.revision() && run == null && !reading) {
      writeEnd(); // the database did not hear of it
    }
    return this;
  }

  private Behavior<ScriptMessage> read() {
    if (leaving) {
      return this;
    }
    if (reading) {
      readAgain = true;
      return this;
    }
    reading = true;
    getContext()
        .pipeToSelf(
            rowAndContent(),
            (known, error) -> error == null ? known : new ScriptMessage.Unknown(reason(error)));
    return this;
  }

  private CompletionStage<ScriptMessage.Known> rowAndContent() {
    return home.rows()
        .get(name)
        .thenCompose(
            found ->
                found == null || !found.wantsToRun()
                    ? CompletableFuture.completedFuture(new ScriptMessage.Known(found, null))
                    : home.rows()
                        .version(name, found.version())
                        .thenApply(v -> new ScriptMessage.Known(found, v == null ? "" : v.content())));
  }

  private static String reason(Throwable error) {
    Throwable cause = error.getCause() == null ? error : error.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private Behavior<ScriptMessage> onUnknown(ScriptMessage.Unknown unknown) {
    reading = false;
    readAgain = false;
    LOG.warn("script {}: its row cannot be read, next try in {}: {}", name, READ_RETRY, unknown.reason());
    timers.startSingleTimer(new ScriptMessage.Again(), READ_RETRY);
    if (run == null) {
      problem = "the script cannot be read: " + unknown.reason();
    }
    answerAll();
    return this;
  }

  private Behavior<ScriptMessage> onKnown(ScriptMessage.Known known) {
    reading = false;
    if (readAgain) {
      readAgain = false;
      return read();
    }
    if (row == null || known.row() == null || known.row().revision() != row.revision()) {
      failures = 0; // another script than the one that failed
    }
    row = known.row();
    if (run == null) {
      startIfWanted(known.content());
    } else if (row == null || row.revision() != runRow.revision() || !row.wantsToRun()) {
      stopRun(home.settings().stopTimeout());
    }
    answerAll();
    return this;
  }

  private void startIfWanted(String content) {
    timers.cancel(new ScriptMessage.Again());
    restartAt = null;
    if (row != null && row.wantsToRun() && endedRevision != row.revision() && !leaving) {
      startRun(content);
      return;
    }
    problem = row == null || row.isPending() ? problem : row.problem();
    if (row != null && row.isPending() && !row.wantsToRun()) {
      endedRevision = row.revision();
      problem = null;
      writeEnd();
    }
    home.stats().phase(name, null);
    timers.startSingleTimer(new ScriptMessage.Idle(), IDLE);
  }

  // ---- the run ----

  private void startRun(String content) {
    timers.cancel(new ScriptMessage.Idle());
    ActorRef<ScriptMessage> self = getContext().getSelf();
    LuaRun[] made = new LuaRun[1];
    LuaRun next =
        new LuaRun(
            name,
            row.version(),
            home.logs().of(name),
            home.settings().limits(),
            home.settings().maxListeners(),
            home.stats(),
            end -> self.tell(new ScriptMessage.RunOver(made[0], end)));
    made[0] = next;
    run = next;
    runRow = row;
    stopping = false;
    problem = failures == 0 ? null : problem;
    since = Instant.now();
    home.stats().phase(name, ScriptStats.Phase.RUNNING);
    log.line(LuaLog.Level.SYSTEM, "version " + row.version() + " starts");
    next.start(content, home.libraries());
  }

  private void stopRun(Duration limit) {
    if (!stopping) {
      stopping = true;
      since = Instant.now();
      home.stats().phase(name, ScriptStats.Phase.STOPPING);
      run.stop();
    }
    timers.startSingleTimer("stop", new ScriptMessage.StopOverdue(run), limit);
  }

  private Behavior<ScriptMessage> onStopOverdue(ScriptMessage.StopOverdue overdue) {
    if (overdue.run() == run) {
      log.line(LuaLog.Level.SYSTEM, "a call in flight takes too long to wait for; it is broken off");
      run.abandon();
    }
    return this;
  }

  private Behavior<ScriptMessage> onRunOver(ScriptMessage.RunOver over) {
    if (over.run() != run) {
      return this;
    }
    boolean stable = !stopping && isStable();
    timers.cancel("stop");
    run = null;
    stopping = false;
    since = Instant.now();
    home.stats().phase(name, null);
    String version = "version " + runRow.version();
    switch (over.end()) {
      case LuaRun.End.Finished finished -> ended(version + " has ended", null);
      case LuaRun.End.NoProgram(String message) ->
          ended(version + " is no Lua program and is not tried again", message);
      case LuaRun.End.Failed(String message) -> failed(message, stable);
      case LuaRun.End.Stopped stopped ->
          log.line(LuaLog.Level.SYSTEM, version + (leaving ? " stopped on " + home.node() : " stopped"));
    }
    if (leaving) {
      return Behaviors.stopped();
    }
    return restartAt == null ? read() : this;
  }

  private boolean isStable() {
    return since.plus(home.settings().stableAfter()).isBefore(Instant.now());
  }

  /** For good: until somebody changes or starts the script. */
  private void ended(String line, String what) {
    log.line(LuaLog.Level.SYSTEM, line);
    failures = 0;
    problem = what;
    endedRevision = runRow.revision();
    writeEnd();
  }

  private void failed(String message, boolean stable) {
    failures = stable ? 1 : failures + 1;
    problem = message;
    Duration wait = backOff();
    restartAt = Instant.now().plus(wait);
    home.stats().phase(name, ScriptStats.Phase.FAILING);
    log.line(
        LuaLog.Level.SYSTEM,
        "version " + runRow.version() + " failed (" + failures + " in a row), next try in "
            + Math.max(1, wait.toSeconds()) + " s");
    timers.startSingleTimer(new ScriptMessage.Again(), wait);
  }

  private Duration backOff() {
    long millis = home.settings().retryMin().toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long bounded = Math.min(millis, home.settings().retryMax().toMillis());
    return Duration.ofMillis((long) (bounded * ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
  }

  // ---- the end of it in the database ----

  private void writeEnd() {
    endUnwritten = true;
    long revision = endedRevision;
    getContext()
        .pipeToSelf(
            home.rows().ended(name, revision, problem),
            (written, error) -> new ScriptMessage.EndWritten(revision, error == null ? null : reason(error)));
  }

  private Behavior<ScriptMessage> onEndWritten(ScriptMessage.EndWritten end) {
    if (end.failure() == null) {
      endUnwritten = false;
      return this;
    }
    LOG.warn("script {}: that its run is over cannot be written, next try in {}: {}", name, READ_RETRY, end.failure());
    timers.startSingleTimer("end", new ScriptMessage.Look(end.revision()), READ_RETRY);
    return this;
  }

  // ---- questions ----

  private Behavior<ScriptMessage> onGetStatus(ScriptMessage.GetStatus get) {
    if (row == null && reading) {
      asking.add(get.replyTo());
    } else {
      answer(get.replyTo());
    }
    return this;
  }

  private Behavior<ScriptMessage> onTryAgain(ScriptMessage.TryAgain again) {
    boolean begun = run != null && !stopping && run.tryAgain(again.listener(), again.event());
    again.replyTo().tell(new ScriptMessage.Tried(begun));
    return this;
  }

  private void answerAll() {
    asking.forEach(this::answer);
    asking.clear();
  }

  private void answer(ActorRef<ScriptStatus> replyTo) {
    if (run == null) {
      replyTo.tell(status(List.of()));
      return;
    }
    ScriptStatus now = status(List.of());
    run.listeners().thenAccept(listeners -> replyTo.tell(now.with(listeners)));
  }

  private ScriptStatus status(List<ListenerView> listeners) {
    boolean well = run != null && !stopping && isStable();
    String state = run == null ? ScriptStatus.STOPPED : stopping ? ScriptStatus.STOPPING : ScriptStatus.RUNNING;
    return new ScriptStatus(
        name,
        state,
        runRow == null ? 0 : runRow.version(),
        well ? null : problem,
        well ? 0 : failures,
        restartAt,
        since,
        home.node(),
        run == null ? 0 : run.calls(),
        listeners);
  }

  // ---- leaving ----

  private Behavior<ScriptMessage> onIdle() {
    if (endUnwritten) {
      timers.startSingleTimer(new ScriptMessage.Idle(), IDLE);
    } else if (run == null && restartAt == null && !reading) {
      shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
    }
    return this;
  }

  private Behavior<ScriptMessage> onLeave() {
    leaving = true;
    if (run == null) {
      return Behaviors.stopped();
    }
    stopRun(home.settings().handoverTimeout());
    return this;
  }

  private Behavior<ScriptMessage> onPostStop() {
    home.stats().phase(name, null);
    if (run != null) {
      run.abandon();
    }
    return this;
  }
}
