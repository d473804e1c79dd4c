package org.argonaut.usp;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord;

/** Puts messages together from the payloads of a session's records, taken in order (TR-369 "Segmented Message Exchange"). */
final class Reassembly {
  private final int maxMessageBytes;
  private ByteString parts;

  Reassembly(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Whether a message has begun and its end is still to come. */
  boolean open() {
    return parts != null;
  }

  /**
   * Takes the payload of the next record. With plain text payloadrec_sar_state says the same as payload_sar_state and is not
   * looked at; several payloads in one record are pieces of one message.
   *
   * @return the message when this was its end; empty also for records without payload
   * @throws SessionFailure when begin and end do not fit, or the message grows too large
   */
  Optional<ByteString> add(SessionContextRecord record) throws SessionFailure {
    switch (record.getPayloadSarState()) {
      case NONE -> {
        if (size(record) == 0) {
          return Optional.empty();
        }
        begin();
        return append(record, true);
      }
      case BEGIN -> {
        begin();
        return append(record, false);
      }
      case INPROCESS -> {
        return append(record, false);
      }
      case COMPLETE -> {
        return append(record, true);
      }
      default -> throw new SessionFailure("payload_sar_state " + record.getPayloadSarStateValue() + " is not known");
    }
  }

  private void begin() throws SessionFailure {
    if (open()) {
      throw new SessionFailure("a message begins before the end of the one before");
    }
    parts = ByteString.EMPTY;
  }

  private Optional<ByteString> append(SessionContextRecord record, boolean last) throws SessionFailure {
    if (!open()) {
      throw new SessionFailure("a piece of a message came without the beginning");
    }
    if (parts.size() + size(record) > maxMessageBytes) {
      throw new SessionFailure("a message of more than " + maxMessageBytes + " bytes");
    }
    for (var payload : record.getPayloadList()) {
      parts = parts.concat(payload);
    }
    if (!last) {
      return Optional.empty();
    }
    var whole = parts;
    parts = null;
    return whole.isEmpty() ? Optional.empty() : Optional.of(whole);
  }

  /** Bytes of payload in a record. */
  static long size(SessionContextRecord record) {
    return record.getPayloadList().stream().mapToLong(ByteString::size).sum();
  }
}
