package org.argonaut.acs;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.argonaut.device.SessionOpener;

/** What the CWMP side of this node counted since it started. Reading costs little and never blocks. */
public final class AcsStats {
  final LongAdder informs = new LongAdder();
  final LongAdder sessionsEnded = new LongAdder();
  final LongAdder requests = new LongAdder();
  final LongAdder cpeFaults = new LongAdder();
  final LongAdder badRequests = new LongAdder();
  final LongAdder unavailable = new LongAdder();
  final LongAdder challenges = new LongAdder();
  final LongAdder authenticationFailures = new LongAdder();
  final LongAdder connectionsAccepted = new LongAdder();
  final LongAdder connectionsClosed = new LongAdder();
  final LongAdder fileBytesSent = new LongAdder();
  final LongAdder filesReceived = new LongAdder();
  private final Map<SessionOpener.Result, LongAdder> connectionRequests = new EnumMap<>(SessionOpener.Result.class);

  public AcsStats() {
    for (SessionOpener.Result result : SessionOpener.Result.values()) {
      connectionRequests.put(result, new LongAdder());
    }
  }

  void connectionRequest(SessionOpener.Result result) {
    connectionRequests.get(result).increment();
  }

  /** Sessions begun: Informs that were accepted. */
  public long informs() {
    return informs.sum();
  }

  /** Sessions that ended in order, with an empty 204. */
  public long sessionsEnded() {
    return sessionsEnded.sum();
  }

  /** HTTP requests on the device port. */
  public long requests() {
    return requests.sum();
  }

  /** Faults that CPEs answered. */
  public long cpeFaults() {
    return cpeFaults.sum();
  }

  /** Requests that could not be understood or placed: HTTP 400 and 413. */
  public long badRequests() {
    return badRequests.sum();
  }

  /** Requests turned away with 503 because the database or a device's node was away. */
  public long unavailable() {
    return unavailable.sum();
  }

  /** 401 answers to requests that brought no credentials, or an old nonce. */
  public long challenges() {
    return challenges.sum();
  }

  /** Wrong credentials, and right ones of another device. */
  public long authenticationFailures() {
    return authenticationFailures.sum();
  }

  /** TCP connections open now. */
  public long activeConnections() {
    return Math.max(0, connectionsAccepted.sum() - connectionsClosed.sum());
  }

  /** TCP connections accepted. */
  public long connectionsAccepted() {
    return connectionsAccepted.sum();
  }

  /** Bytes of files sent to CPEs. */
  public long fileBytesSent() {
    return fileBytesSent.sum();
  }

  /** Files uploaded by CPEs. */
  public long filesReceived() {
    return filesReceived.sum();
  }

  /** Connection requests that ended this way. */
  public long connectionRequests(SessionOpener.Result result) {
    return connectionRequests.get(result).sum();
  }
}
