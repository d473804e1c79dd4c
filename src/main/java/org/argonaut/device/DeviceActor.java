package org.argonaut.device;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.apache.pekko.persistence.typed.state.javadsl.Effect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One CPE. Holds its session, its queue and what is known of it; decides what the CPE is told next.
 *
 * <p>Every handler changes session and queue in memory and returns a {@link Decision}; {@link #commit} derives the
 * durable state that follows, writes it when it changed, and only then lets the replies go.
 */
final class DeviceActor extends DurableStateBehavior<DeviceMessage, DeviceState> {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceActor.class);

  private final String sn;
  private final ActorContext<DeviceMessage> context;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final DeviceEnvironment env;
  private final Deadline deadline;

  /** These are null until the first message after recovery. */
  private CommandQueue queue;

  private CommandRunner commands;
  private CwmpSessions sessions;
  private Waker waker;

  /** Null for a device that never spoke USP. */
  private UspLink link;

  private DeviceActor(
      String sn,
      ActorContext<DeviceMessage> context,
      ActorRef<ClusterSharding.ShardCommand> shard,
      DeviceEnvironment env) {
    super(PersistenceId.of(Devices.ENTITY_TYPE, sn));
    this.sn = sn;
    this.context = context;
    this.shard = shard;
    this.env = env;
    this.deadline = new Deadline(context);
  }

  static Behavior<DeviceMessage> create(
      String sn, ActorRef<ClusterSharding.ShardCommand> shard, DeviceEnvironment env) {
    return Behaviors.setup(context -> new DeviceActor(sn, context, shard, env));
  }

  @Override
  public DeviceState emptyState() {
    return DeviceState.UNKNOWN;
  }

  @Override
  public CommandHandler<DeviceMessage, DeviceState> commandHandler() {
    return this::onMessage;
  }

  private Effect<DeviceState> onMessage(DeviceState state, DeviceMessage message) {
    if (queue == null) {
      wakeUp(state);
    }
    return switch (message) {
      case DeviceMessage.BeginSession m -> commit(state, sessions.begin(state, m));
      case DeviceMessage.NextRequested m -> commit(state, sessions.next(state, m));
      case DeviceMessage.RpcAnswered m -> commit(state, sessions.answered(state, m));
      case DeviceMessage.CpeCalled m -> commit(state, sessions.called(state, m));
      case DeviceMessage.RecordArrived m -> commit(state, link().arrived(state, m));
      case DeviceMessage.AgentAttached m -> commit(state, link().attached(state, m));
      case DeviceMessage.AgentLeft m -> commit(state, link().left(state, m.route()));
      case DeviceMessage.RouteEnded m -> commit(state, link().left(state, m.route()));
      case DeviceMessage.SendFailed m -> commit(state, link().sendFailed(state, m));
      case DeviceMessage.NotifyRecorded m -> commit(state, link().recorded(state, m));
      case DeviceMessage.Announced m -> commit(state, link().announced(state, m));
      case DeviceMessage.Execute m -> commit(state, onExecute(state, m));
      case DeviceMessage.Enqueue m -> commit(state, onEnqueue(state, m));
      case DeviceMessage.Cancel m -> commit(state, onCancel(state, m));
      case DeviceMessage.ListCommands m -> commit(state, onListCommands(state, m));
      case DeviceMessage.RequestConnection m -> commit(state, onRequestConnection(state, m));
      case DeviceMessage.Get m -> commit(state, onGet(state, m));
      case DeviceMessage.Update m -> commit(state, onUpdate(state, m));
      case DeviceMessage.Tick _ -> commit(state, onTick(state));
      case DeviceMessage.ConnectionRequestEnded m -> commit(state, onConnectionRequestEnded(state, m));
      case DeviceMessage.OutcomeRecorded m -> commit(state, onOutcomeRecorded(state, m));
      case DeviceMessage.Delete m -> onDelete(state, m);
      case DeviceMessage.Stop _ -> onStop(state);
    };
  }

  private void wakeUp(DeviceState state) {
    queue = CommandQueue.of(state.commands());
    commands = new CommandRunner(sn, queue, env, context.getSelf());
    waker = new Waker(sn, env, context);
    sessions = new CwmpSessions(sn, queue, commands, waker, env);
    link = null;
    if (state.usp() != null) {
      link().settleSent();
    }
  }

  private UspLink link() {
    if (link == null) {
      link = new UspLink(sn, queue, commands, env, context);
    }
    return link;
  }

  /** Writes what changed, then replies; replies at once when nothing durable did. */
  private Effect<DeviceState> commit(DeviceState before, Decision decision) {
    DeviceState after = queue.into(decision.state());
    armDeadline();
    if (!after.known()) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
    if (after.equals(before)) {
      decision.then().run();
      return Effect().none();
    }
    return Effect().persist(after).thenRun(decision.then()::run);
  }

  // ---- commands ----

  private Decision onExecute(DeviceState state, DeviceMessage.Execute m) {
    Outcome.Refused refused = commands.refuse(state, m.command().request());
    if (refused != null) {
      return new Decision(state, () -> m.replyTo().tell(refused));
    }
    return accept(state, new QueuedCommand(CommandRunner.prepared(m.command()), m.replyTo()));
  }

  private Decision onEnqueue(DeviceState state, DeviceMessage.Enqueue m) {
    String id = m.command().id();
    Outcome.Refused refused = commands.refuse(state, m.command().request());
    if (refused != null) {
      return new Decision(state, () -> m.replyTo().tell(new Devices.Accepted(id, refused)));
    }
    return accept(state, new QueuedCommand(CommandRunner.prepared(m.command()), null))
        .andThen(() -> m.replyTo().tell(new Devices.Accepted(id, null)));
  }

  private Decision accept(DeviceState state, QueuedCommand entry) {
    queue.add(entry);
    if (entry.message()) {
      return link().offer(state);
    }
    if (!sessions.isOpen() && entry.command().wake()) {
      waker.wake(state);
    }
    return sessions.offer(state);
  }

  private Decision onCancel(DeviceState state, DeviceMessage.Cancel m) {
    Devices.CancelResult result = commands.cancel(m.commandId());
    return new Decision(state, () -> m.replyTo().tell(result));
  }

  private Decision onListCommands(DeviceState state, DeviceMessage.ListCommands m) {
    return new Decision(state, () -> m.replyTo().tell(new DeviceMessage.CommandList(commands.views())));
  }

  private Decision onOutcomeRecorded(DeviceState state, DeviceMessage.OutcomeRecorded m) {
    if (m.written()) {
      queue.remove(m.commandId());
    } else {
      commands.recordFailed();
    }
    return new Decision(state, () -> m.then().accept(m.written()));
  }

  // ---- waking the CPE ----

  private Decision onRequestConnection(DeviceState state, DeviceMessage.RequestConnection m) {
    if (!state.known()) {
      return new Decision(state, () -> m.replyTo().tell(new SessionOpener.Answer(null, "unknown device")));
    }
    if (sessions.isOpen()) {
      m.replyTo().tell(new SessionOpener.Answer(SessionOpener.Result.ACCEPTED, "a session is open"));
    } else {
      waker.wakeFor(state, m.replyTo());
    }
    return Decision.stay(state);
  }

  private Decision onConnectionRequestEnded(DeviceState state, DeviceMessage.ConnectionRequestEnded m) {
    boolean comes = waker.ended(m.answer());
    if (!sessions.isOpen() && !comes) {
      commands.unreachable(m.answer());
    } else if (!sessions.isOpen() && queue.wantsWake()) {
      waker.wake(state); // the session it spoke of is over already, and more has been queued since
    }
    return Decision.stay(state);
  }

  // ---- what people and programs see and set ----

  private Decision onGet(DeviceState state, DeviceMessage.Get m) {
    return new Decision(state, () -> m.replyTo().tell(new DeviceMessage.Found(view(state))));
  }

  private Decision onUpdate(DeviceState state, DeviceMessage.Update m) {
    if (!state.known() && !m.createIfMissing()) {
      return new Decision(state, () -> m.replyTo().tell(new DeviceMessage.Found(null)));
    }
    String password = m.change().connectionRequestPassword();
    DeviceState changed =
        state.withAttributes(
            state.attributes().with(m.change(), password == null ? null : env.journal().encrypt(password)));
    return new Decision(changed, () -> m.replyTo().tell(new DeviceMessage.Found(view(changed))));
  }

  /**
   * First the state of an unknown device is written, then its row goes, then the caller is told. (Pekko's delete effect does
   * not wait for the row to go: who came next could find it.)
   */
  private Effect<DeviceState> onDelete(DeviceState state, DeviceMessage.Delete m) {
    ActorRef<DeviceMessage> self = context.getSelf();
    long revision = lastSequenceNumber(context);
    if (!state.known()) {
      Runnable leftover = () -> forget(self, revision, m.replyTo(), false);
      return commit(state, new Decision(state, leftover));
    }
    sessions.breakOff();
    if (link != null) {
      link.close();
      link = null;
    }
    deadline.cancel();
    queue.all().forEach(entry -> entry.complete(new Outcome.Cancelled()));
    queue = null; // begins anew with whatever comes next
    LOG.info("{}: deleted", sn);
    return Effect().persist(emptyState()).thenRun(() -> forget(self, revision + 1, m.replyTo(), true));
  }

  private void forget(
      ActorRef<DeviceMessage> self, long revision, ActorRef<DeviceMessage.Deleted> replyTo, boolean existed) {
    env.journal()
        .forget(sn, revision)
        .whenComplete(
            (_, failure) -> {
              if (failure == null) {
                replyTo.tell(new DeviceMessage.Deleted(existed));
              } else {
                LOG.warn("{}: its row could not be removed: {}", sn, failure.toString());
              }
              shard.tell(new ClusterSharding.Passivate<>(self));
            });
  }

  private Devices.DeviceView view(DeviceState state) {
    if (!state.known()) {
      return null;
    }
    return DeviceViews.of(sn, state, online(state), lastContact(), sessions.isOpen() || connected(), queue.size());
  }

  private long lastContact() {
    return link == null ? sessions.lastContact() : link.lastContact();
  }

  private boolean online(DeviceState state) {
    if (link != null) {
      return link.online(state);
    }
    long until = OnlineStatus.onlineUntil(state, sessions.lastContact(), env.settings());
    return sessions.isOpen() || until > env.clock().millis();
  }

  private boolean connected() {
    return link != null && link.connected();
  }

  // ---- time ----

  private Decision onTick(DeviceState state) {
    deadline.fired();
    long now = env.clock().millis();
    commands.expire();
    commands.retryRecords();
    if (waker.gaveUp(now) && !sessions.isOpen()) {
      commands.unreachable(
          new SessionOpener.Answer(
              SessionOpener.Result.NO_SESSION, "the CPE took the connection request, but no session came"));
    }
    waker.retry(state, now, !sessions.isOpen() && queue.wantsWake());
    return link == null ? sessions.expire(state, now) : link.expire(state);
  }

  private void armDeadline() {
    long earliest = Math.min(sessions.nextDeadline(), Math.min(commands.nextDeadline(), waker.nextDeadline()));
    deadline.arm(link == null ? earliest : Math.min(earliest, link.nextDeadline()), env.clock().millis());
  }

  // ---- the end ----

  private Effect<DeviceState> onStop(DeviceState state) {
    sessions.leave(state);
    if (link != null) {
      link.leave(state);
    }
    commands.moveAway();
    deadline.cancel();
    return Effect().stop();
  }
}
