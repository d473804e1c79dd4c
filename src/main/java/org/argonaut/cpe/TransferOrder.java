package org.argonaut.cpe;

import java.time.Instant;
import java.util.List;
import org.argonaut.cwmp.CpeMethod.TimeWindow;

/**
 * What the ACS wants moved.
 *
 * @param fileSize bytes; 0 when unknown
 * @param windows when, in seconds after {@code received}; empty: at once
 */
record TransferOrder(
    Kind kind,
    String commandKey,
    String fileType,
    String url,
    String username,
    String password,
    long fileSize,
    String targetFileName,
    List<TimeWindow> windows,
    Instant received) {

  /** Which RPC asked for it. */
  enum Kind {
    DOWNLOAD("M Download"),
    SCHEDULED_DOWNLOAD("M ScheduleDownload"),
    UPLOAD("M Upload");

    private final String event;

    Kind(String event) {
      this.event = event;
    }

    String event() {
      return event;
    }
  }

  TransferOrder {
    commandKey = commandKey == null ? "" : commandKey;
    fileType = fileType == null ? "" : fileType;
    url = url == null ? "" : url;
    targetFileName = targetFileName == null ? "" : targetFileName;
  }

  /** {@code 1 Firmware Upgrade Image} and its like, or a vendor's own {@code X ...}. */
  boolean knownFileType() {
    return fileType.matches(kind == Kind.UPLOAD ? "[1-4] .*|X .+" : "[1-6] .*|X .+");
  }

  /** An upload of a log, not of a configuration. */
  boolean log() {
    return fileType.startsWith("2 ") || fileType.startsWith("4 ");
  }

  boolean windowsInOrder() {
    long end = 0;
    for (TimeWindow window : windows) {
      if (window.windowStart() < end || window.windowEnd() <= window.windowStart()) {
        return false;
      }
      end = window.windowEnd();
    }
    return true;
  }

  /**
   * When to try again after a failure.
   *
   * @param seconds since the order came
   * @param attempts made so far
   * @return seconds from now; -1: not at all
   */
  long nextAttemptSeconds(long seconds, int attempts) {
    for (TimeWindow window : windows) {
      if (seconds < window.windowStart()) {
        return window.windowStart() - seconds;
      }
      boolean triesLeft = window.maxRetries() < 0 || attempts <= window.maxRetries();
      if (seconds < window.windowEnd() && triesLeft) {
        return Math.min(5, window.windowEnd() - seconds);
      }
    }
    return -1;
  }

  @Override
  public String toString() { // never a password in a log
    return kind.event.substring(2) + " " + commandKey + " [" + fileType + ", " + url + "]";
  }
}
