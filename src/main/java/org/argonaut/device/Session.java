package org.argonaut.device;

import org.apache.pekko.actor.typed.ActorRef;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;

/** One open CWMP session of one device: mutable, confined to its actor. */
final class Session {
  final String id;
  final CwmpVersion version;
  final Dialect dialect;

  /** The RPC the CPE has and has not answered; null when it is the CPE's turn to ask. */
  QueuedCommand inFlight;

  /** The CPE's request for work that we hold back for a caller who is likely to come again; null mostly. */
  ActorRef<SessionReply> held;

  /** When {@link #held} is to be answered at the latest, in epoch milliseconds. */
  long heldUntil;

  /** Whether this session served a caller who waits for answers, so that another command may follow at once. */
  boolean interactive;

  /** When the session ends for lack of any word from the CPE, in epoch milliseconds. */
  long expiresAt;

  Session(String id, CwmpVersion version, Dialect dialect) {
    this.id = id;
    this.version = version;
    this.dialect = dialect;
  }
}
