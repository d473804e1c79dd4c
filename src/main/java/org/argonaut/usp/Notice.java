package org.argonaut.usp;

import com.google.protobuf.ByteString;
import java.util.List;
import org.argonaut.usp.proto.UspRecord.MQTTConnectRecord.MQTTVersion;

/** What a record, or time, said about the conversation besides the messages it brought. */
public sealed interface Notice {
  /** Nothing besides. */
  record None() implements Notice {}

  /** The peer says that it is there, and by which way (R-MTP.6). */
  record Connected(How how) implements Notice {}

  /**
   * The peer ends the connection, or its session only; its session state is forgotten (R-MTP.7).
   *
   * @param code why (7100 to 7199), 0 when none was told
   * @param reason why, for people
   * @param unacknowledged messages sent in the session of which nobody knows whether the peer has them; empty when they
   *     were sent again outside of a session because the peer has none (7106)
   */
  record Disconnected(int code, String reason, List<ByteString> unacknowledged) implements Notice {}

  /**
   * The session context has ended: it failed, was refused, or a new one took its place.
   *
   * @param reason why, for people
   * @param unacknowledged messages sent in the old one of which nobody knows whether the peer has them. They are not sent
   *     again: only the owner knows which may be done twice
   */
  record SessionRestarted(String reason, List<ByteString> unacknowledged) implements Notice {}

  /**
   * The record was not used.
   *
   * @param reason why, for people
   */
  record Dropped(String reason) implements Notice {}

  /** The way a peer came by, as its connect record tells. */
  sealed interface How {
    /** By WebSocket. */
    record WebSocket() implements How {}

    /**
     * By MQTT.
     *
     * @param topic where the peer listens, empty when it did not say
     */
    record Mqtt(MQTTVersion version, String topic) implements How {}

    /**
     * By STOMP.
     *
     * @param destination where the peer listens, empty when it did not say
     */
    record Stomp(String destination) implements How {}

    /** By UNIX domain socket. */
    record Uds() implements How {}
  }
}
