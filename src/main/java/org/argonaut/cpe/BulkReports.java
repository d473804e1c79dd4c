package org.argonaut.cpe;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import org.argonaut.cpe.bulk.BulkProfiles;
import org.argonaut.cpe.bulk.HttpDelivery;
import org.argonaut.cpe.bulk.Report;
import org.argonaut.cpe.tree.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a CPE's bulk data reports over HTTP when they are due (TR-157 A.2). Guarded by its CPE's lock. */
final class BulkReports {
  private static final Logger LOG = LoggerFactory.getLogger(BulkReports.class);

  private final VirtualCpe cpe;
  private final Surroundings surroundings;
  private final BulkProfiles profiles;
  private Future<?> next;

  BulkReports(VirtualCpe cpe, Surroundings surroundings, Tree tree) {
    this.cpe = cpe;
    this.surroundings = surroundings;
    this.profiles = new BulkProfiles(tree);
  }

  /** The profiles may have changed. */
  void reload() {
    profiles.reload(surroundings.clock().millis());
    schedule();
  }

  /** Nothing is sent until the next {@link #reload}. */
  void pause() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  private void schedule() {
    pause();
    long due = profiles.nextDue();
    if (due != Long.MAX_VALUE) {
      next = surroundings.after(Duration.ofMillis(Math.max(0, due - surroundings.clock().millis())), this::send);
    }
  }

  private void send() {
    synchronized (cpe) {
      if (next == null) {
        return; // the CPE went down meanwhile
      }
      for (Report report : profiles.collect(surroundings.clock().millis())) {
        if (report.to() instanceof Report.Destination.Http http) {
          surroundings.runConnected(() -> post(report, http));
        } else {
          LOG.debug("{}: {} is sent over HTTP only", cpe.serial(), report.profile());
        }
      }
      schedule();
    }
  }

  private void post(Report report, Report.Destination.Http http) {
    try {
      HttpDelivery.send(report, http, surroundings.terms());
    } catch (IOException e) {
      LOG.debug("{}: a report of {} is lost: {}", cpe.serial(), report.profile(), e.getMessage());
    }
  }
}
