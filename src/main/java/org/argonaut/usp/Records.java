package org.argonaut.usp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import org.argonaut.usp.proto.UspRecord.DisconnectRecord;
import org.argonaut.usp.proto.UspRecord.MQTTConnectRecord;
import org.argonaut.usp.proto.UspRecord.MQTTConnectRecord.MQTTVersion;
import org.argonaut.usp.proto.UspRecord.NoSessionContextRecord;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.STOMPConnectRecord;
import org.argonaut.usp.proto.UspRecord.UDSConnectRecord;
import org.argonaut.usp.proto.UspRecord.WebSocketConnectRecord;

/** Reading and writing of USP records (TR-369 "Record Encoding", R-ENC, R-MTP). */
public final class Records {
  private Records() {}

  /** Reads one record within {@link MessageLimits#DEFAULT}. */
  public static Record parse(byte[] bytes) throws BadRecord {
    return parse(bytes, MessageLimits.DEFAULT);
  }

  /**
   * Reads one record. Unknown fields are tolerated, and so is a missing version.
   *
   * @throws BadRecord when the bytes are no record, are too many, or the record lacks what R-MTP.4b demands or has two types
   *     (R-ENC.4)
   */
  public static Record parse(byte[] bytes, MessageLimits limits) throws BadRecord {
    if (bytes.length > limits.bytes()) {
      throw new BadRecord(
          UspErrors.RECORD_NOT_PARSED,
          "a record of " + bytes.length + " bytes, at most " + limits.bytes() + " are taken");
    }
    Record record;
    try {
      WireCheck.check(UnsafeByteOperations.unsafeWrap(bytes), Record.getDescriptor(), limits.fields());
      record = Record.parseFrom(bytes);
    } catch (InvalidProtocolBufferException | WireCheck.Problem e) {
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

  /** The first record over a WebSocket (R-MTP.6). */
  public static Record webSocketConnect(String version, String toId, String fromId) {
    return envelope(version, toId, fromId).setWebsocketConnect(WebSocketConnectRecord.getDefaultInstance()).build();
  }

  /**
   * The first record over MQTT (R-MTP.6).
   *
   * @param topic where the sender listens
   */
  public static Record mqttConnect(String version, String toId, String fromId, MQTTVersion mqtt, String topic) {
    return envelope(version, toId, fromId)
        .setMqttConnect(MQTTConnectRecord.newBuilder().setVersion(mqtt).setSubscribedTopic(topic))
        .build();
  }

  /**
   * The first record over STOMP (R-MTP.6).
   *
   * @param destination where the sender listens
   */
  public static Record stompConnect(String version, String toId, String fromId, String destination) {
    return envelope(version, toId, fromId)
        .setStompConnect(STOMPConnectRecord.newBuilder().setSubscribedDestination(destination))
        .build();
  }

  /** The first record over a UNIX domain socket (R-MTP.6). */
  public static Record udsConnect(String version, String toId, String fromId) {
    return envelope(version, toId, fromId).setUdsConnect(UDSConnectRecord.getDefaultInstance()).build();
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
