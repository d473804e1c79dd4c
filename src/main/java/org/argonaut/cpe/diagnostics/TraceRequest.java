package org.argonaut.cpe.diagnostics;

import java.time.Duration;

/**
 * What to trace.
 *
 * @param host name or address
 * @param protocolVersion {@code IPv4}, {@code IPv6}, or anything else for both
 * @param tries questions to the host itself, 1 to 3
 * @param timeout for each
 * @param maxHops 1 to 64
 */
public record TraceRequest(String host, String protocolVersion, int tries, Duration timeout, int maxHops) {}
