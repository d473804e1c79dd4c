package org.argonaut.usp;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord.PayloadSARState;

/**
 * One session context with one peer (TR-369 "Exchange of USP Records Within an E2E Session Context"): numbers, orders,
 * acknowledges, asks again, cuts and puts together.
 *
 * <p>Two things keep a lost record from being lost for good. The receiver sees the gap when the next record comes and asks.
 * Where no next record comes, the sender, waiting for an acknowledgement, sends one without payload, so that the gap shows.
 * It does not send the payload itself again unasked: there are agents that would execute it twice.
 */
final class SessionContext {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int MAX_BACKOFF = 6;
  /** Agents in the field insist on exactly one payload in every record, even where it is empty. */
  private static final SessionContextRecord WITHOUT_PAYLOAD =
      SessionContextRecord.newBuilder().addPayload(ByteString.EMPTY).build();

  private final long id;
  private final boolean ours;
  private final long beganAt;
  private final ConversationSettings settings;
  private final int segmentBytes;

  private final SentRecords sent;
  private long peerExpects = 1;
  private int probes;
  private long probeAt = NEVER;

  private final TreeMap<Long, SessionContextRecord> early = new TreeMap<>(Long::compareUnsigned);
  private final Reassembly reassembly;
  private long earlyBytes;
  private long expected = 1;
  private boolean heard;
  private int requests;
  private long requestAt = NEVER;
  private long ackAt = NEVER;
  private long introduceAt;

  /**
   * @param ours whether this side began it
   * @param segmentBytes most payload in one record
   */
  SessionContext(long id, boolean ours, long nowMillis, ConversationSettings settings, int segmentBytes) {
    this.id = id;
    this.ours = ours;
    this.beganAt = nowMillis;
    this.introduceAt = nowMillis + settings.retryMillis();
    this.settings = settings;
    this.segmentBytes = segmentBytes;
    this.sent = new SentRecords(settings);
    this.reassembly = new Reassembly(settings.maxMessageBytes());
  }

  long id() {
    return id;
  }

  /** Whether this side began it and the peer, as far as is known, has not seen it; after a while it should have. */
  boolean isNewOfOurs(long nowMillis) {
    return ours && !heard && nowMillis < beganAt + settings.retryMillis();
  }

  /** Whether any record of it was processed. */
  boolean hasProcessed() {
    return expected != 1;
  }

  /** The sequence_id of the record to be sent next. */
  long next() {
    return sent.next();
  }

  /** Whether it can end without anything of ours being lost. */
  boolean isQuiet() {
    return !sent.hasPayload() && early.isEmpty() && !reassembly.open();
  }

  /** The messages sent of which the peer has not acknowledged the last piece. */
  List<ByteString> unacknowledged() {
    return sent.messages();
  }

  /** Sends a message, in as many records as it needs. */
  void send(ByteString message, long nowMillis, Consumer<SessionContextRecord> out) {
    sent.beginMessage();
    for (int from = 0; from == 0 || from < message.size(); from += segmentBytes) {
      var to = Math.min(from + segmentBytes, message.size());
      var last = to == message.size();
      var state = sarState(from == 0, last);
      var record =
          numbered(
              SessionContextRecord.newBuilder()
                  .addPayload(message.substring(from, to))
                  .setPayloadSarState(state)
                  .setPayloadrecSarState(state));
      sent.add(record, last ? message : null);
      out.accept(record);
    }
    if (probeAt == NEVER) {
      probes = 0;
      probeAt = nowMillis + settings.retryMillis();
    }
  }

  private static PayloadSARState sarState(boolean first, boolean last) {
    if (first) {
      return last ? PayloadSARState.NONE : PayloadSARState.BEGIN;
    }
    return last ? PayloadSARState.COMPLETE : PayloadSARState.INPROCESS;
  }

  /** Sends a record without payload: to begin the session, to acknowledge, to be acknowledged. */
  void sendEmpty(Consumer<SessionContextRecord> out) {
    sendEmpty(0, out);
  }

  /** Sends the first record of a session of ours again, when the peer should have seen it and has not. */
  void introduceAgain(long nowMillis, Consumer<SessionContextRecord> out) {
    if (ours && !heard && nowMillis >= introduceAt) {
      introduceAt = nowMillis + settings.retryMillis();
      sent.first().ifPresent(out);
    }
  }

  private void sendEmpty(long retransmitId, Consumer<SessionContextRecord> out) {
    var record = numbered(WITHOUT_PAYLOAD.toBuilder().setRetransmitId(retransmitId));
    sent.addEmpty(record);
    out.accept(record);
  }

  /** Every record tells what we expect (R-E2E.17), and so acknowledges. */
  private SessionContextRecord numbered(SessionContextRecord.Builder record) {
    ackAt = NEVER;
    return record.setSessionId(id).setSequenceId(sent.next()).setExpectedId(expected).build();
  }

