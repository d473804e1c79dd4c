package org.argonaut.device;

import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Inform;
import org.argonaut.store.NewEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CWMP sessions of one device (TR-069 3.7): one at a time, from Inform to the empty answer. Confined to its actor.
 *
 * <p>Decides what the CPE is told next; writes and sends nothing itself.
 */
final class CwmpSessions {
  private static final Logger LOG = LoggerFactory.getLogger(CwmpSessions.class);
  private static final int MAX_CLASHES = 16;

  private final String sn;
  private final CommandQueue queue;
  private final CommandRunner commands;
  private final Waker waker;
  private final DeviceEnvironment env;

  private Session session;
  private long lastContact;

  /** The last contact that was given to the database; it lags, so that a chatty CPE costs no write each session. */
  private long writtenContact;

  private long lastPeriodic;
  private int cachedInform;

  CwmpSessions(String sn, CommandQueue queue, CommandRunner commands, Waker waker, DeviceEnvironment env) {
    this.sn = sn;
    this.queue = queue;
    this.commands = commands;
    this.waker = waker;
    this.env = env;
  }

  boolean isOpen() {
    return session != null;
  }

  /** Epoch milliseconds; 0 when the device was not met since this actor was loaded. */
  long lastContact() {
    return lastContact;
  }

  // ---- what the CPE sends ----

  Decision begin(DeviceState state, DeviceMessage.BeginSession m) {
    Inform inform = m.start().inform();
    if (clashes(state, inform.deviceId())) {
      return clash(state, inform.deviceId(), m.replyTo());
    }
    Instant now = env.clock().instant();
    if (session != null) {
      LOG.info("{}: a new Inform ends the open session", sn);
      breakOff();
    }
    commands.settleSent();
    DeviceState met = state;
    if (state.firstContact() == null || !state.facts().cover(m.start())) {
      met = state.met(state.facts().with(m.start()), now);
    }
    met = observeInterval(met, inform, now);
    open(m.session().sessionId(), m.start().version(), met);
    waker.sessionCame();
    lastContact = now.toEpochMilli();
    int fingerprint = inform.parameters().hashCode();
    if (fingerprint != cachedInform && (cachedInform != 0 || fingerprint != state.facts().informFingerprint())) {
      cachedInform = fingerprint;
      env.journal().cache(sn, inform.parameters(), now);
      int kept = met.facts().informFingerprint();
      if (kept != 0 && kept != fingerprint) {
        met = met.withFacts(met.facts().withoutFingerprint());
      }
    }
    List<NewEvent> events = env.journal().eventsOf(sn, inform, state.firstContact() == null, now);
    SessionReply reply = answer(new AcsAnswer.InformResponse());
    return new Decision(met, () -> env.journal().append(events, m.replyTo(), reply));
  }

  /** Two vendors may give one serial number: the first keeps it, the others are {@code OUI-serial} (TR-069 3.4.4). */
  private boolean clashes(DeviceState state, Inform.DeviceId id) {
    return !state.facts().oui().isEmpty()
        && !id.oui().isEmpty()
        && sn.equals(id.serialNumber())
        && !state.facts().oui().equalsIgnoreCase(id.oui());
  }

  private Decision clash(DeviceState state, Inform.DeviceId id, ActorRef<SessionReply> replyTo) {
    String otherId = id.oui() + "-" + id.serialNumber();
    SessionReply reply = new SessionReply.Clash(otherId);
    if (state.clashes().contains(id.oui()) || state.clashes().size() >= MAX_CLASHES) {
      return new Decision(state, () -> replyTo.tell(reply));
    }
    LOG.warn("{}: a device with OUI {} came with the serial number of one with OUI {}; it is kept as {}",
        sn, id.oui(), state.facts().oui(), otherId);
    List<NewEvent> events = List.of(env.journal().clash(sn, otherId, id, env.clock().instant()));
    return new Decision(state.withClash(id.oui()), () -> env.journal().append(events, replyTo, reply));
  }

  /** Learns the periodic interval of a CPE that does not tell it from the gap between two periodic Informs. */
  private DeviceState observeInterval(DeviceState state, Inform inform, Instant now) {
    if (!inform.has("2")) {
      return state;
    }
    long before = lastPeriodic;
    lastPeriodic = now.toEpochMilli();
    return before == 0 ? state : OnlineStatus.observe(state, lastPeriodic - before);
  }

  Decision next(DeviceState state, DeviceMessage.NextRequested m) {
    if (!join(state, m.session())) {
      return refuse(state, m.replyTo());
    }
    if (session.inFlight != null) {
      commands.finish(session.inFlight, new Outcome.NoAnswer("the CPE asked for work instead of answering"));
      session.inFlight = null;
    }
    return dispatch(state, m.replyTo());
  }

  Decision answered(DeviceState state, DeviceMessage.RpcAnswered m) {
    if (!join(state, m.session())) {
      return refuse(state, m.replyTo());
    }
    QueuedCommand asked = session.inFlight;
    session.inFlight = null;
    if (asked == null) {
      LOG.warn("{}: {} answers nothing that was asked; ignored", sn, m.answer().rpcName());
      return dispatch(state, m.replyTo());
    }
    session.interactive |= asked.hasCaller();
    boolean answersIt = commands.answered(asked, m.envelopeId(), m.answer());
    return dispatch(
        answersIt ? env.journal().learn(sn, state, asked.rpc(), m.answer()) : state, m.replyTo());
  }

