package org.argonaut.cpe.diagnostics;

import java.time.Duration;

/**
 * What to look up.
 *
 * @param server name or address of the DNS server; empty: as the machine does
 * @param timeout for each
 * @param repetitions 1 and up; more than {@link #MOST} are not made
 */
public record LookupRequest(String host, String server, Duration timeout, int repetitions) {
  /** No test asks more often. */
  public static final int MOST = 100;
}
