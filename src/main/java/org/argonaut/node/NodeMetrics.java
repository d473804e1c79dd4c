package org.argonaut.node;

import java.util.Locale;
import org.argonaut.acs.AcsStats;
import org.argonaut.acs.ConnectionRequests;
import org.argonaut.acs.DeviceEndpoint;
import org.argonaut.api.Metrics;
import org.argonaut.bulkdata.BulkStats;
import org.argonaut.device.SessionOpener;
import org.argonaut.event.ListenerStats;
import org.argonaut.script.ScriptStats;
import org.argonaut.store.Store;

/** What the other parts count, under the names Prometheus gets to see. */
final class NodeMetrics {
  private NodeMetrics() {}

  static void register(
      Metrics metrics, Store store, AcsStats acs, ConnectionRequests opener, DeviceEndpoint endpoint) {
    metrics.store(store::stats);
    metrics.gauge("argonaut.database.up", "1 while the database serves", () -> store.health().up() ? 1 : 0);
    metrics.counter("argonaut.cwmp.informs", "Sessions begun", acs::informs);
    metrics.counter("argonaut.cwmp.sessions.ended", "Sessions that ended in order", acs::sessionsEnded);
    metrics.counter("argonaut.cwmp.requests", "HTTP requests on the device port", acs::requests);
    metrics.counter("argonaut.cwmp.cpe.faults", "Faults that CPEs answered", acs::cpeFaults);
    metrics.counter("argonaut.cwmp.requests.bad", "Requests not understood (400, 413)", acs::badRequests);
    metrics.counter("argonaut.cwmp.requests.unavailable", "Requests turned away with 503", acs::unavailable);
    metrics.counter("argonaut.cwmp.challenges", "Requests challenged with 401", acs::challenges);
    metrics.counter("argonaut.cwmp.auth.failures", "Wrong credentials", acs::authenticationFailures);
    metrics.gauge("argonaut.cwmp.connections", "TCP connections of devices open now", acs::activeConnections);
    metrics.counter("argonaut.cwmp.connections.accepted", "TCP connections of devices", acs::connectionsAccepted);
    metrics.counter("argonaut.files.sent.bytes", "Bytes of files sent to devices", acs::fileBytesSent);
    metrics.counter("argonaut.files.received", "Files uploaded by devices", acs::filesReceived);
    metrics.gauge("argonaut.cwmp.body.bytes", "Bytes of request bodies in memory now", endpoint::bodyBytes);
    metrics.gauge("argonaut.connection.requests.active", "Connection requests under way", opener::outstanding);
    for (var result : SessionOpener.Result.values()) {
      metrics.counter(
          "argonaut.connection.requests." + result.name().toLowerCase(Locale.ROOT).replace('_', '.'),
          "Connection requests that ended so",
          () -> acs.connectionRequests(result));
    }
  }

  static void bulkData(Metrics metrics, BulkStats bulkData) {
    for (var transport : BulkStats.Transport.values()) {
      metrics.counter(
          "argonaut.bulkdata.received." + transport.name().toLowerCase(Locale.ROOT),
          "Bulk data reports stored",
          () -> bulkData.received(transport));
    }
    for (var reason : BulkStats.Reason.values()) {
      metrics.counter(
          "argonaut.bulkdata.refused." + reason.name().toLowerCase(Locale.ROOT).replace('_', '.'),
          "Deliveries of bulk data refused, for this reason",
          () -> bulkData.refused(reason));
    }
    metrics.counter(
        "argonaut.bulkdata.dropped", "Deliveries that could not be taken now", bulkData::dropped);
  }

  static void listeners(Metrics metrics, ListenerStats listeners) {
    metrics.gauge("argonaut.listeners", "Listeners on this node", listeners::listeners);
    metrics.gauge(
        "argonaut.listeners.lag.seconds",
        "Age of the oldest event that a listener of this node has not done",
        listeners::lagSeconds);
    metrics.gauge("argonaut.listeners.waiting", "Events read and waiting for their callbacks", listeners::waiting);
    metrics.counter("argonaut.listeners.handled", "Events handled", listeners::handled);
    metrics.counter("argonaut.listeners.failed", "Callbacks for events that ended with an error", listeners::failed);
    metrics.counter("argonaut.listeners.parked", "Events given up after the last attempt", listeners::parked);
    metrics.counter("argonaut.listeners.discarded", "Events dropped while their device's callback ran", listeners::discarded);
  }

  static void scripts(Metrics metrics, ScriptStats scripts) {
    for (var phase : ScriptStats.Phase.values()) {
      metrics.gauge(
          "argonaut.scripts." + phase.name().toLowerCase(Locale.ROOT),
          "Scripts whose home is this node, in this state",
          () -> scripts.in(phase));
    }
    metrics.counter("argonaut.scripts.starts", "Runs of scripts begun", scripts::starts);
    metrics.counter("argonaut.scripts.start.failures", "Runs whose main chunk failed", scripts::startFailures);
    metrics.counter("argonaut.scripts.callbacks", "Callbacks begun", scripts::callbacks);
    metrics.counter("argonaut.scripts.callback.errors", "Callbacks that ended with an error", scripts::callbackErrors);
    metrics.counter("argonaut.scripts.log.lines", "Lines of script logs written", scripts::logLines);
    metrics.counter("argonaut.scripts.log.dropped", "Lines of script logs given up", scripts::logDropped);
  }
}
