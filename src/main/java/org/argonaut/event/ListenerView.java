package org.argonaut.event;

/**
 * How a listener is doing.
 *
 * @param event the type listened to; null: all
 * @param sn the device listened to; null: all
 * @param running callbacks running now
 * @param waiting events read and waiting for their turn; what waits beyond them in the log shows in the lag
 * @param lagSeconds age of the oldest event that is not done; 0 when all are
 * @param handled callbacks that ended well, since the listener began
 * @param failed callbacks that ended in an error, since the listener began
 * @param parked events given up after their last attempt, since the listener began
 * @param discarded events dropped because their device's callback was running
 * @param lastError null when there was none
 */
public record ListenerView(
    String name,
    String event,
    String sn,
    int parallel,
    boolean discardIfProcessing,
    int running,
    int waiting,
    double lagSeconds,
    long handled,
    long failed,
    long parked,
    long discarded,
    String lastError) {}
