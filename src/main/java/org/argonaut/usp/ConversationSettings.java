package org.argonaut.usp;

/**
 * How one side holds its conversations.
 *
 * @param sessions when to use session contexts
 * @param decides whether our session stands when both sides begin one at the same moment: the controller's does, so
 *     true for controllers, false for agents
 * @param maxRecordBytes records longer than this are cut into segments, in a session; at least 256. Outside of a session
 *     nothing is cut
 * @param maxMessageBytes longest message that is put together from segments
 * @param maxBufferedRecords records kept at most in either direction: those that wait for a missing one, and those the
 *     peer has not acknowledged. A peer that never acknowledges costs no more than this
 * @param maxBufferedBytes bytes kept at most in either direction, at least {@code maxMessageBytes}
 * @param retryMillis wait before a missing record is asked for again, or an acknowledgement is asked for
 * @param maxRetries how often a missing record is asked for, or sent again, before the session begins anew
 * @param ackMillis how long an acknowledgement waits for a message to travel with
 */
public record ConversationSettings(
    SessionUse sessions,
    boolean decides,
    int maxRecordBytes,
    int maxMessageBytes,
    int maxBufferedRecords,
    int maxBufferedBytes,
    long retryMillis,
    int maxRetries,
    long ackMillis) {
  private static final int MIN_RECORD_BYTES = 256;

  /** For a controller: sessions as the peer does. */
  public static final ConversationSettings CONTROLLER =
      new ConversationSettings(
          SessionUse.AS_PEER_DOES, true, 64 << 10, MessageLimits.DEFAULT.bytes(), 1024, 32 << 20, 5_000, 5, 1_000);

  /** For an agent: sessions as the peer does. */
  public static final ConversationSettings AGENT = CONTROLLER.deciding(false);

  public ConversationSettings {
    if (maxRecordBytes < MIN_RECORD_BYTES) {
      throw new IllegalArgumentException("maxRecordBytes is " + maxRecordBytes + ", at least 256 are needed");
    }
    if (maxMessageBytes < 1 || maxBufferedBytes < maxMessageBytes || maxBufferedRecords < 1) {
      throw new IllegalArgumentException("the buffer must hold at least one longest message");
    }
    if (retryMillis < 1 || maxRetries < 1 || ackMillis < 0) {
      throw new IllegalArgumentException("retryMillis and maxRetries must be positive, ackMillis not negative");
    }
  }

  /** The same with another use of sessions. */
  public ConversationSettings using(SessionUse use) {
    return new ConversationSettings(
        use,
        decides,
        maxRecordBytes,
        maxMessageBytes,
        maxBufferedRecords,
        maxBufferedBytes,
        retryMillis,
        maxRetries,
        ackMillis);
  }

  /** The same with records of another size, in bytes. */
  public ConversationSettings cuttingAt(int recordBytes) {
    return new ConversationSettings(
        sessions,
        decides,
        recordBytes,
        maxMessageBytes,
        maxBufferedRecords,
        maxBufferedBytes,
        retryMillis,
        maxRetries,
        ackMillis);
  }

  private ConversationSettings deciding(boolean ours) {
    return new ConversationSettings(
        sessions,
        ours,
        maxRecordBytes,
        maxMessageBytes,
        maxBufferedRecords,
        maxBufferedBytes,
        retryMillis,
        maxRetries,
        ackMillis);
  }
}
