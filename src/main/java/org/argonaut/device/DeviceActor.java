package org.argonaut.device;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.apache.pekko.persistence.typed.state.javadsl.Effect;
import org.apache.pekko.persistence.typed.state.javadsl.EffectBuilder;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.Inform;
import org.argonaut.store.NewEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One CPE. Holds its session, its queue and what is known of it; decides what the CPE is told next.
 *
 * <p>Every handler does the same three things: it changes the session and the queue in memory, it derives the durable
 * state that follows from them, and it {@link #commit commits}: the reply leaves when the change is in the database, at
 * once when there is none.
 */
final class DeviceActor extends DurableStateBehavior<DeviceMessage, DeviceState> {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceActor.class);
  private static final Runnable NOTHING = () -> {};
  private static final int MAX_CLASHES = 16;

  private final String sn;
  private final ActorContext<DeviceMessage> context;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final DeviceEnvironment env;
  private final Deadline deadline;

  /** Null until the first message after recovery: most actors in memory are idle. */
  private CommandQueue queue;

  private CommandRunner commands;
  private Session session;
  private Waker waker;
  private long lastContact;
  private long lastPeriodic;
  private int cachedInform;

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
      queue = CommandQueue.of(state.commands());
      commands = new CommandRunner(sn, queue, env, context.getSelf());
      waker = new Waker(sn, env, context);
    }
    return switch (message) {
      case DeviceMessage.BeginSession m -> onBeginSession(state, m);
      case DeviceMessage.NextRequested m -> onNextRequested(state, m);
      case DeviceMessage.RpcAnswered m -> onRpcAnswered(state, m);
      case DeviceMessage.CpeCalled m -> onCpeCalled(state, m);
      case DeviceMessage.Execute m -> onExecute(state, m);
      case DeviceMessage.Enqueue m -> onEnqueue(state, m);
      case DeviceMessage.Cancel m -> onCancel(state, m);
      case DeviceMessage.ListCommands m -> onListCommands(m);
      case DeviceMessage.RequestConnection m -> onRequestConnection(state, m);
      case DeviceMessage.Get m -> onGet(state, m);
      case DeviceMessage.Update m -> onUpdate(state, m);
      case DeviceMessage.Delete m -> onDelete(state, m);
      case DeviceMessage.Tick _ -> onTick(state);
      case DeviceMessage.ConnectionRequestEnded m -> onConnectionRequestEnded(state, m);
      case DeviceMessage.OutcomeRecorded m -> onOutcomeRecorded(state, m);
      case DeviceMessage.Stop _ -> onStop();
    };
  }

  // ---- the session ----

  private Effect<DeviceState> onBeginSession(DeviceState state, DeviceMessage.BeginSession m) {
    Inform inform = m.start().inform();
    if (clashes(state, inform.deviceId())) {
      return onClash(state, inform.deviceId(), m.replyTo());
    }
    Instant now = env.clock().instant();
    if (session != null) {
      LOG.info("{}: a new Inform ends the open session", sn);
      breakOff();
    }
    commands.settleSent();
    DeviceState facts =
        DeviceFacts.unchanged(state, m.start()) ? state : state.withFacts(DeviceFacts.learn(state, m.start()), now);
    facts = observeInterval(facts, inform, now);
    session = new Session(m.session().sessionId(), m.start().version(), env.settings().dialects().of(facts));
    keepAlive();
    waker.sessionCame();
    lastContact = now.toEpochMilli();
    int fingerprint = inform.parameters().hashCode();
    if (fingerprint != cachedInform) {
      cachedInform = fingerprint;
      env.journal().cache(sn, inform.parameters(), now);
    }
    List<NewEvent> events = env.journal().eventsOf(sn, inform, state.firstContact() == null, now);
    SessionReply reply =
        new SessionReply.Answer(new AcsAnswer.InformResponse(), session.version, session.dialect);
    return commit(state, facts, () -> env.journal().append(events, m.replyTo(), reply));
  }

  /** Two vendors may give one serial number: the first keeps it, the others are {@code OUI-serial} (TR-069 3.4.4). */
  private boolean clashes(DeviceState state, Inform.DeviceId id) {
    return !state.oui().isEmpty()
        && !id.oui().isEmpty()
        && sn.equals(id.serialNumber())
        && !state.oui().equalsIgnoreCase(id.oui());
  }

  private Effect<DeviceState> onClash(DeviceState state, Inform.DeviceId id, ActorRef<SessionReply> replyTo) {
    String otherId = id.oui() + "-" + id.serialNumber();
    SessionReply reply = new SessionReply.Clash(otherId);
    if (state.clashes().contains(id.oui()) || state.clashes().size() >= MAX_CLASHES) {
      return commit(state, state, () -> replyTo.tell(reply));
    }
    LOG.warn("{}: a device with OUI {} came with the serial number of one with OUI {}; it is kept as {}",
        sn, id.oui(), state.oui(), otherId);
    List<NewEvent> events = List.of(env.journal().clash(sn, otherId, id, env.clock().instant()));
    return commit(state, state.withClash(id.oui()), () -> env.journal().append(events, replyTo, reply));
  }

  /** Learns the periodic interval of a CPE that does not tell it: two equal gaps between periodic Informs. */
  private DeviceState observeInterval(DeviceState state, Inform inform, Instant now) {
    if (!inform.has("2")) {
      return state;
    }
    long before = lastPeriodic;
    lastPeriodic = now.toEpochMilli();
    if (before == 0) {
      return state;
    }
    return OnlineStatus.observe(state, lastPeriodic - before);
  }

  private Effect<DeviceState> onNextRequested(DeviceState state, DeviceMessage.NextRequested m) {
    if (!joinSession(state, m.session())) {
      return noSession(state, m.replyTo());
    }
    if (session.inFlight != null) {
      commands.finish(session.inFlight, new Outcome.NoAnswer("the CPE asked for work instead of answering"));
      session.inFlight = null;
    }
    return dispatch(state, state, m.replyTo());
  }

  private Effect<DeviceState> onRpcAnswered(DeviceState state, DeviceMessage.RpcAnswered m) {
    if (!joinSession(state, m.session())) {
      return noSession(state, m.replyTo());
    }
    QueuedCommand asked = session.inFlight;
    session.inFlight = null;
    if (asked == null) {
      LOG.warn("{}: {} answers nothing that was asked; ignored", sn, m.answer().rpcName());
      return dispatch(state, state, m.replyTo());
    }
    session.interactive |= asked.hasCaller();
    boolean answersIt = commands.answered(asked, m.envelopeId(), m.answer());
    DeviceState learned = answersIt ? env.journal().learn(sn, state, asked.rpc(), m.answer()) : state;
    return dispatch(state, learned, m.replyTo());
  }

  private Effect<DeviceState> onCpeCalled(DeviceState state, DeviceMessage.CpeCalled m) {
    if (!joinSession(state, m.session())) {
      return noSession(state, m.replyTo());
    }
    Session open = session;
    Consumer<AcsAnswer> reply =
        answer -> m.replyTo().tell(new SessionReply.Answer(answer, open.version, open.dialect));
    Instant now = env.clock().instant();
    Runnable then =
        () -> env.journal().append(
            CpeCalls.events(sn, m.method(), now),
            m.replyTo(),
            new SessionReply.Answer(CpeCalls.answer(m.method()), open.version, open.dialect));
    return switch (m.method()) {
      case AcsMethod.TransferComplete done ->
          onTransferEnded(state, done.commandKey(), CpeCalls.outcome(done), m.replyTo(), then);
      case AcsMethod.DUStateChangeComplete done ->
          onTransferEnded(state, done.commandKey(), CpeCalls.outcome(done), m.replyTo(), then);
      case AcsMethod.AutonomousTransferComplete _,
          AcsMethod.AutonomousDUStateChangeComplete _,
          AcsMethod.RequestDownload _,
          AcsMethod.Kicked _ -> commit(state, state, then);
      case AcsMethod.GetRPCMethods _, AcsMethod.UnknownMethod _, Inform _ ->
          commit(state, state, () -> reply.accept(CpeCalls.answer(m.method())));
    };
  }

  private Effect<DeviceState> onTransferEnded(
      DeviceState state, String key, CommandEnd end, ActorRef<SessionReply> replyTo, Runnable then) {
    QueuedCommand transfer = queue.transfer(key);
    if (transfer == null) {
      LOG.info("{}: a transfer with command key '{}' ended that no command here waits for", sn, key);
      return commit(state, state, then);
    }
    commands.transferEnded(
        transfer,
        end,
        written -> {
          if (written) {
            then.run();
          } else {
            replyTo.tell(new SessionReply.Unavailable("the end of the transfer could not be written"));
          }
        });
    return commit(state, state, NOTHING);
  }

  /**
   * Joins the open session the CPE names. A session that began on a node that is gone, or before this actor moved, is
   * adopted: its name was signed by one of us.
   */
  private boolean joinSession(DeviceState state, SessionRef ref) {
    if (session == null) {
      if (!state.known()) {
        return false;
      }
      session = new Session(ref.sessionId(), ref.version(), env.settings().dialects().of(state));
      session.inFlight = commands.sent();
    } else if (!session.id.equals(ref.sessionId())) {
      return false;
    }
    keepAlive();
    return true;
  }

  private void keepAlive() {
    session.expiresAt = env.clock().millis() + env.settings().sessionTimeout().toMillis();
  }

  private Effect<DeviceState> noSession(DeviceState state, ActorRef<SessionReply> replyTo) {
    LOG.info("{}: a request belongs to a session that is over; refused", sn);
    if (!state.known()) {
      passivate();
    }
    return commit(state, state, () -> replyTo.tell(new SessionReply.NoSession()));
  }

  /** Gives the CPE the next command, holds its request back, or ends the session. */
  private Effect<DeviceState> dispatch(DeviceState state, DeviceState learned, ActorRef<SessionReply> replyTo) {
    QueuedCommand next = queue.next();
    if (next != null) {
      commands.send(next);
      session.inFlight = next;
      SessionReply send = session.send(next);
      return commit(state, learned, () -> replyTo.tell(send));
    }
    if (session.interactive) {
      session.interactive = false;
      session.held = replyTo;
      session.heldUntil = env.clock().millis() + env.settings().linger().toMillis();
      return commit(state, learned, NOTHING);
    }
    endSession(learned);
    return commit(state, learned, () -> replyTo.tell(new SessionReply.End()));
  }

  private void endSession(DeviceState state) {
    lastContact = env.clock().millis();
    env.journal().contact(sn, lastContact, OnlineStatus.onlineUntil(state, lastContact, env.settings()));
    session = null;
  }

  /** The session is over without its proper end. */
  private void breakOff() {
    Session broken = session;
    session = null;
    if (broken.held != null) {
      broken.held.tell(new SessionReply.NoSession());
    }
    if (broken.inFlight != null) {
      commands.settle(broken.inFlight);
    }
  }

  // ---- commands ----

  private Effect<DeviceState> onExecute(DeviceState state, DeviceMessage.Execute m) {
    Outcome.Refused refused = commands.refuse(state);
    if (refused != null) {
      return refuse(state, () -> m.replyTo().tell(refused));
    }
    return accept(state, new QueuedCommand(CommandRunner.prepared(m.command()), m.replyTo()), NOTHING);
  }

  private Effect<DeviceState> onEnqueue(DeviceState state, DeviceMessage.Enqueue m) {
    Outcome.Refused refused = commands.refuse(state);
    String id = m.command().id();
    if (refused != null) {
      return refuse(state, () -> m.replyTo().tell(new Devices.Accepted(id, refused)));
    }
    QueuedCommand entry = new QueuedCommand(CommandRunner.prepared(m.command()), null);
    return accept(state, entry, () -> m.replyTo().tell(new Devices.Accepted(id, null)));
  }

  private Effect<DeviceState> refuse(DeviceState state, Runnable reply) {
    if (!state.known()) {
      passivate();
    }
    return commit(state, state, reply);
  }

  private Effect<DeviceState> accept(DeviceState state, QueuedCommand entry, Runnable accepted) {
    queue.add(entry);
    if (session == null && entry.command().wake()) {
      waker.wake(state);
    }
    if (session == null || session.held == null) {
      return commit(state, state, accepted);
    }
    ActorRef<SessionReply> waiting = session.held;
    session.held = null;
    QueuedCommand next = queue.next();
    if (next == null) {
      session.held = waiting;
      return commit(state, state, accepted);
    }
    commands.send(next);
    session.inFlight = next;
    SessionReply send = session.send(next);
    return commit(
        state,
        state,
        () -> {
          accepted.run();
          waiting.tell(send);
        });
  }

  private Effect<DeviceState> onCancel(DeviceState state, DeviceMessage.Cancel m) {
    Devices.CancelResult result = commands.cancel(m.commandId());
    return commit(state, state, () -> m.replyTo().tell(result));
  }

  private Effect<DeviceState> onListCommands(DeviceMessage.ListCommands m) {
    m.replyTo().tell(new DeviceMessage.CommandList(commands.views()));
    return Effect().none();
  }

  private Effect<DeviceState> onOutcomeRecorded(DeviceState state, DeviceMessage.OutcomeRecorded m) {
    if (!m.written()) {
      commands.recordFailed();
      m.then().accept(false);
      return commit(state, state, NOTHING);
    }
    QueuedCommand ended = queue.find(m.commandId());
    if (ended != null) {
      queue.remove(ended);
    }
    return commit(state, state, () -> m.then().accept(true));
  }

  // ---- waking the CPE ----

  private Effect<DeviceState> onRequestConnection(DeviceState state, DeviceMessage.RequestConnection m) {
    if (!state.known()) {
      passivate();
      m.replyTo().tell(new SessionOpener.Answer(null, "unknown device"));
    } else if (session != null) {
      m.replyTo().tell(new SessionOpener.Answer(SessionOpener.Result.ACCEPTED, "a session is open"));
    } else {
      waker.wakeFor(state, m.replyTo());
    }
    return commit(state, state, NOTHING);
  }

  private Effect<DeviceState> onConnectionRequestEnded(DeviceState state, DeviceMessage.ConnectionRequestEnded m) {
    if (!waker.ended(m.answer()) && session == null) {
      commands.unreachable(m.answer());
    }
    return commit(state, state, NOTHING);
  }

  // ---- what people and programs see and set ----

  private Effect<DeviceState> onGet(DeviceState state, DeviceMessage.Get m) {
    if (!state.known()) {
      passivate();
    }
    m.replyTo().tell(new DeviceMessage.Found(view(state)));
    return Effect().none();
  }

  private Effect<DeviceState> onUpdate(DeviceState state, DeviceMessage.Update m) {
    if (!state.known() && !m.createIfMissing()) {
      passivate();
      m.replyTo().tell(new DeviceMessage.Found(null));
      return Effect().none();
    }
    String password = m.change().connectionRequestPassword();
    DeviceState changed = state.withChange(m.change(), password == null ? null : env.journal().encrypt(password));
    return commit(state, changed, () -> m.replyTo().tell(new DeviceMessage.Found(view(changed))));
  }

  private Effect<DeviceState> onDelete(DeviceState state, DeviceMessage.Delete m) {
    if (!state.known()) {
      passivate();
      m.replyTo().tell(new DeviceMessage.Deleted(false));
      return Effect().none();
    }
    if (session != null) {
      breakOff();
    }
    queue.all().forEach(entry -> entry.complete(new Outcome.Cancelled()));
    LOG.info("{}: deleted", sn);
    Runnable forget =
        () -> env.journal().forget(sn).whenComplete((_, _) -> m.replyTo().tell(new DeviceMessage.Deleted(true)));
    return deleteState().thenRun(forget::run).thenStop();
  }

  /** Pekko's Java API has no delete; its effects implement both APIs. */
  @SuppressWarnings("unchecked")
  private static EffectBuilder<DeviceState> deleteState() {
    return (EffectBuilder<DeviceState>)
        (Object) org.apache.pekko.persistence.typed.state.scaladsl.Effect.<DeviceState>delete();
  }

  private Devices.DeviceView view(DeviceState state) {
    if (!state.known()) {
      return null;
    }
    return DeviceViews.of(sn, state, lastContact, session != null, queue.size(), env);
  }

  // ---- time ----

  private Effect<DeviceState> onTick(DeviceState state) {
    deadline.fired();
    long now = env.clock().millis();
    commands.expire();
    commands.retryRecords();
    if (session == null && waker.gaveUp(now)) {
      commands.unreachable(
          new SessionOpener.Answer(
              SessionOpener.Result.NO_SESSION, "the CPE took the connection request, but no session came"));
    }
    Runnable reply = NOTHING;
    if (session != null && session.held != null && session.heldUntil <= now) {
      ActorRef<SessionReply> waiting = session.held;
      endSession(state);
      reply = () -> waiting.tell(new SessionReply.End());
    } else if (session != null && session.expiresAt <= now) {
      LOG.info("{}: the CPE went silent; its session is over", sn);
      breakOff();
      if (queue.wantsWake()) {
        waker.wake(state);
      }
    }
    return commit(state, state, reply);
  }

  private void arm() {
    long earliest = commands.nextDeadline();
    if (session != null) {
      earliest = Math.min(earliest, session.held == null ? session.expiresAt : session.heldUntil);
    }
    deadline.arm(Math.min(earliest, waker.nextDeadline()), env.clock().millis());
  }

  // ---- the end of a handler ----

  /** Writes what changed, then replies; replies at once when nothing durable did. */
  private Effect<DeviceState> commit(DeviceState before, DeviceState facts, Runnable then) {
    DeviceState after = queue.into(facts);
    arm();
    if (after.equals(before)) {
      then.run();
      return Effect().none();
    }
    return Effect().persist(after).thenRun(then::run);
  }

  private Effect<DeviceState> onStop() {
    if (session != null && session.held != null) {
      session.held.tell(new SessionReply.End());
    }
    commands.moveAway();
    deadline.cancel();
    return Effect().stop();
  }

  private void passivate() {
    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
  }
}
