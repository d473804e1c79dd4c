package org.argonaut.usp;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspRecord.DisconnectRecord;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.Record.PayloadSecurity;

/**
 * What one side knows of its exchange of records with one peer (TR-369 "End to End Message Exchange"): takes records,
 * gives whole messages, and the other way round, in a session context or without.
 *
 * <p>Belongs to one owner (an actor, a thread) that calls it one call at a time. It has no clock and no thread: every call
 * brings the time, in milliseconds of any clock that never goes back, and {@link #nextTick} says when {@link #tick} wants
 * to be called.
 */
public final class Conversation {
  private final String ownId;
  private final String peerId;
  private final ConversationSettings settings;
  @SuppressWarnings("UnusedVariable")
  private final LongSupplier newSessionId;
  private String version = Versions.LOWEST;
  private boolean peerRefusesSessions;

  /**
   * @param ownId our endpoint id: records to others are dropped (R-E2E.1)
   * @param peerId the peer's: records from others are dropped
   * @param newSessionId ids for sessions that we begin, best random; values below 2 are passed over (R-E2E.3)
   */
  public Conversation(String ownId, String peerId, ConversationSettings settings, LongSupplier newSessionId) {
    this.ownId = ownId;
    this.peerId = peerId;
    this.settings = settings;
    this.newSessionId = newSessionId;
  }

  /** Takes a record. Never throws, whatever the record holds. */
  public Received receive(Record record, long nowMillis) {
    if (!record.getToId().equals(ownId)) {
      return dropped("it is for " + record.getToId() + ", not for " + ownId);
    }
    if (!record.getFromId().equals(peerId)) {
      return dropped("it is from " + record.getFromId() + ", not from " + peerId);
    }
    if (ownId.equals(peerId)) {
      return dropped("both sides call themselves " + ownId);
    }
    version = Versions.highestCommon(record.getVersion()).orElse(version);
    return switch (record.getRecordTypeCase()) {
      case NO_SESSION_CONTEXT -> onPlain(record);
      case SESSION_CONTEXT -> onSession();
      case DISCONNECT -> onDisconnect(record.getDisconnect());
      case WEBSOCKET_CONNECT -> connected(new Notice.How.WebSocket());
      case MQTT_CONNECT ->
          connected(
              new Notice.How.Mqtt(
                  record.getMqttConnect().getVersion(), record.getMqttConnect().getSubscribedTopic()));
      case STOMP_CONNECT -> connected(new Notice.How.Stomp(record.getStompConnect().getSubscribedDestination()));
      case UDS_CONNECT -> connected(new Notice.How.Uds());
      case RECORDTYPE_NOT_SET -> dropped("it is of no type that is known here");
    };
  }

  /**
   * Sends a message.
   *
   * @param inSession for an answer how its request came (R-MSG.0), for a request {@link #usesSession}; a peer without
   *     sessions gets plain records in any case
   * @return the records to send, in order
   */
  public List<Record> send(ByteString message, boolean inSession, long nowMillis) {
    return List.of(Records.plain(version, peerId, ownId, message));
  }

  /** Sends a message, see above. */
  public List<Record> send(Msg message, boolean inSession, long nowMillis) {
    return send(message.toByteString(), inSession, nowMillis);
  }

  /** Whether a request of ours should go in a session, by the settings and what the peer does. */
  public boolean usesSession() {
    return settings.sessions() == SessionUse.ALWAYS && !peerRefusesSessions;
  }

  /** When to call {@link #tick}, on the clock that the calls bring; empty when there is nothing to wait for. */
  public OptionalLong nextTick() {
    return OptionalLong.empty();
  }

  /** Does what is due: acknowledges, asks again, gives up. Harmless when called early. */
  public Received tick(long nowMillis) {
    return Received.NOTHING;
  }

  /** Whether the peer has said that it has no sessions (7106). */
  public boolean peerRefusesSessions() {
    return peerRefusesSessions;
  }

  /** The version our records carry: the highest that both sides know, as far as the peer has shown. */
  public String version() {
    return version;
  }

  /** A record that ends the connection, or the session only, and forgets the session here. */
  public Record disconnect(int code, String reason) {
    return Records.disconnect(version, peerId, ownId, code, reason);
  }

  private Received onPlain(Record record) {
    if (record.getPayloadSecurity() != PayloadSecurity.PLAINTEXT) {
      return refused(UspErrors.SECURE_SESSION_UNSUPPORTED, "payload security other than PLAINTEXT is not supported");
    }
    var payload = record.getNoSessionContext().getPayload();
    if (payload.isEmpty()) {
      return dropped("it has no payload");
    }
    return new Received(List.of(new Received.Incoming(payload, false)), List.of(), new Notice.None());
  }

  private Received onSession() {
    return refused(UspErrors.SESSION_NOT_ALLOWED, "session contexts are not used here");
  }

  private Received onDisconnect(DisconnectRecord disconnect) {
    if (disconnect.getReasonCode() == UspErrors.SESSION_NOT_ALLOWED) {
      peerRefusesSessions = true;
    }
    return Received.notice(
        new Notice.Disconnected(disconnect.getReasonCode(), disconnect.getReason(), List.of()));
  }

  private Received connected(Notice.How how) {
    return Received.notice(new Notice.Connected(how));
  }

  private Received refused(int code, String reason) {
    return new Received(List.of(), List.of(disconnect(code, reason)), new Notice.Dropped(reason));
  }

  private static Received dropped(String reason) {
    return Received.notice(new Notice.Dropped(reason));
  }
}
