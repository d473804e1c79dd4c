package org.argonaut.usp;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord;

/**
 * The records of a session that the peer has not acknowledged, kept to be sent again (R-E2E.14 to 16). Bounded: the oldest
 * go first, but never those of the newest message; records without payload are not kept when it fills all.
 */
final class SentRecords {
  private final int maxRecords;
  private final long maxBytes;
  private final int maxRetries;
  private final ArrayDeque<Sent> kept = new ArrayDeque<>();
  private long bytes;
  private long next = 1;
  private int messages;

  /** One record; {@code message} is the whole message where this is its last record, else null. */
  private static final class Sent {
    final SessionContextRecord record;
    final ByteString message;
    final int messageNumber;
    int resent;

    Sent(SessionContextRecord record, ByteString message, int messageNumber) {
      this.record = record;
      this.message = message;
      this.messageNumber = messageNumber;
    }

    boolean hasPayload() {
      return messageNumber > 0;
    }
  }

  SentRecords(ConversationSettings settings) {
    this.maxRecords = settings.maxBufferedRecords();
    this.maxBytes = settings.maxBufferedBytes();
    this.maxRetries = settings.maxRetries();
  }

  /** The sequence_id of the record to be sent next (R-E2E.14, 15). */
  long next() {
    return next;
  }

  /** Says that the records that follow belong to a new message. */
  void beginMessage() {
    messages++;
  }

  /** Keeps a record that carries no payload. */
  void addEmpty(SessionContextRecord record) {
    add(new Sent(record, null, 0));
  }

  /**
   * Keeps a record of the message that was begun.
   *
   * @param whole the whole message when this is its last record, else null
   */
  void add(SessionContextRecord record, ByteString whole) {
    add(new Sent(record, whole, messages));
  }

  private void add(Sent sent) {
    next++;
    while (isFull() && !kept.isEmpty() && kept.peek().messageNumber < messages) {
      bytes -= kept.remove().record.getSerializedSize();
    }
    if (sent.hasPayload() || !isFull()) {
      kept.add(sent);
      bytes += sent.record.getSerializedSize();
    }
  }

  private boolean isFull() {
    return kept.size() >= maxRecords || bytes >= maxBytes;
  }

  /**
   * Forgets what the peer has (R-E2E.16). An acknowledgement of what was never sent counts as far as it can be true.
   *
   * @return whether anything was forgotten
   */
  boolean acknowledged(long peerExpects) {
    var any = false;
    while (!kept.isEmpty() && Long.compareUnsigned(kept.peek().record.getSequenceId(), peerExpects) < 0) {
      bytes -= kept.remove().record.getSerializedSize();
      any = true;
    }
    return any;
  }

  /** The very first record, as long as it is kept. */
  Optional<SessionContextRecord> first() {
    return Optional.ofNullable(kept.peek()).map(s -> s.record).filter(r -> r.getSequenceId() == 1);
  }

  /** Whether a record with payload waits to be acknowledged. */
  boolean hasPayload() {
    return kept.stream().anyMatch(Sent::hasPayload);
  }

  /** The messages that the peer has not acknowledged as a whole, in order. */
  List<ByteString> messages() {
    return kept.stream().map(s -> s.message).filter(Objects::nonNull).toList();
  }

  /**
   * The record to send again.
   *
   * @param peerExpects what the peer has acknowledged: a request for less came late and is none any more
   * @return empty when there is nothing to do; also for the record that comes next anyway
   * @throws SessionFailure when it is not kept any more, never was sent, or was asked for too often
   */
  Optional<SessionContextRecord> again(long id, long peerExpects) throws SessionFailure {
    if (Long.compareUnsigned(id, peerExpects) < 0 || id == next) {
      return Optional.empty();
    }
    for (var sent : kept) {
      if (sent.record.getSequenceId() == id) {
        if (sent.resent++ >= maxRetries) {
          throw new SessionFailure("record " + Long.toUnsignedString(id) + " was asked for too often");
        }
        return Optional.of(sent.record);
      }
    }
    throw new SessionFailure("record " + Long.toUnsignedString(id) + " was asked for and is not there");
  }
}