  /**
   * Takes a record of this session.
   *
   * @param messages takes each whole message
   * @param out takes each record to send
   * @throws SessionFailure when the session has to begin anew
   */
  void receive(
      SessionContextRecord record,
      long nowMillis,
      Consumer<ByteString> messages,
      Consumer<SessionContextRecord> out)
      throws SessionFailure {
    heard = true;
    acknowledged(record.getExpectedId(), nowMillis);
    var order = Long.compareUnsigned(record.getSequenceId(), expected);
    if (order < 0) {
      repeated(record, nowMillis);
    } else if (order == 0) {
      inOrder(record, nowMillis, messages);
      honour(record, out);
    } else if (buffered(record)) {
      honour(record, out);
    }
    askForMissing(nowMillis, out);
    tick(nowMillis, out);
  }

  /** Forgets what the peer has; also a record that cannot be used yet may say so. */
  private void acknowledged(long expectedId, long nowMillis) {
    if (Long.compareUnsigned(expectedId, peerExpects) <= 0 || Long.compareUnsigned(expectedId, sent.next()) > 0) {
      return;
    }
    peerExpects = expectedId;
    if (sent.acknowledged(expectedId)) {
      probes = 0;
      probeAt = sent.hasPayload() ? nowMillis + settings.retryMillis() : NEVER;
    }
  }

  /** A record that was there before is not used again (R-E2E.25), but shows that the peer missed an acknowledgement. */
  private void repeated(SessionContextRecord record, long nowMillis) {
    if (Reassembly.size(record) > 0) {
      ackAt = nowMillis;
    }
  }

  /**
   * Sends again what the peer misses. At once, not in the record's turn: when both sides miss something, each would wait for
   * the other.
   */
  private void honour(SessionContextRecord record, Consumer<SessionContextRecord> out) throws SessionFailure {
    if (record.getRetransmitId() != 0) {
      sent.again(record.getRetransmitId(), peerExpects)
          .ifPresent(again -> out.accept(again.toBuilder().setExpectedId(expected).build()));
    }
  }

  /** Keeps a record for its turn. What is too much is dropped and asked for in its turn, so the bound costs time only. */
  private boolean buffered(SessionContextRecord record) {
    var size = record.getSerializedSize();
    if (early.size() >= settings.maxBufferedRecords() || earlyBytes + size > settings.maxBufferedBytes()) {
      return false;
    }
    if (early.putIfAbsent(record.getSequenceId(), record) != null) {
      return false;
    }
    earlyBytes += size;
    return true;
  }

  /** Uses a record whose turn it is, and those kept that follow (R-E2E.20). */
  private void inOrder(SessionContextRecord first, long nowMillis, Consumer<ByteString> messages) throws SessionFailure {
    var record = first;
    do {
      expected++;
      if (Reassembly.size(record) > 0) {
        ackAt = Math.min(ackAt, nowMillis + settings.ackMillis());
      }
      reassembly.add(record).ifPresent(messages);
      record = early.remove(expected);
      if (record != null) {
        earlyBytes -= record.getSerializedSize();
      }
    } while (record != null);
    requests = 0;
    requestAt = NEVER;
  }

  /** Asks for the first missing record at once, and for the rest of a message that does not come after a while. */
  private void askForMissing(long nowMillis, Consumer<SessionContextRecord> out) {
    if (requestAt != NEVER) {
      return;
    }
    if (!early.isEmpty()) {
      request(nowMillis, out);
    } else if (reassembly.open()) {
      requestAt = nowMillis + settings.retryMillis();
    }
  }

  private void request(long nowMillis, Consumer<SessionContextRecord> out) {
    sendEmpty(expected, out);
    requestAt = nowMillis + backoff(requests++);
  }

  private long backoff(int times) {
    return settings.retryMillis() << Math.min(times, MAX_BACKOFF);
  }

  /** When {@link #tick} has something to do. */
  OptionalLong nextTick() {
    var next = Math.min(ackAt, Math.min(requestAt, probeAt));
    return next == NEVER ? OptionalLong.empty() : OptionalLong.of(next);
  }

  /**
   * Does what is due.
   *
   * @throws SessionFailure when a record was asked for often enough and did not come
   */
  void tick(long nowMillis, Consumer<SessionContextRecord> out) throws SessionFailure {
    if (nowMillis >= requestAt) {
      if (requests >= settings.maxRetries()) {
        throw new SessionFailure("record " + Long.toUnsignedString(expected) + " is missing and does not come");
      }
      request(nowMillis, out);
    }
    if (nowMillis >= probeAt) {
      probe(nowMillis, out);
    }
    if (nowMillis >= ackAt) {
      sendEmpty(out);
    }
  }

  private void probe(long nowMillis, Consumer<SessionContextRecord> out) {
    if (probes < settings.maxRetries()) {
      sendEmpty(out);
      probeAt = nowMillis + backoff(++probes);
    } else {
      probeAt = NEVER;
    }
  }
}
