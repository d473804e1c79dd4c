package org.argonaut.acs;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.argonaut.device.SessionRef;

/**
 * What the endpoint knows of one TCP connection: whom it was authenticated as and which session runs over it. That is all
 * the memory there is; it serves CPEs that return no cookies and saves the others a challenge for each request.
 *
 * <p>One request at a time: no locks.
 */
final class CpeConnection implements ConnectionStage.Handler {
  private final DeviceRequests requests;
  private final String remoteAddress;
  private Principal principal;
  private SessionTokens.Named session;
  private boolean answerAwaited;
  private boolean answering;

  /**
   * @param remoteAddress the CPE's address without the port
   */
  CpeConnection(DeviceRequests requests, String remoteAddress) {
    this.requests = requests;
    this.remoteAddress = remoteAddress;
  }

  @Override
  public CompletionStage<HttpResponse> serve(HttpRequest request) {
    return requests.serve(request, this);
  }

  @Override
  public HttpResponse failed(HttpRequest request, Throwable bug) {
    return requests.failed(request, bug, this);
  }

  @Override
  public void closed(Throwable failure) {
    requests.closed(this, failure);
  }

  String remoteAddress() {
    return remoteAddress;
  }

  /** Whom the connection was authenticated as; null: not yet. */
  Principal principal() {
    return principal;
  }

  void authenticated(Principal as) {
    principal = as;
  }

  /** The session that runs over this connection; null: none. */
  SessionTokens.Named session() {
    return session;
  }

  void began(SessionTokens.Named begun) {
    session = begun;
    answerAwaited = false;
  }

  /** The session is over; another one than the connection's own leaves it alone. */
  void ended(SessionRef over) {
    answerAwaited = false;
    if (session != null && session.session().equals(over)) {
      session = null;
    }
  }

  /** Whether the last thing sent was an RPC, so that whatever comes next is its answer. */
  boolean answerAwaited() {
    return answerAwaited;
  }

  void answerAwaited(boolean awaited) {
    answerAwaited = awaited;
  }

  /** An answer of ours is on its way to the wire. */
  @Override
  public void answering() {
    answering = true;
  }

  /** Whether what goes to the wire now is an answer of ours; asked once for each. */
  boolean takeAnswering() {
    boolean was = answering;
    answering = false;
    return was;
  }

  /** The parser answered by itself, because what came is no HTTP. */
  void refusedByParser() {
    requests.refusedByParser();
  }

  /** For log lines: the device if one is known, and the address. */
  String describe() {
    return session == null ? remoteAddress : session.session().deviceId() + " at " + remoteAddress;
  }
}
