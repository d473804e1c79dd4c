package org.argonaut.api;

import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.argonaut.api.http.Problem;
import org.argonaut.device.Devices;
import org.argonaut.store.FileRows;
import org.argonaut.store.StoreUnavailable;

/** What failures of the parts below mean to a caller of the API. */
final class Failures {
  private static final int DATABASE_RETRY_SECONDS = 5;
  private static final int DEVICE_RETRY_SECONDS = 2;

  private Failures() {}

  /** Null when it is a fault of ours. */
  static Problem problemOf(Throwable failure) {
    return switch (failure) {
      case StoreUnavailable e -> Problem.unavailable("The database is away: " + e.getMessage(), DATABASE_RETRY_SECONDS);
      case Devices.DeviceUnavailable e ->
          Problem.unavailable("The device's actor cannot answer now: " + e.getMessage(), DEVICE_RETRY_SECONDS);
      case FileRows.FileTooLarge e -> Problem.of(413, "too-big", "Body too big", e.getMessage());
      default ->
          isCausedBy(failure, EntityStreamException.class)
              ? Problem.badRequest("The body ended before its announced end")
              : null;
    };
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
