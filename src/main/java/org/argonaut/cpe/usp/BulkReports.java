package org.argonaut.cpe.usp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import org.argonaut.cpe.bulk.BulkProfiles;
import org.argonaut.cpe.bulk.HttpDelivery;
import org.argonaut.cpe.bulk.Report;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.tree.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an agent's bulk data reports when they are due (TR-369 Annex A). Guarded by its agent's lock. */
final class BulkReports {
  private static final Logger LOG = LoggerFactory.getLogger(BulkReports.class);

  private final Shared shared;
  private final BulkProfiles profiles;

  BulkReports(Shared shared, Tree tree) {
    this.shared = shared;
    this.profiles = new BulkProfiles(tree);
  }

  /** The profiles may have changed. */
  void reload(long now) {
    profiles.reload(now);
  }

  /** When {@link #tick} has something to do. */
  long nextDue() {
    return profiles.nextDue();
  }

  /** Sends what is due. */
  void tick(long now, UspAgent agent, Link link, Notifier notifier) {
    for (Report report : profiles.collect(now)) {
      switch (report.to()) {
        case Report.Destination.Event() ->
            notifier.event(report.profile(), "Push!", Map.of("Data", new String(report.body(), UTF_8)));
        case Report.Destination.Mqtt(String topic) -> publish(agent, link, topic, report);
        case Report.Destination.Http http -> shared.run(() -> post(agent, report, http));
      }
    }
  }

  private static void publish(UspAgent agent, Link link, String topic, Report report) {
    try {
      link.publish(topic, report.contentType(), report.body());
    } catch (IOException e) {
      LOG.debug("{}: a report of {} is lost: {}", agent.endpointId(), report.profile(), e.getMessage());
    }
  }

  private void post(UspAgent agent, Report report, Report.Destination.Http http) {
    try {
      HttpDelivery.send(
          report,
          http,
          new HttpConnection.Terms(shared.times().connectTimeout(), shared.times().readTimeout(), shared.fileTls()));
    } catch (IOException e) {
      LOG.debug("{}: a report of {} is lost: {}", agent.endpointId(), report.profile(), e.getMessage());
    }
  }
}
