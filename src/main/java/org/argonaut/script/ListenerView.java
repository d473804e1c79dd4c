package org.argonaut.script;

import java.time.Instant;

/**
 * A listener or schedule of a running script, as people see it.
 *
 * @param kind {@code cwmp-event}, {@code new-device}, {@code schedule}
 * @param event what it waits for: an event code, {@code *}, or the schedule as the script gave it
 * @param sn the one device it is for; {@code *}: all
 * @param parallel callbacks it may run at once
 * @param discardIfProcessing whether events of a device whose callback runs are dropped
 * @param running callbacks that run now
 * @param lag events that wait for it
 * @param handled callbacks that ended well since the start
 * @param failed callbacks that ended with an error since the start
 * @param discarded events dropped since the start
 * @param parked events given up after their last attempt
 * @param lastError null when there was none
 * @param lastErrorAt null when there was none
 */
public record ListenerView(
    String kind,
    String event,
    String sn,
    int parallel,
    boolean discardIfProcessing,
    int running,
    long lag,
    long handled,
    long failed,
    long discarded,
    long parked,
    String lastError,
    Instant lastErrorAt)
    implements Wire {}
