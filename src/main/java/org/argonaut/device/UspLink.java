package org.argonaut.device;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.argonaut.device.DurableCommand.Status;
import org.argonaut.store.NewEvent;
import org.argonaut.usp.BadMessage;
import org.argonaut.usp.Conversation;
import org.argonaut.usp.Messages;
import org.argonaut.usp.Notice;
import org.argonaut.usp.Received;
import org.argonaut.usp.proto.UspMsg;
import org.argonaut.usp.proto.UspRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The USP side of one device (TR-369): the way to its agent and what is said over it. Confined to its actor. */
final class UspLink {
  private static final Logger LOG = LoggerFactory.getLogger(UspLink.class);
  /** Of all agents: a broker that is lost under load fails thousands of records at once. */
  private static final LogLimit UNSENT = new LogLimit();

  private final String id;
  private final CommandQueue queue;
  private final CommandRunner commands;
  private final DeviceEnvironment env;
  private final UspEnvironment usp;
  private final ActorContext<DeviceMessage> context;
  private final UspAnswers answers;
  private final OwnWork own;
  private final UspNotified notified;

  private Conversation conversation;

  /** The way to the agent; null while none is known. */
  private AgentRoute route;

  /** Whether the agent's connection ended, or its broker said that it is gone, since it was last heard. */
  private boolean gone;

  /** Whether the event that tells of a new device is being written. */
  private boolean announcing;

  private long lastContact;
  private long writtenContact;

  /** Until when the nodes are asked for the agent's connection, in epoch milliseconds; 0: they are not. */
  private long searchUntil;

  UspLink(
      String id, CommandQueue queue, CommandRunner commands, DeviceEnvironment env, ActorContext<DeviceMessage> context) {
    this.id = id;
    this.queue = queue;
    this.commands = commands;
    this.env = env;
    this.usp = env.usp();
    this.context = context;
    this.answers = new UspAnswers(id, queue, commands, env, usp.settings().operationTimeout());
    this.own = new OwnWork(id, env, answers);
    this.notified = new UspNotified(id, env, answers, own);
    this.conversation = usp.settings().conversation(id);
  }

  boolean connected() {
    return route instanceof AgentRoute.Connection;
  }

  /** Whether the agent counts as online, as far as this actor knows. */
  boolean online(DeviceState state) {
    if (connected()) {
      return true;
    }
    boolean heard = !gone && lastContact != 0 && state.usp() != null && state.usp().mtp() != null;
    return heard && usp.settings().onlineUntil(lastContact, state.usp().mtp()) > env.clock().millis();
  }

  /** Epoch milliseconds; 0 when the agent was not heard since this actor was loaded. */
  long lastContact() {
    return lastContact;
  }

  private UspTurn turn(DeviceState state) {
    return new UspTurn(state, conversation, env.clock().millis());
  }

  private Decision end(UspTurn turn, Runnable then) {
    return new Decision(
        turn.state(),
        () -> {
          turn.out().forEach(this::deliver);
          noteContact(turn.state());
          then.run();
        });
  }

  /** Once the device is stored: of an unknown one the contact would be lost. */
  private void noteContact(DeviceState state) {
    boolean due = !gone && lastContact - writtenContact >= env.settings().contactResolution().toMillis();
    if (due && state.usp() != null && state.usp().mtp() != null) {
      writeContact(state.usp().mtp());
    }
  }

  // ---- the way to the agent ----

  /** An agent that was never heard makes itself known by its first record; a mere connection leaves no trace. */
  Decision attached(DeviceState state, DeviceMessage.AgentAttached m) {
    Runnable reply = () -> m.replyTo().tell(new DeviceMessage.Arrived(null));
    if (state.usp() == null) {
      return new Decision(state, reply);
    }
    DeviceState heard = heard(state, m.route());
    UspTurn turn = turn(heard);
    goOn(turn);
    return end(turn, reply);
  }

  /** A connection's actor ended, or a broker says that the agent is gone. */
  Decision left(DeviceState state, AgentRoute over) {
    if (route == null || !sameWay(route, over)) {
      return Decision.stay(state);
    }
    LOG.debug("{}: gone from {} {}", id, over.mtp(), over.place());
    gone = true;
    if (over instanceof AgentRoute.Connection) {
      route = null;
    }
    lost();
    if (state.usp() != null) {
      env.journal().contact(id, lastContact, env.clock().millis());
      writtenContact = 0; // when it is heard again, that is to be written at once
    }
    return Decision.stay(state);
  }

  /** A broker tells that an agent is gone, not where it had listened: then the place is empty. */
  private static boolean sameWay(AgentRoute one, AgentRoute other) {
    return switch (other) {
      case AgentRoute.Connection b -> one instanceof AgentRoute.Connection a && a.actor().equals(b.actor());
      case AgentRoute.Broker b -> one.equals(b) || (b.place().isEmpty() && one.mtp() == b.mtp());
    };
  }

  /** What was under way over the way that is lost: repeat what may be repeated, be honest about the rest. */
  private void lost() {
    own.lost();
    conversation = usp.settings().conversation(id);
    settleSent();
  }

