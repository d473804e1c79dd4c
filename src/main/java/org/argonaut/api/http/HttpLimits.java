package org.argonaut.api.http;

import java.time.Duration;

/**
 * Limits of the HTTP layer.
 *
 * @param requestTimeout for a whole request whose route sets nothing else
 * @param maxConcurrent requests being answered at once on this node; more get 503
 * @param maxBodyBytes of a body that is held in memory, after content decoding
 * @param gzipFromBytes answers of at least this size are gzipped for clients that take it
 */
public record HttpLimits(Duration requestTimeout, int maxConcurrent, long maxBodyBytes, int gzipFromBytes) {
  /** How much of a body nobody wants is read so that the sender gets to read our answer. */
  static final long MAX_DRAINED_BYTES = 64L << 20;

  static final Duration DRAIN_TIME = Duration.ofSeconds(10);

  /** How long an answer waits for the rest of a body that nobody wants. */
  static final Duration ANSWER_WAIT = Duration.ofSeconds(1);
}
