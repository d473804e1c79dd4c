package org.argonaut.cpe;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Prints what a fleet does: a line now and then, and a summary at the end. */
final class StatsPrinter {
  private final Fleet fleet;
  private final PrintWriter out;
  private final long began = System.nanoTime();
  private final long cpuBefore = cpuNanos();
  private FleetStats.Counts before;
  private long beforeNanos = began;

  StatsPrinter(Fleet fleet, PrintWriter out) {
    this.fleet = fleet;
    this.out = out;
    this.before = fleet.stats().counts();
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  void print() {
    FleetStats.Counts now = fleet.stats().counts();
    long nanos = System.nanoTime();
    double seconds = (nanos - beforeNanos) / 1e9;
    long ended = now.sessions() - before.sessions();
    long failed = now.failedSessions() - before.failedSessions();
    double millis = ended + failed == 0 ? 0 : (now.sessionNanos() - before.sessionNanos()) / 1e6 / (ended + failed);
    out.printf(
        Locale.ROOT,
        "%6.0f s  informs %d (%.1f/s)  sessions %d open, %d done, %d failed, %.1f ms each  rpcs %d, %d faults"
            + "  transfers %d, %d failed%s%n",
        (nanos - began) / 1e9,
        now.informs(),
        (now.informs() - before.informs()) / seconds,
        now.openSessions(),
        now.sessions(),
        now.failedSessions(),
        millis,
        now.rpcs(),
        now.faults(),
        now.transfers(),
        now.failedTransfers(),
        failed == 0 ? "" : "  (" + fleet.stats().failures().getFirst() + ")");
    out.flush();
    before = now;
    beforeNanos = nanos;
  }

  void summary() {
    FleetStats.Counts now = fleet.stats().counts();
    long all = now.sessions() + now.failedSessions();
    long registered = fleet.all().stream().filter(VirtualCpe::registered).count();
    out.printf(
        Locale.ROOT,
        "%d of %d CPEs registered; %d sessions, %d failed; %.2f ms CPU a session%n",
        registered,
        fleet.all().size(),
        all,
        now.failedSessions(),
        all == 0 ? 0 : (cpuNanos() - cpuBefore) / 1e6 / all);
    fleet.stats().failures().forEach(line -> out.println("  failed: " + line));
    out.flush();
  }
}
