package org.argonaut.device;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.store.NewEvent;
import org.argonaut.usp.Conversation;
import org.argonaut.usp.proto.UspMsg;
import org.argonaut.usp.proto.UspRecord;

/** What one message to the actor of a USP device leads to: gathered first, done once the state is written. */
final class UspTurn {
  private final Conversation conversation;
  private final long now;
  private final List<UspRecord.Record> out = new ArrayList<>(2);
  private List<NewEvent> events = List.of();
  private List<NotifyAnswer> notified = List.of();
  private List<Push> pushes = List.of();
  private DeviceState state;

  /** A notification that is being written, and how it is answered then. */
  record NotifyAnswer(String messageId, String subscriptionId, boolean respond, boolean inSession) {}

  /**
   * A bulk data report (TR-369 Annex A).
   *
   * @param profile its instance number
   * @param event what it is if it turns out to be no report; null: nothing
   */
  record Push(String profile, String data, NewEvent event) {}

  UspTurn(DeviceState state, Conversation conversation, long now) {
    this.state = state;
    this.conversation = conversation;
    this.now = now;
  }

  /** Epoch milliseconds. */
  long now() {
    return now;
  }

  DeviceState state() {
    return state;
  }

  void become(DeviceState next) {
    state = next;
  }

  /** What is known of the agent changed. */
  void become(UspFacts usp) {
    state = state.withUsp(usp, state.firstContact());
  }

  /** Sends an answer the way its request came (R-MSG.0). */
  void answer(UspMsg.Msg message, boolean inSession) {
    out.addAll(conversation.send(message, inSession, now));
  }

  void request(UspMsg.Msg message) {
    out.addAll(conversation.send(message, conversation.usesSession(), now));
  }

  void send(List<UspRecord.Record> records) {
    out.addAll(records);
  }

  void repeat(List<ByteString> messages) {
    messages.forEach(message -> out.addAll(conversation.send(message, conversation.usesSession(), now)));
  }

  void log(NewEvent event) {
    events = events.isEmpty() ? new ArrayList<>(2) : events;
    events.add(event);
  }

  void push(Push push) {
    pushes = pushes.isEmpty() ? new ArrayList<>(2) : pushes;
    pushes.add(push);
  }

  void notified(NotifyAnswer answer) {
    notified = notified.isEmpty() ? new ArrayList<>(2) : notified;
    notified.add(answer);
  }

  List<UspRecord.Record> out() {
    return out;
  }

  List<NewEvent> events() {
    return events;
  }

  List<Push> pushes() {
    return pushes;
  }

  List<NotifyAnswer> notified() {
    return notified;
  }
}
