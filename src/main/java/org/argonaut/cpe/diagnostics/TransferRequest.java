package org.argonaut.cpe.diagnostics;

import java.time.Duration;
import org.argonaut.cpe.http.HttpConnection;

/**
 * What to transfer.
 *
 * @param url http or https
 * @param bytes to send with an upload; the most that is fetched by a download
 * @param terms how to connect
 * @param longest then the test ends as a timeout
 */
public record TransferRequest(String url, long bytes, HttpConnection.Terms terms, Duration longest) {}
