package org.argonaut.mtp;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.argonaut.device.AgentRoute.Mtp;

/** What this node's USP transports counted since it started. Reading costs little and never blocks. */
public final class MtpStats {
  private final Map<Mtp, Counters> counters = new EnumMap<>(Mtp.class);

  private static final class Counters {
    final LongAdder opened = new LongAdder();
    final LongAdder closed = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder receivedBytes = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder sentBytes = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder authenticationFailures = new LongAdder();
    final LongAdder slowReaders = new LongAdder();
    final LongAdder lost = new LongAdder();
    final Map<Admission.Reason, LongAdder> dropped = new EnumMap<>(Admission.Reason.class);

    Counters() {
      for (Admission.Reason reason : Admission.Reason.values()) {
        dropped.put(reason, new LongAdder());
      }
    }
  }

  public MtpStats() {
    for (Mtp mtp : Mtp.values()) {
      counters.put(mtp, new Counters());
    }
  }

  // ---- for the transports ----

  /** A connection to an agent (or to a broker) is open. */
  public void opened(Mtp mtp) {
    counters.get(mtp).opened.increment();
  }

  /** A connection that was open has ended. */
  public void closed(Mtp mtp) {
    counters.get(mtp).closed.increment();
  }

  void received(Mtp mtp, int bytes) {
    counters.get(mtp).received.increment();
    counters.get(mtp).receivedBytes.add(bytes);
  }

  /** A record went to an agent. */
  public void sent(Mtp mtp, int bytes) {
    counters.get(mtp).sent.increment();
    counters.get(mtp).sentBytes.add(bytes);
  }

  void dropped(Mtp mtp, Admission.Reason reason) {
    counters.get(mtp).dropped.get(reason).increment();
  }

  /** A connection was turned away for something other than credentials: no subprotocol, too many, bad request. */
  public void refused(Mtp mtp) {
    counters.get(mtp).refused.increment();
  }

  /** A connection was turned away for wrong or missing credentials. */
  public void authenticationFailed(Mtp mtp) {
    counters.get(mtp).authenticationFailures.increment();
  }

  /** A connection was ended because its agent does not read. */
  public void slowReader(Mtp mtp) {
    counters.get(mtp).slowReaders.increment();
  }

  /** A connection was ended because its agent had fallen silent. */
  public void lost(Mtp mtp) {
    counters.get(mtp).lost.increment();
  }

  // ---- for metrics ----

  /** Connections open now. */
  public long connections(Mtp mtp) {
    return Math.max(0, counters.get(mtp).opened.sum() - counters.get(mtp).closed.sum());
  }

  /** Connections opened. */
  public long connectionsOpened(Mtp mtp) {
    return counters.get(mtp).opened.sum();
  }

  /** Records from agents, those included that were dropped. */
  public long recordsReceived(Mtp mtp) {
    return counters.get(mtp).received.sum();
  }

  /** Bytes of them. */
  public long bytesReceived(Mtp mtp) {
    return counters.get(mtp).receivedBytes.sum();
  }

  /** Records to agents. */
  public long recordsSent(Mtp mtp) {
    return counters.get(mtp).sent.sum();
  }

  /** Bytes of them. */
  public long bytesSent(Mtp mtp) {
    return counters.get(mtp).sentBytes.sum();
  }

  /** Records dropped for this reason. */
  public long recordsDropped(Mtp mtp, Admission.Reason reason) {
    return counters.get(mtp).dropped.get(reason).sum();
  }

  /** Records dropped for this reason, over all transports. */
  public long recordsDropped(Admission.Reason reason) {
    return counters.values().stream().mapToLong(c -> c.dropped.get(reason).sum()).sum();
  }

  /** Connections turned away for something other than credentials. */
  public long refusals(Mtp mtp) {
    return counters.get(mtp).refused.sum();
  }

  /** Connections turned away for wrong or missing credentials. */
  public long authenticationFailures(Mtp mtp) {
    return counters.get(mtp).authenticationFailures.sum();
  }

  /** Connections ended because the agent did not read. */
  public long slowReaders(Mtp mtp) {
    return counters.get(mtp).slowReaders.sum();
  }

  /** Connections ended because the agent had fallen silent. */
  public long lostConnections(Mtp mtp) {
    return counters.get(mtp).lost.sum();
  }
}
