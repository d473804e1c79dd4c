package org.argonaut.usp;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspRecord.DisconnectRecord;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.Record.PayloadSecurity;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord;

/**
 * What one side knows of its exchange of records with one peer (TR-369 "End to End Message Exchange"): takes records,
 * gives whole messages, and the other way round, in a session context or without.
 *
 * <p>Belongs to one owner (an actor, a thread) that calls it one call at a time. It has no clock and no thread: every call
 * brings the time, in milliseconds of any clock that never goes back, and {@link #nextTick} says when {@link #tick} wants
 * to be called.
 *
 * <p>Not supported, and refused with a Disconnect record: payloads in TLS (7102) and records with a signature (7104), which
 * nobody may use unverified (R-E2E.30). A transfer protocol that runs in TLS makes both needless (R-E2E.28).
 */
public final class Conversation {
  /** 10,000 below the largest uint64: from here on a session is replaced (R-E2E.8, 9). */
  private static final long LAST_SEQUENCE = -10_001L;
  /** So much later also when something of ours is still under way, or when the peer does nothing about it. */
  private static final long SEQUENCE_GRACE = 5_000;
  private static final String NO_TLS = "payloads in TLS are not supported, payload_security must be PLAINTEXT";
  private static final String NO_SIGNATURES = "signed records cannot be verified here, leave mac_signature empty";
  private static final int OLD_SESSIONS = 8;
  private static final long FIRST_SESSION_ID = 2;
  private static final int RECORD_OVERHEAD = 96;
  private static final int MIN_SEGMENT = 64;
  private static final long RESTART_WAIT_MILLIS = 5_000;
  private static final int MAX_DOUBLINGS = 9;

  private final String ownId;
  private final String peerId;
  private final ConversationSettings settings;
  private final LongSupplier newSessionId;
  private final long lastSequence;
  private final ArrayDeque<Long> oldSessions = new ArrayDeque<>();
  private SessionContext session;
  private String version = Versions.LOWEST;
  private boolean peerRefusesSessions;
  private boolean peerIsPlain;
  private boolean newChannel;
  private int failures;
  private long noRestartBefore = Long.MIN_VALUE;

  /**
   * @param ownId our endpoint id: records to others are dropped (R-E2E.1)
   * @param peerId the peer's: records from others are dropped
   * @param newSessionId ids for sessions that we begin, best random; 0, 1 and those in use are passed over (R-E2E.3)
   */
  public Conversation(String ownId, String peerId, ConversationSettings settings, LongSupplier newSessionId) {
    this(ownId, peerId, settings, newSessionId, LAST_SEQUENCE);
  }

