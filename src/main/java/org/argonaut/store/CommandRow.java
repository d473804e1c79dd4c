package org.argonaut.store;

import java.time.Instant;

/**
 * What became of a command.
 *
 * @param state queued, sent, done, failed, expired, cancelled or unknown; all but the first two are terminal
 * @param origin who asked
 * @param requestJson the RPC; null in a later record keeps the first one
 * @param resultJson null until it ended
 * @param endedAt null until it ended
 */
public record CommandRow(
    String id,
    String sn,
    String rpc,
    String state,
    String origin,
    String requestJson,
    String resultJson,
    Instant queuedAt,
    Instant endedAt) {}
