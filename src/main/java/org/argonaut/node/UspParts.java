package org.argonaut.node;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.acs.MountedHandler;
import org.argonaut.api.Metrics;
import org.argonaut.device.AgentRoute.Mtp;
import org.argonaut.device.Agents;
import org.argonaut.device.BrokerSender;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.AgentAuthenticator;
import org.argonaut.mtp.Connections;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.Passwords;
import org.argonaut.mtp.websocket.UspEndpoint;
import org.argonaut.store.Store;

/** The USP side of a node: who may speak, which connections it holds, and where they come in. */
record UspParts(MtpStats stats, Admission admission, Connections connections, UspEndpoint endpoint) {

  /** Starts what does not listen by itself; agents come in once {@link #mounted} is served. */
  static UspParts start(
      ActorSystem<?> system, Settings settings, Agents agents, Store store, Executor blocking) {
    var usp = settings.usp().usp();
    var stats = new MtpStats();
    var admission = new Admission(usp.endpointId(), usp.maxRecordSize(), agents, stats);
    var connections =
        new Connections(system, agents, admission, store.contacts()::touch, usp.contactInterval(), stats);
    connections.start();
    var authenticator = new AgentAuthenticator(usp, passwords(settings, store, blocking));
    var endpoint = new UspEndpoint(usp, settings.usp().webSocket(), authenticator, connections, stats);
    return new UspParts(stats, admission, connections, endpoint);
  }

  private static Passwords passwords(Settings settings, Store store, Executor blocking) {
    var known =
        new org.argonaut.acs.Passwords(settings.acs().authentication(), store.credentials()::get, blocking);
    return (username, password) ->
        known
            .check(username, password)
            .thenApply(match -> match == null ? null : new Passwords.Account(match.username(), match.sn()));
  }

  /** For a node without a broker. */
  static BrokerSender noBroker() {
    return (route, _) ->
        CompletableFuture.failedFuture(
            new IllegalStateException("this node has no " + route.mtp() + " broker; set ARGONAUT_" + route.mtp() + "_URL"));
  }

  /** What is served on the device port besides CWMP. */
  Map<String, MountedHandler> mounted() {
    return Map.of(UspEndpoint.PATH, endpoint::serve);
  }

  /** Says goodbye to all agents; completes when they are gone. */
  CompletionStage<Done> stop(Duration deadline) {
    return connections.stop(deadline);
  }

  void register(Metrics metrics) {
    for (var mtp : Mtp.values()) {
      var name = mtp.name().toLowerCase(Locale.ROOT);
      metrics.gauge("argonaut.usp.connections." + name, "Connections open now", () -> stats.connections(mtp));
      metrics.counter(
          "argonaut.usp.connections.opened." + name, "Connections opened", () -> stats.connectionsOpened(mtp));
      metrics.counter("argonaut.usp.records.received." + name, "Records from agents", () -> stats.recordsReceived(mtp));
      metrics.counter("argonaut.usp.received.bytes." + name, "Bytes of them", () -> stats.bytesReceived(mtp));
      metrics.counter("argonaut.usp.records.sent." + name, "Records to agents", () -> stats.recordsSent(mtp));
      metrics.counter("argonaut.usp.sent.bytes." + name, "Bytes of them", () -> stats.bytesSent(mtp));
      metrics.counter("argonaut.usp.refused." + name, "Connections turned away", () -> stats.refusals(mtp));
      metrics.counter(
          "argonaut.usp.auth.failures." + name,
          "Connections turned away for their credentials",
          () -> stats.authenticationFailures(mtp));
      metrics.counter(
          "argonaut.usp.slow.readers." + name, "Agents disconnected because they did not read",
          () -> stats.slowReaders(mtp));
      metrics.counter(
          "argonaut.usp.lost." + name, "Agents disconnected because they had fallen silent",
          () -> stats.lostConnections(mtp));
    }
    for (var reason : Admission.Reason.values()) {
      metrics.counter(
          "argonaut.usp.records.dropped." + reason.name().toLowerCase(Locale.ROOT).replace('_', '.'),
          "Records that reached no device, for this reason",
          () -> stats.recordsDropped(reason));
    }
    metrics.gauge("argonaut.usp.received.memory.bytes", "Bytes of records in memory now", endpoint::receivedBytes);
  }
}