  Conversation(
      String ownId, String peerId, ConversationSettings settings, LongSupplier newSessionId, long lastSequence) {
    this.ownId = ownId;
    this.peerId = peerId;
    this.settings = settings;
    this.newSessionId = newSessionId;
    this.lastSequence = lastSequence;
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
    if (!record.getVersion().isEmpty()) {
      version = Versions.atMost(record.getVersion());
    }
    return switch (record.getRecordTypeCase()) {
      case NO_SESSION_CONTEXT -> onPlain(record);
      case SESSION_CONTEXT -> onSession(record, nowMillis);
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
    if (!inSession || peerRefusesSessions || settings.sessions() == SessionUse.NEVER) {
      return List.of(Records.plain(version, peerId, ownId, message));
    }
    if (session == null || isUsedUp(session)) {
      begin(freshId(), true, nowMillis);
    }
    var out = new ArrayList<Record>();
    session.send(message, nowMillis, r -> out.add(wrapped(r)));
    return out;
  }

  /** Sends a message, see above. */
  public List<Record> send(Msg message, boolean inSession, long nowMillis) {
    return send(message.toByteString(), inSession, nowMillis);
  }

  /** Whether a request of ours should go in a session, by the settings and what the peer does. */
  public boolean usesSession() {
    return switch (settings.sessions()) {
      case NEVER -> false;
      case AS_PEER_DOES -> session != null && !peerIsPlain && !peerRefusesSessions;
      case ALWAYS -> !peerRefusesSessions;
    };
  }

  /** When to call {@link #tick}, on the clock that the calls bring; empty when there is nothing to wait for. */
  public OptionalLong nextTick() {
    return session == null ? OptionalLong.empty() : session.nextTick();
  }

  /** Does what is due: acknowledges, asks again, gives up. Harmless when called early. */
  public Received tick(long nowMillis) {
    if (session == null) {
      return Received.NOTHING;
    }
    var replies = new ArrayList<Record>();
    try {
      session.tick(nowMillis, r -> replies.add(wrapped(r)));
      return new Received(List.of(), replies, new Notice.None());
    } catch (SessionFailure e) {
      return new Received(List.of(), replies, restart(e.getMessage(), nowMillis, replies));
    }
  }

  /** Whether the peer has said that it has no sessions (7106); a session record from it takes that back. */
  public boolean peerRefusesSessions() {
    return peerRefusesSessions;
  }

  /** The version our records carry: the highest that both sides know, as far as the peer has shown. */
  public String version() {
    return version;
  }

  /** The messages sent in the session of which nobody knows whether the peer has them, in order. */
  public List<ByteString> unacknowledged() {
    return session == null ? List.of() : session.unacknowledged();
  }

  /**
   * A record that ends the connection, or the session only; forgets the session here, with what is {@link #unacknowledged}
   * (R-MTP.7).
   */
  public Record disconnect(int code, String reason) {
    forgetSessions();
    return Records.disconnect(version, peerId, ownId, code, reason);
  }

  private Received onPlain(Record record) {
    if (record.getPayloadSecurity() != PayloadSecurity.PLAINTEXT) {
      return refused(UspErrors.SECURE_SESSION_UNSUPPORTED, NO_TLS);
    }
    if (!record.getMacSignature().isEmpty()) {
      var error = Answers.to(record, UspErrors.RECORD_INVALID_VALUE, NO_SIGNATURES, ownId);
      return new Received(List.of(), error.stream().toList(), new Notice.Dropped(NO_SIGNATURES));
    }
    var payload = record.getNoSessionContext().getPayload();
    if (payload.isEmpty()) {
      return dropped("it has no payload");
    }
    // A peer that has a session uses it, so this one has lost its own.
    peerIsPlain = true;
    return new Received(List.of(new Received.Incoming(payload, false)), List.of(), new Notice.None());
  }

  private Received onSession(Record record, long nowMillis) {
    if (settings.sessions() == SessionUse.NEVER) {
      return refused(UspErrors.SESSION_NOT_ALLOWED, "session contexts are not used here");
    }
    if (!record.getMacSignature().isEmpty()) {
      return refused(UspErrors.RECORD_INVALID_VALUE, NO_SIGNATURES);
    }
    peerRefusesSessions = false;
    var payload = record.getSessionContext();
    var current = session != null && session.id() == payload.getSessionId();
    if (record.getPayloadSecurity() != PayloadSecurity.PLAINTEXT) {
      return current
          ? restarted("payload_security changed within a session", nowMillis)
          : refused(UspErrors.SECURE_SESSION_UNSUPPORTED, NO_TLS);
    }
    return current && !beginsAgain(payload) ? inSession(payload, nowMillis) : inOtherSession(payload, nowMillis);
  }

  /** A peer that lost its memory may come by the same id: on a new connection, from the first record, knowing nothing. */
  private boolean beginsAgain(SessionContextRecord record) {
    return newChannel && session.hasProcessed() && isFirst(record) && !knowsUs(record);
  }

  private static boolean isFirst(SessionContextRecord record) {
    return record.getSequenceId() == 1;
  }

  private static boolean knowsUs(SessionContextRecord record) {
    return Long.compareUnsigned(record.getExpectedId(), 1) > 0;
  }

  /** A record of a session that is not the current one: it begins a new one, or is late, or wrong. */
  private Received inOtherSession(SessionContextRecord record, long nowMillis) {
    var id = record.getSessionId();
    if (Long.compareUnsigned(id, FIRST_SESSION_ID) < 0) {
      var problem = "session_id is " + id + ", session ids are 2 or more";
      return session == null ? dropped(problem) : restarted(problem, nowMillis);
    }
    if (oldSessions.contains(id)) {
      return late(nowMillis);
    }
    if (session != null && settings.decides() && session.isNewOfOurs(nowMillis)) {
      return dropped("both sides began a session at the same moment, ours stands");
    }
    if (!isFirst(record) && knowsUs(record)) {
      return restarted("the peer goes on with a session that is not known here any more", nowMillis);
    }
    var hadSession = session != null;
    var unacknowledged = begin(id, false, nowMillis);
    var received = inSession(record, nowMillis);
    return hadSession && received.notice() instanceof Notice.None
        ? new Received(
            received.messages(),
            received.replies(),
            new Notice.SessionRestarted("the peer began a new session", unacknowledged))
        : received;
  }

  /** The peer goes on in a session that we ended: it has not seen the new one, so its first record goes out again. */
  private Received late(long nowMillis) {
    var replies = new ArrayList<Record>();
    if (session != null) {
      session.introduceAgain(nowMillis, r -> replies.add(wrapped(r)));
    }
    return new Received(List.of(), replies, new Notice.Dropped("it is of a session that has ended"));
  }

  private Received inSession(SessionContextRecord record, long nowMillis) {
    newChannel = false;
    peerIsPlain = false;
    if (record.getSequenceId() == 0) {
      return restarted("sequence_id is 0, the first is 1", nowMillis);
    }
    var messages = new ArrayList<Received.Incoming>();
    var replies = new ArrayList<Record>();
    Notice notice = new Notice.None();
    try {
      session.receive(
          record, nowMillis, m -> messages.add(new Received.Incoming(m, true)), r -> replies.add(wrapped(r)));
      succeeded(messages);
      if (Long.compareUnsigned(record.getSequenceId(), lastSequence + SEQUENCE_GRACE) >= 0) {
        notice = replaced(nowMillis, replies);
      }
    } catch (SessionFailure e) {
      succeeded(messages);
      notice = restart(e.getMessage(), nowMillis, replies);
    }
    return new Received(messages, replies, notice);
  }

  private void succeeded(List<Received.Incoming> messages) {
    if (!messages.isEmpty()) {
      failures = 0;
      noRestartBefore = Long.MIN_VALUE;
    }
  }

  private Received onDisconnect(DisconnectRecord disconnect) {
    var unacknowledged = forgetSessions();
    var code = disconnect.getReasonCode();
    if (code != UspErrors.SESSION_NOT_ALLOWED) {
      return Received.notice(new Notice.Disconnected(code, disconnect.getReason(), unacknowledged));
    }
    peerRefusesSessions = true;
    var replies = unacknowledged.stream().map(m -> Records.plain(version, peerId, ownId, m)).toList();
    return new Received(List.of(), replies, new Notice.Disconnected(code, disconnect.getReason(), List.of()));
  }

  private Received connected(Notice.How how) {
    newChannel = true;
    oldSessions.clear();
    return Received.notice(new Notice.Connected(how));
  }

  /** Puts a new session in the place of the current one, if any, and gives what the peer has not acknowledged of that. */
  private List<ByteString> begin(long id, boolean ours, long nowMillis) {
    var unacknowledged = end();
    var overhead = Records.envelope(version, peerId, ownId).build().getSerializedSize() + RECORD_OVERHEAD;
    var segmentBytes = Math.max(MIN_SEGMENT, settings.maxRecordBytes() - overhead);
    session = new SessionContext(id, ours, nowMillis, settings, segmentBytes);
    oldSessions.remove(id);
    return unacknowledged;
  }

  private List<ByteString> end() {
    if (session == null) {
      return List.of();
    }
    oldSessions.add(session.id());
    if (oldSessions.size() > OLD_SESSIONS) {
      oldSessions.remove();
    }
    var unacknowledged = session.unacknowledged();
    session = null;
    return unacknowledged;
  }

  private List<ByteString> forgetSessions() {
    var unacknowledged = end();
    oldSessions.clear();
    return unacknowledged;
  }

  private Received restarted(String reason, long nowMillis) {
    var replies = new ArrayList<Record>();
    var notice = restart(reason, nowMillis, replies);
    return new Received(List.of(), replies, notice);
  }

  /**
   * Ends the session that failed and begins the next (R-E2E.21). When that fails again and again, there are waits between,
   * in which the next begins with the next message only.
   */
  private Notice restart(String reason, long nowMillis, List<Record> replies) {
    if (nowMillis < noRestartBefore) {
      return new Notice.SessionRestarted(reason, end());
    }
    noRestartBefore = nowMillis + (RESTART_WAIT_MILLIS << Math.min(failures++, MAX_DOUBLINGS));
    var unacknowledged = begin(freshId(), true, nowMillis);
    session.sendEmpty(r -> replies.add(wrapped(r)));
    return new Notice.SessionRestarted(reason, unacknowledged);
  }

  private Notice replaced(long nowMillis, List<Record> replies) {
    var unacknowledged = begin(freshId(), true, nowMillis);
    session.sendEmpty(r -> replies.add(wrapped(r)));
    return new Notice.SessionRestarted("its numbers are used up", unacknowledged);
  }

  /** Near the end of its numbers a session is replaced at a quiet moment, and later in any case (R-E2E.9). */
  private boolean isUsedUp(SessionContext session) {
    var limit = session.isQuiet() ? lastSequence : lastSequence + SEQUENCE_GRACE;
    return Long.compareUnsigned(session.next(), limit) >= 0;
  }

  /** An id that is not in use; a bad generator does not hold us up. */
  private long freshId() {
    var id = newSessionId.getAsLong();
    while (Long.compareUnsigned(id, FIRST_SESSION_ID) < 0
        || (session != null && id == session.id())
        || oldSessions.contains(id)) {
      id++;
    }
    return id;
  }

  private Record wrapped(SessionContextRecord record) {
    return Records.envelope(version, peerId, ownId).setSessionContext(record).build();
  }

  private Received refused(int code, String reason) {
    var unacknowledged = unacknowledged();
    var reply = disconnect(code, reason);
    var notice =
        unacknowledged.isEmpty() ? new Notice.Dropped(reason) : new Notice.SessionRestarted(reason, unacknowledged);
    return new Received(List.of(), List.of(reply), notice);
  }

  private static Received dropped(String reason) {
    return Received.notice(new Notice.Dropped(reason));
  }
}