  /** What was sent and cannot be answered any more. */
  void settleSent() {
    for (QueuedCommand entry : queue.all()) {
      if (entry.message() && entry.status() == Status.SENT) {
        commands.settle(entry);
      }
    }
  }

  private DeviceState heard(DeviceState state, AgentRoute over) {
    lastContact = env.clock().millis();
    searchUntil = 0;
    gone = false;
    take(over);
    UspFacts before = state.usp() == null ? UspFacts.NEW : state.usp();
    UspFacts after = before.over(over);
    DeviceState met = after.equals(state.usp()) ? state : state.withUsp(after, Instant.ofEpochMilli(lastContact));
    if (over instanceof AgentRoute.Connection connection) {
      DeviceFacts facts = met.facts().withIp(connection.place());
      met = facts.equals(met.facts()) ? met : met.withFacts(facts);
    }
    return met;
  }

  private void writeContact(AgentRoute.Mtp mtp) {
    writtenContact = lastContact;
    env.journal().contact(id, lastContact, usp.settings().onlineUntil(lastContact, mtp));
  }

  /** One connection for an agent (R-WS.4): the newest stays. */
  private void take(AgentRoute over) {
    if (route != null && sameWay(route, over)) {
      return;
    }
    AgentRoute before = route;
    route = over;
    if (before instanceof AgentRoute.Connection old) {
      old.actor().tell(new ToAgent.Close("another connection of the same endpoint id took over"));
    }
    if (before != null) {
      lost();
    }
    if (over instanceof AgentRoute.Connection connection) {
      context.watchWith(connection.actor(), new DeviceMessage.RouteEnded(connection));
    }
  }

  // ---- what the agent sends ----

  Decision arrived(DeviceState state, DeviceMessage.RecordArrived m) {
    if (state.facts().cwmpVersion() != null) {
      LOG.warn("{}: a USP record came under the serial number of a CPE that speaks CWMP; dropped", id);
      return new Decision(state, () -> m.replyTo().tell(new DeviceMessage.Arrived("the id is a CWMP device's")));
    }
    DeviceState heard = heard(state, m.route());
    UspTurn turn = turn(heard);
    take(turn, conversation.receive(m.record(), turn.now()));
    goOn(turn);
    return end(turn, () -> writeEvents(turn, m.replyTo()));
  }

  private void take(UspTurn turn, Received received) {
    turn.send(received.replies());
    switch (received.notice()) {
      case Notice.Disconnected gone -> {
        LOG.info("{}: the agent disconnects: {} {}", id, gone.code(), gone.reason());
        settle(gone.unacknowledged());
      }
      case Notice.SessionRestarted restarted -> {
        LOG.info("{}: a new session: {}", id, restarted.reason());
        settle(restarted.unacknowledged());
      }
      case Notice.Dropped dropped -> LOG.info("{}: a record was dropped: {}", id, dropped.reason());
      case Notice.Connected _, Notice.None _ -> {
        // the route says it all
      }
    }
    received.messages().forEach(message -> read(turn, message.bytes(), message.inSession()));
  }

  /** Messages of a session that is over, of which nobody knows whether the agent has them. */
  private void settle(List<ByteString> unacknowledged) {
    for (ByteString bytes : unacknowledged) {
      try {
        QueuedCommand entry = queue.find(Messages.parse(bytes).getHeader().getMsgId());
        if (entry != null && entry.message()) {
          commands.settle(entry);
        }
      } catch (BadMessage impossible) {
        LOG.warn("{}: a message of our own cannot be read: {}", id, impossible.getMessage());
      }
    }
  }

  private void read(UspTurn turn, ByteString bytes, boolean inSession) {
    UspMsg.Msg message;
    try {
      message = Messages.parse(bytes);
    } catch (BadMessage bad) {
      LOG.info("{}: a message cannot be read: {}", id, bad.getMessage());
      if (bad.answerable()) {
        turn.answer(Messages.error(bad.msgId(), bad.code(), bad.getMessage(), List.of()), inSession);
      }
      return;
    }
    if (message.getBody().hasRequest()) {
      notified.request(turn, message, bytes, inSession);
    } else if (!own.answered(turn, message.getHeader().getMsgId(), message.getBody())) {
      answers.answered(message.getHeader().getMsgId(), message.getBody());
    }
  }

  /** The events of a record go to the log; then the agent hears that they did. */
  private void writeEvents(UspTurn turn, ActorRef<DeviceMessage.Arrived> replyTo) {
    if (turn.notified().isEmpty()) {
      replyTo.tell(new DeviceMessage.Arrived(null));
      return;
    }
    context.pipeToSelf(
        env.journal().append(id, turn.pushes(), turn.events()),
        (_, failure) -> new DeviceMessage.NotifyRecorded(turn.notified(), replyTo, failure == null));
  }

