package org.argonaut.cpe.diagnostics;

import java.time.Duration;

/**
 * What to ping.
 *
 * @param host name or address
 * @param protocolVersion {@code IPv4}, {@code IPv6}, or anything else for both
 * @param repetitions 1 and up; more than {@link #MOST} are not made
 * @param timeout for each
 */
public record PingRequest(String host, String protocolVersion, int repetitions, Duration timeout) {
  /** No test asks more often. */
  public static final int MOST = 1000;
}
