package org.argonaut.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.acs.AcsSettings;
import org.argonaut.acs.MountedHandler;
import org.argonaut.api.Metrics;
import org.argonaut.api.ReadyCheck;
import org.argonaut.bulkdata.BulkData;
import org.argonaut.device.AgentRoute.Mtp;
import org.argonaut.device.Agents;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.AgentAuthenticator;
import org.argonaut.mtp.Connections;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.Passwords;
import org.argonaut.mtp.broker.BrokerLink;
import org.argonaut.mtp.broker.Brokers;
import org.argonaut.mtp.mqtt.MqttLink;
import org.argonaut.mtp.stomp.StompLink;
import org.argonaut.mtp.uds.UdsServer;
import org.argonaut.mtp.websocket.Dialer;
import org.argonaut.mtp.websocket.UspEndpoint;
import org.argonaut.store.Store;
import org.argonaut.usp.AgentUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The USP side of a node: who may speak, which connections it holds, and where they come in. */
final class UspParts {
  private static final Logger LOG = LoggerFactory.getLogger(UspParts.class);

  private final MtpStats stats;
  private final Admission admission;
  private final Connections connections;
  private final UspEndpoint endpoint;
  private final Dialer dialer;
  private final List<BrokerLink> links = new ArrayList<>();
  private UdsServer uds;
  private String udsFailure;

  private UspParts(
      ActorSystem<?> system, Settings settings, Agents agents, Store store, Executor blocking) {
    var usp = settings.usp().usp();
    var webSocket = settings.usp().webSocket();
    stats = new MtpStats();
    admission = new Admission(usp.endpointId(), usp.maxRecordSize(), agents, stats);
    connections = new Connections(system, agents, admission, store.contacts()::touch, usp.contactInterval(), stats);
    var authenticator =
        new AgentAuthenticator(usp, passwords(settings.acs().authentication(), store, blocking));
    endpoint = new UspEndpoint(usp, webSocket, authenticator, connections, stats);
    dialer = new Dialer(system, usp.endpointId(), settings.usp().dial(), webSocket, connections, stats);
  }

  /**
   * Starts what does not wait for the device port; agents come in there once {@link #mounted} is served.
   *
   * @param blocking for slow hashes: virtual threads
   */
  static UspParts start(
      ActorSystem<?> system, Settings settings, Agents agents, Store store, Brokers brokers, Executor blocking) {
    var parts = new UspParts(system, settings, agents, store, blocking);
    parts.connections.start();
    parts.startBrokers(system, settings.usp(), agents, brokers);
    UspDialing.start(system, parts.dialer, store.dials(), settings.usp().dial());
    if (settings.usp().uds().path() != null) {
      parts.startUds(system, settings.usp());
    }
    return parts;
  }

  private static Passwords passwords(AcsSettings.Authentication settings, Store store, Executor blocking) {
    var passwords = new org.argonaut.acs.Passwords(settings, store.credentials()::get, blocking);
    return (username, password) ->
        passwords
            .check(username, password)
            .thenApply(match -> match == null ? null : new Passwords.Account(match.username(), match.sn()));
  }

  private void startBrokers(ActorSystem<?> system, UspPartsSettings settings, Agents agents, Brokers brokers) {
    if (settings.mqtt().broker().isPresent()) {
      var controller =
          new MqttLink.Controller(settings.usp().endpointId(), settings.usp().maxRecordSize());
      links.add(
          MqttLink.start(
              system, settings.mqtt(), controller, admission, agents, BulkData.get(system), stats));
    }
    if (settings.stomp().broker().isPresent()) {
      var controller =
          new StompLink.Controller(settings.usp().endpointId(), settings.usp().maxRecordSize());
      links.add(StompLink.start(system, settings.stomp(), controller, admission, agents, stats));
    }
    links.forEach(link -> brokers.add(link.mtp(), link));
  }

  /** A socket that cannot be bound costs the agents of this machine, not the node. */
  private void startUds(ActorSystem<?> system, UspPartsSettings settings) {
    try {
      uds = UdsServer.start(system, settings.uds(), settings.usp().endpointId(), connections, stats);
    } catch (IOException e) {
      udsFailure = e.getMessage();
      LOG.error("{}", udsFailure);
    }
  }

  /** What the brokers' side shares. */
  Admission admission() {
    return admission;
  }

  MtpStats stats() {
    return stats;
  }

  /** For {@code /health/ready}: tells how it stands, and is never the reason to take a node out of service. */
  ReadyCheck check() {
    return new ReadyCheck("usp", () -> new ReadyCheck.State(true, detail()));
  }

  private String detail() {
    var detail = new StringBuilder(connections.size() + " agents connected here");
    if (udsFailure != null) {
      detail.append("; ").append(udsFailure);
    }
    for (var link : links) {
      if (!link.health().detail().isEmpty()) {
        detail.append("; ").append(link.mtp()).append(": ").append(link.health().detail());
      }
    }
    for (var dialed : dialer.states()) {
      if (dialed.failure() != null) {
        detail.append("; ").append(AgentUrl.shown(dialed.agent().toString())).append(": ").append(dialed.failure());
      }
    }
    return detail.toString();
  }

  /** What is served on the device port besides CWMP. */
  Map<String, MountedHandler> mounted() {
    return Map.of(UspEndpoint.PATH, endpoint::serve);
  }

  /** Says goodbye to all agents; completes when they are gone. */
  CompletionStage<Done> stop(Duration deadline) {
    if (uds != null) {
      uds.stop();
    }
    var stopped = connections.stop(deadline);
    for (var link : links) {
      stopped = stopped.thenCombine(link.stop(deadline), (done, _) -> done);
    }
    return stopped;
  }

  private static void register(Metrics metrics, BrokerLink link) {
    var name = link.mtp().name().toLowerCase(Locale.ROOT);
    var stats = link.stats();
    metrics.gauge("argonaut.usp.broker.waiting." + name, "Records that came and are not done", link::waiting);
    metrics.counter(
        "argonaut.usp.broker.overflows." + name, "Records dropped because too many waited", stats::recordsOverflowed);
    metrics.counter(
        "argonaut.usp.broker.given.up." + name, "Records dropped after the last attempt", stats::recordsGivenUp);
    metrics.counter("argonaut.usp.broker.retries." + name, "Records given to their device again", stats::retriesMade);
    metrics.counter(
        "argonaut.usp.broker.acknowledged.early." + name,
        "Records acknowledged before they were done",
        stats::acknowledgedEarly);
    metrics.counter(
        "argonaut.usp.broker.not.taken." + name, "Records for agents that the broker did not take",
        stats::publishFailures);
    metrics.counter(
        "argonaut.usp.broker.without.return." + name, "Records dropped for want of a place to answer to",
        stats::withoutReturnPath);
    metrics.counter("argonaut.usp.broker.not.usp." + name, "Messages that were no records", stats::messagesNotUsp);
  }

  void register(Metrics metrics) {
    links.forEach(link -> register(metrics, link));
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
