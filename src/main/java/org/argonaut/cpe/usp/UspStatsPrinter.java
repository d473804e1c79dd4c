package org.argonaut.cpe.usp;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Prints what a fleet of agents does: a line now and then, and a summary at the end. */
public final class UspStatsPrinter {
  private final UspFleet fleet;
  private final PrintWriter out;
  private final long began = System.nanoTime();
  private final long cpuBefore = cpuNanos();
  private UspFleetStats.Counts before;
  private long beforeNanos = began;

  public UspStatsPrinter(UspFleet fleet, PrintWriter out) {
    this.fleet = fleet;
    this.out = out;
    this.before = fleet.stats().counts();
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  /** The line of now. */
  public void print() {
    UspFleetStats.Counts now = fleet.stats().counts();
    long nanos = System.nanoTime();
    double seconds = (nanos - beforeNanos) / 1e9;
    boolean failed = now.failedConnects() > before.failedConnects();
    out.printf(
        Locale.ROOT,
        "%6.0f s  agents %d of %d connected, %d failures  requests %d (%.1f/s), %d errors"
            + "  notifications %d (%.1f/s), %d again, %d answered  transfers %d, %d failed%s%n",
        (nanos - began) / 1e9,
        now.connected(),
        fleet.all().size(),
        now.failedConnects(),
        now.requests(),
        (now.requests() - before.requests()) / seconds,
        now.errors(),
        now.notifications(),
        (now.notifications() - before.notifications()) / seconds,
        now.retries(),
        now.notifyResponses(),
        now.transfers(),
        now.failedTransfers(),
        failed ? "  (" + fleet.stats().failures().getFirst() + ")" : "");
    out.flush();
    before = now;
    beforeNanos = nanos;
  }

  /** What it comes to. */
  public void summary() {
    UspFleetStats.Counts now = fleet.stats().counts();
    long messages = now.requests() + now.notifications();
    out.printf(
        Locale.ROOT,
        "%d of %d agents on-boarded; %d connections, %d failures; %d requests, %d notifications; %.2f ms CPU a message%n",
        fleet.all().stream().filter(UspAgent::onBoarded).count(),
        fleet.all().size(),
        now.connects(),
        now.failedConnects(),
        now.requests(),
        now.notifications(),
        messages == 0 ? 0 : (cpuNanos() - cpuBefore) / 1e6 / messages);
    fleet.stats().failures().forEach(line -> out.println("  failed: " + line));
    out.flush();
  }
}
