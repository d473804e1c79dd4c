package org.argonaut.script;

/**
 * A listener or schedule of a running script, as people see it.
 *
 * @param kind {@code cwmp-event}, {@code new-device}, {@code schedule}
 * @param name unique in its script
 * @param event what it waits for: an event code, {@code *}, or the schedule as the script gave it
 * @param sn the one device it is for; {@code *}: all
 * @param parallel callbacks it may run at once
 * @param discardIfProcessing whether events of a device whose callback runs are dropped
 * @param running callbacks that run now
 * @param waiting events read that wait for their turn
 * @param lagSeconds age of the oldest event that is not done; 0 when all are
 * @param handled callbacks that ended well since the start
 * @param failed callbacks that ended with an error since the start
 * @param parked events given up after their last attempt
 * @param discarded events dropped since the start
 * @param lastError null when there was none
 */
public record ListenerView(
    String kind,
    String name,
    String event,
    String sn,
    int parallel,
    boolean discardIfProcessing,
    int running,
    long waiting,
    double lagSeconds,
    long handled,
    long failed,
    long parked,
    long discarded,
    String lastError)
    implements Wire {}
