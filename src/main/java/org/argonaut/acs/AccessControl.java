package org.argonaut.acs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.argonaut.cwmp.Inform;
import org.argonaut.device.LogLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whom a request comes from: by its TLS certificate, its connection, or its Authorization header. */
final class AccessControl {
  private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);

  private final AcsSettings settings;
  private final Authenticator authenticator;
  private final ClientCertificates certificates;
  private final AcsStats stats;
  private final LogLimit failures = new LogLimit();
  private final LogLimit trouble = new LogLimit();

  AccessControl(AcsSettings settings, Authenticator authenticator, AcsStats stats) {
    this.settings = settings;
    this.authenticator = authenticator;
    this.certificates = new ClientCertificates(settings.tls().clientNameMustMatch());
    this.stats = stats;
  }

  /**
   * Either a principal or the answer that refuses the request.
   *
   * @param refusal null when granted
   */
  record Decision(Principal principal, HttpResponse refusal) {}

  /** Decides as {@code argonaut.acs.auth} wants it; never fails. */
  CompletionStage<Decision> authorize(HttpRequest request, CpeConnection connection) {
    return authorize(request, connection, (String) null);
  }

  /**
   * The same for whoever may have an endpoint id as its user name.
   *
   * @param endpointId it claims; null: none
   */
  CompletionStage<Decision> authorize(HttpRequest request, CpeConnection connection, String endpointId) {
    if (connection.principal() != null) {
      return granted(connection.principal());
    }
    Principal shown = certificates.principal(request);
    if (shown != null) {
      return remembered(shown, connection);
    }
    AcsSettings.Auth scheme = settings.authentication().scheme();
    return scheme == AcsSettings.Auth.NONE ? granted(Principal.ANYBODY) : authorize(request, connection, scheme, endpointId);
  }

  /**
   * Whether a file may be read: by certificate or credentials, also where {@code argonaut.acs.auth} is none.
   *
   * @return null inside when it may; else the answer that refuses it
   */
  CompletionStage<HttpResponse> authorizeFile(HttpRequest request, CpeConnection connection, AcsSettings.Auth scheme) {
    if (connection.principal() != null || certificates.principal(request) != null) {
      return CompletableFuture.completedFuture(null);
    }
    return authorize(request, connection, scheme, null).thenApply(Decision::refusal);
  }

  private CompletionStage<Decision> authorize(
      HttpRequest request, CpeConnection connection, AcsSettings.Auth scheme, String endpointId) {
    String authorization = request.getHeader("Authorization").map(header -> header.value()).orElse(null);
    return authenticator
        .check(authorization, request.method().value(), scheme, endpointId)
        .thenApply(
            verdict ->
                switch (verdict) {
                  case Authenticator.Verdict.Granted(Principal principal) -> {
                    remember(principal, connection);
                    yield new Decision(principal, null);
                  }
                  case Authenticator.Verdict.Denied denied -> new Decision(null, challenge(denied, connection, scheme));
                })
        .exceptionally(failure -> new Decision(null, lookupFailed(failure, connection)));
  }

  /** 403: the credentials are right, but another device's. */
  HttpResponse forbidden(Principal principal, Inform.DeviceId id, CpeConnection connection) {
    stats.authenticationFailures.increment();
    if (failures.permit()) {
      LOG.warn(
          "{}-{} at {}: refused, '{}' may not be used by this device{}",
          id.oui(),
          id.serialNumber(),
          connection.remoteAddress(),
          principal.username(),
          failures.note());
    }
    connection.authenticated(null);
    return Answers.text(403, "These credentials belong to another device.");
  }

  private HttpResponse challenge(Authenticator.Verdict.Denied denied, CpeConnection connection, AcsSettings.Auth scheme) {
    boolean wrong = denied.claimed() != null && !denied.stale();
    if (!wrong) {
      stats.challenges.increment();
    } else {
      stats.authenticationFailures.increment();
      if (failures.permit()) {
        LOG.warn(
            "{}: wrong username or password for '{}', CPE gets 401{}",
            connection.describe(),
            BodyReader.printable(denied.claimed()),
            failures.note());
      }
    }
    return Answers.unauthorized(
        authenticator.challenges(scheme, denied.stale()),
        wrong ? "Wrong username or password." : "Authenticate with the username and password of this CPE.");
  }

  private HttpResponse lookupFailed(Throwable failure, CpeConnection connection) {
    stats.unavailable.increment();
    if (trouble.permit()) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      LOG.warn("{}: credentials cannot be looked up, CPE gets 503: {}{}", connection.describe(), cause, trouble.note());
    }
    return Answers.unavailable(settings.retryAfter(), "Not now: the database is away. Try again later.");
  }

  private CompletionStage<Decision> remembered(Principal principal, CpeConnection connection) {
    remember(principal, connection);
    return granted(principal);
  }

  private void remember(Principal principal, CpeConnection connection) {
    if (settings.authentication().trustConnection()) {
      connection.authenticated(principal);
    }
  }

  private static CompletionStage<Decision> granted(Principal principal) {
    return CompletableFuture.completedFuture(new Decision(principal, null));
  }
}
