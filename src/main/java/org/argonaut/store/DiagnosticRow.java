package org.argonaut.store;

import java.time.Instant;

/**
 * A diagnostic on a device: what was asked, how far it is, what came of it.
 *
 * @param kind {@code ping}, {@code traceroute} ...
 * @param state {@code running}, {@code done}, {@code failed}, {@code cancelled}
 * @param step what it does now or did last, for people
 * @param request JSON
 * @param result JSON; null: none yet, or it failed
 * @param problem JSON; null: nothing went wrong
 * @param ended null while it runs
 */
public record DiagnosticRow(
    String id,
    String sn,
    String kind,
    String protocol,
    String state,
    String step,
    String request,
    String result,
    String problem,
    Instant started,
    Instant ended) {
  public static final String RUNNING = "running";
}
