package org.argonaut.cpe.diagnostics;

import java.util.List;

/**
 * What a trace came to.
 *
 * @param address that was asked; empty: none was found
 * @param responseMillis until the host answered; 0: it did not
 * @param hops in order, the host last if it was reached
 */
public record TraceResult(Outcome outcome, String address, int responseMillis, List<Hop> hops) {
  public TraceResult {
    hops = List.copyOf(hops);
  }

  /**
   * A router on the way, or the host.
   *
   * @param host as it was asked for; empty: not known
   * @param address empty: not known
   * @param errorCode 0, or the ICMP type that came instead of an answer: 11, too many hops
   * @param millis round trips; empty: not known
   */
  public record Hop(String host, String address, int errorCode, List<Integer> millis) {
    public Hop {
      millis = List.copyOf(millis);
    }
  }
}
