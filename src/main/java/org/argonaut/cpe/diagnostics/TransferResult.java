package org.argonaut.cpe.diagnostics;

import java.time.Instant;

/**
 * What a transfer came to (TR-143, sections 5.1 and 5.2). Times are null when the test did not get so far.
 *
 * @param why for people, if it failed; else empty
 * @param address of the server; empty: none was found
 * @param localAddress of this side; empty likewise
 * @param tcpOpenRequest when the connection was asked for
 * @param tcpOpenResponse when it was there
 * @param requestSent ROMTime: when the request was sent
 * @param begin BOMTime: when the transfer began
 * @param end EOMTime: when it was over
 * @param testBytes of the file and the HTTP head before it; 0 if the test failed
 * @param bytesReceived on the connection, between begin and end
 * @param bytesSent likewise
 */
public record TransferResult(
    Outcome outcome,
    String why,
    String address,
    String localAddress,
    Instant tcpOpenRequest,
    Instant tcpOpenResponse,
    Instant requestSent,
    Instant begin,
    Instant end,
    long testBytes,
    long bytesReceived,
    long bytesSent) {}
