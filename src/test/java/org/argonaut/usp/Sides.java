package org.argonaut.usp;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord.PayloadSARState;

/** The two ends of a conversation, and records as the agent's end might send them. */
final class Sides {
  static final String CONTROLLER = "proto::controller";
  static final String AGENT = "os::00256D-AGENT";

  private Sides() {}

  static Conversation controller(ConversationSettings settings) {
    return new Conversation(CONTROLLER, AGENT, settings, new AtomicLong(1000)::incrementAndGet);
  }

  static Conversation agent(ConversationSettings settings) {
    return new Conversation(AGENT, CONTROLLER, settings, new AtomicLong(2000)::incrementAndGet);
  }

  static ByteString message(String text) {
    return ByteString.copyFromUtf8(text);
  }

  static List<String> texts(Received received) {
    return received.messages().stream().map(m -> m.bytes().toStringUtf8()).toList();
  }

  static Record.Builder fromAgent() {
    return Records.envelope("1.3", CONTROLLER, AGENT);
  }

  static Record session(long id, long sequence, long expected, String... payloads) {
    return session(id, sequence, expected, PayloadSARState.NONE, payloads);
  }

  static Record session(long id, long sequence, long expected, PayloadSARState state, String... payloads) {
    var context =
        SessionContextRecord.newBuilder()
            .setSessionId(id)
            .setSequenceId(sequence)
            .setExpectedId(expected)
            .setPayloadSarState(state)
            .setPayloadrecSarState(state);
    for (var payload : payloads) {
      context.addPayload(message(payload));
    }
    return fromAgent().setSessionContext(context).build();
  }

  static Record asking(long id, long sequence, long expected, long retransmit) {
    var record = session(id, sequence, expected).toBuilder();
    record.getSessionContextBuilder().setRetransmitId(retransmit);
    return record.build();
  }

  static List<SessionContextRecord> sessions(List<Record> records) {
    var contexts = new ArrayList<SessionContextRecord>();
    for (var record : records) {
      contexts.add(record.getSessionContext());
    }
    return contexts;
  }
}