  Decision recorded(DeviceState state, DeviceMessage.NotifyRecorded m) {
    UspTurn turn = turn(state);
    notified.recorded(turn, m.answers(), m.written());
    String failure = m.written() ? null : "the event log cannot be written";
    return end(turn, () -> m.replyTo().tell(new DeviceMessage.Arrived(failure)));
  }

  // ---- what the agent is sent ----

  /** A command was queued. */
  Decision offer(DeviceState state) {
    UspTurn turn = turn(state);
    goOn(turn);
    return end(turn, () -> {});
  }

  /** Asks who the agent is where that is not known, and sends it what is queued. */
  private void goOn(UspTurn turn) {
    if (way(turn.state()) == null) {
      if (queue.wantsMessages()) {
        search();
      }
      return;
    }
    if (lastContact != 0 && own.onboard(turn) && !announcing) {
      announce(turn.state());
    }
    int free = usp.settings().inFlight() - queue.messagesSent();
    for (QueuedCommand next = queue.next(); next != null && next.message() && free > 0; next = queue.next()) {
      commands.send(next);
      Request.Message message = (Request.Message) next.request();
      own.subscribeTo(turn, message);
      turn.request(Messages.request(next.id(), message.body()));
      free--;
    }
  }

  /** The way to the agent: the one it was last heard over, or the broker it is known to listen at. */
  private AgentRoute way(DeviceState state) {
    if (route == null && state.usp() != null && state.usp().broker() != null) {
      route = state.usp().broker();
    }
    return route;
  }

  private void search() {
    if (searchUntil == 0) {
      searchUntil = env.clock().millis() + usp.settings().searchTime().toMillis();
      usp.search().accept(id);
    }
  }

  /** All that can be known of a new agent is known: it goes to the event log, for listeners to new devices. */
  private void announce(DeviceState state) {
    announcing = true;
    NewEvent event = env.journal().announcement(id, state.facts(), state.usp(), env.clock().instant());
    context.pipeToSelf(
        env.journal().append(List.of(event)), (_, failure) -> new DeviceMessage.Announced(failure == null));
  }

  Decision announced(DeviceState state, DeviceMessage.Announced m) {
    announcing = false;
    return m.written() && state.usp() != null
        ? new Decision(state.withUsp(state.usp().toldOf(), state.firstContact()), () -> {})
        : Decision.stay(state);
  }

  private void deliver(UspRecord.Record record) {
    byte[] bytes = record.toByteArray();
    switch (route) {
      case AgentRoute.Connection connection -> connection.actor().tell(new ToAgent.Deliver(bytes));
      case AgentRoute.Broker broker -> publish(broker, bytes);
      case null -> LOG.debug("{}: a record finds no way", id);
    }
  }

  private void publish(AgentRoute.Broker broker, byte[] bytes) {
    ActorRef<DeviceMessage> self = context.getSelf();
    usp.brokers()
        .send(broker, bytes)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                self.tell(new DeviceMessage.SendFailed(String.valueOf(failure.getMessage())));
              }
            });
  }

  Decision sendFailed(DeviceState state, DeviceMessage.SendFailed m) {
    if (UNSENT.permit()) {
      LOG.info("{}: the broker did not take a record: {}{}", id, m.why(), UNSENT.note());
    }
    lost();
    unreachable("the broker did not take the message: " + m.why());
    return Decision.stay(state);
  }

  private void unreachable(String detail) {
    commands.unreachable(new SessionOpener.Answer(SessionOpener.Result.NOT_CONNECTED, detail));
  }

  // ---- time ----

  /** When to look again, in epoch milliseconds; MAX_VALUE: no need. */
  long nextDeadline() {
    long earliest = Math.min(own.nextDeadline(), probeAt());
    earliest = Math.min(earliest, searchUntil == 0 ? Long.MAX_VALUE : searchUntil);
    return Math.min(earliest, conversation.nextTick().orElse(Long.MAX_VALUE));
  }

  private long probeAt() {
    return route instanceof AgentRoute.Broker && lastContact != 0 ? own.probeAt(lastContact) : Long.MAX_VALUE;
  }

  Decision expire(DeviceState state) {
    UspTurn turn = turn(state);
    if (own.expire(turn.now())) {
      env.journal().contact(id, lastContact, turn.now()); // silent: offline
    }
    if (searchUntil != 0 && searchUntil <= turn.now()) {
      searchUntil = 0;
      unreachable("the agent is not connected");
    }
    if (probeAt() <= turn.now()) {
      own.probe(turn);
    }
    if (state.usp() != null) {
      take(turn, conversation.tick(turn.now()));
      goOn(turn);
    }
    return end(turn, () -> {});
  }

  // ---- the end ----

  /** The actor stops. */
  void leave(DeviceState state) {
    if (state.usp() != null && state.usp().mtp() != null && !gone && lastContact > writtenContact) {
      writeContact(state.usp().mtp());
    }
  }

  /** The device is deleted: its connection ends. */
  void close() {
    if (route instanceof AgentRoute.Connection connection) {
      connection.actor().tell(new ToAgent.Close("the device was deleted"));
    }
    route = null;
  }
}