  Decision called(DeviceState state, DeviceMessage.CpeCalled m) {
    if (!join(state, m.session())) {
      return refuse(state, m.replyTo());
    }
    List<NewEvent> events = CpeCalls.events(sn, m.method(), env.clock().instant());
    SessionReply reply = answer(CpeCalls.answer(m.method()));
    Runnable acknowledge = () -> env.journal().append(events, m.replyTo(), reply);
    return switch (m.method()) {
      case AcsMethod.TransferComplete done ->
          transferEnded(state, done.commandKey(), CpeCalls.outcome(done), m.replyTo(), acknowledge);
      case AcsMethod.DUStateChangeComplete done ->
          transferEnded(state, done.commandKey(), CpeCalls.outcome(done), m.replyTo(), acknowledge);
      default -> new Decision(state, acknowledge);
    };
  }

  /** The CPE forgets a transfer once it is acknowledged, so its end is written first. */
  private Decision transferEnded(
      DeviceState state, String key, CommandEnd end, ActorRef<SessionReply> replyTo, Runnable acknowledge) {
    QueuedCommand transfer = queue.transfer(key);
    if (transfer == null) {
      LOG.info("{}: a transfer with command key '{}' ended that no command here waits for", sn, key);
      return new Decision(state, acknowledge);
    }
    commands.transferEnded(
        transfer,
        end,
        written -> {
          if (written) {
            acknowledge.run();
          } else {
            replyTo.tell(new SessionReply.Unavailable("the end of the transfer could not be written"));
          }
        });
    return Decision.stay(state);
  }

  // ---- what the CPE is told ----

  /** Gives the CPE the next command, holds its request back, or ends the session. */
  private Decision dispatch(DeviceState state, ActorRef<SessionReply> replyTo) {
    QueuedCommand next = queue.next();
    if (next != null) {
      return send(state, next, replyTo);
    }
    if (session.interactive) {
      session.interactive = false;
      session.held = replyTo;
      session.heldUntil = env.clock().millis() + env.settings().linger().toMillis();
      return Decision.stay(state);
    }
    close(state);
    return new Decision(state, () -> replyTo.tell(new SessionReply.End()));
  }

  private Decision send(DeviceState state, QueuedCommand command, ActorRef<SessionReply> replyTo) {
    commands.send(command);
    session.inFlight = command;
    SessionReply send =
        new SessionReply.Send(command.id(), command.rpc(), session.version, session.dialect);
    return new Decision(state, () -> replyTo.tell(send));
  }

  /** A command was queued: a CPE whose request is held back gets it at once. */
  Decision offer(DeviceState state) {
    QueuedCommand next = session == null || session.held == null ? null : queue.next();
    if (next == null) {
      return Decision.stay(state);
    }
    ActorRef<SessionReply> waiting = session.held;
    session.held = null;
    return send(state, next, waiting);
  }

  private SessionReply answer(AcsAnswer answer) {
    return new SessionReply.Answer(answer, session.version, session.dialect);
  }

  private Decision refuse(DeviceState state, ActorRef<SessionReply> replyTo) {
    LOG.info("{}: a request belongs to a session that is over; refused", sn);
    return new Decision(state, () -> replyTo.tell(new SessionReply.NoSession()));
  }

  // ---- opening and ending ----

  private void open(String id, CwmpVersion version, DeviceState state) {
    Dialect dialect = env.settings().dialects().of(state);
    session = new Session(id, version, dialect);
    keepAlive();
  }

  /**
   * Joins the open session the CPE names. A session that began on a node that is gone, or before this actor moved, is
   * adopted: its name was signed by one of us.
   */
  private boolean join(DeviceState state, SessionRef ref) {
    if (session == null) {
      if (!state.known()) {
        return false;
      }
      open(ref.sessionId(), ref.version(), state);
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

  private void close(DeviceState state) {
    lastContact = env.clock().millis();
    session = null;
    if (lastContact - writtenContact >= env.settings().contactResolution().toMillis()) {
      writeContact(state);
    }
  }

  private void writeContact(DeviceState state) {
    writtenContact = lastContact;
    env.journal().contact(sn, lastContact, OnlineStatus.onlineUntil(state, lastContact, env.settings()));
  }

  /** Ends the session, if one is open, without its proper end. */
  void breakOff() {
    if (session == null) {
      return;
    }
    Session broken = session;
    session = null;
    if (broken.held != null) {
      broken.held.tell(new SessionReply.NoSession());
    }
    if (broken.inFlight != null) {
      commands.settle(broken.inFlight);
    }
  }

  /** The actor stops: a CPE whose request is held back is sent home; any other will find the session elsewhere. */
  void leave(DeviceState state) {
    if (session != null && session.held != null) {
      session.held.tell(new SessionReply.End());
    }
    session = null;
    if (lastContact > writtenContact) {
      writeContact(state);
    }
  }

  // ---- time ----

  /** When to look again, in epoch milliseconds; MAX_VALUE: no need. */
  long nextDeadline() {
    if (session == null) {
      return Long.MAX_VALUE;
    }
    return session.held == null ? session.expiresAt : session.heldUntil;
  }

  Decision expire(DeviceState state, long now) {
    if (session == null || nextDeadline() > now) {
      return Decision.stay(state);
    }
    ActorRef<SessionReply> waiting = session.held;
    if (waiting != null) {
      close(state);
      return new Decision(state, () -> waiting.tell(new SessionReply.End()));
    }
    LOG.info("{}: the CPE went silent; its session is over", sn);
    breakOff();
    if (queue.wantsWake()) {
      waker.wake(state);
    }
    return Decision.stay(state);
  }
}
