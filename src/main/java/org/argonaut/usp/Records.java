package org.argonaut.usp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.argonaut.usp.proto.UspRecord.DisconnectRecord;
import org.argonaut.usp.proto.UspRecord.NoSessionContextRecord;
import org.argonaut.usp.proto.UspRecord.Record;

/** Reading and writing of USP records (TR-369 "Record Encoding", R-ENC, R-MTP). */
public final class Records {
  private Records() {}

  /**
   * Reads one record. Unknown fields are tolerated.
   *
   * @throws BadRecord when the bytes are no record, or it lacks what R-MTP.4b demands
   */
  public static Record parse(byte[] bytes) throws BadRecord {
    Record record;
    try {
      record = Record.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new BadRecord(UspErrors.RECORD_NOT_PARSED, "not a USP record: " + e.getMessage());
    }
    if (record.getToId().isEmpty() || record.getFromId().isEmpty()) {
      throw new BadRecord(UspErrors.RECORD_INVALID_VALUE, "a record without to_id or from_id");
    }
    if (record.getRecordTypeCase() == Record.RecordTypeCase.RECORDTYPE_NOT_SET) {
      throw new BadRecord(UspErrors.RECORD_INVALID_VALUE, "a record without a type this controller knows");
    }
    return record;
  }

  /** A record outside any session context that carries one message (R-E2E.26). */
  public static Record plain(String version, String toId, String fromId, ByteString message) {
    return envelope(version, toId, fromId)
        .setNoSessionContext(NoSessionContextRecord.newBuilder().setPayload(message))
        .build();
  }

  /** Tells the peer that the connection, or its session, ends. */
  public static Record disconnect(String version, String toId, String fromId, int code, String reason) {
    return envelope(version, toId, fromId)
        .setDisconnect(DisconnectRecord.newBuilder().setReasonCode(code).setReason(reason))
        .build();
  }

  /** A record with what every one must have (R-MTP.4b), still without its type. */
  public static Record.Builder envelope(String version, String toId, String fromId) {
    return Record.newBuilder().setVersion(version).setToId(toId).setFromId(fromId);
  }
}
