package org.argonaut.cpe.usp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Notifications at a steady rate, for load; runs until closed. */
public final class UspFlood implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(10);
  private static final String PATH = "Device.DeviceInfo.ProcessStatus.CPUUsage";

  private final List<UspAgent> agents;
  private final double perNano;
  private final boolean sendResp;
  private final Thread thread;
  private volatile boolean closed;
  private final AtomicLong sent = new AtomicLong();

  UspFlood(Shared shared, List<UspAgent> agents, double perSecond, boolean sendResp) {
    if (perSecond <= 0) {
      throw new IllegalArgumentException("the rate must be above zero");
    }
    this.agents = agents;
    this.perNano = perSecond / 1e9;
    this.sendResp = sendResp;
    this.thread = shared.run(this::run);
  }

  private void run() {
    long began = System.nanoTime();
    try {
      while (!closed) {
        long due = (long) ((System.nanoTime() - began) * perNano);
        for (long n = sent.get(); n < due && !closed; n = sent.incrementAndGet()) {
          UspAgent agent = agents.get((int) (n % agents.size()));
          agent.flood("flood", PATH, Long.toString(n % 100), sendResp);
        }
        Thread.sleep(STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many were handed to agents; those without a connection sent nothing. */
  public long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
