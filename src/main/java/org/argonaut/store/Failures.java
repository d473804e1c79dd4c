package org.argonaut.store;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import reactor.pool.PoolShutdownException;

/** What an error of the driver means: the database is away, or it refused a statement. */
final class Failures {
  private Failures() {}

  /** As callers see it. */
  static RuntimeException of(Throwable error) {
    Throwable cause = unwrapped(error);
    if (cause instanceof StoreUnavailable || cause instanceof StoreFailure || cause instanceof IllegalArgumentException) {
      return (RuntimeException) cause;
    }
    if (cause instanceof RevisionConflict || cause instanceof FileRows.FileTooLarge) {
      return (RuntimeException) cause;
    }
    if (cause instanceof TimeoutException) {
      return new StoreUnavailable("the database did not answer in time", cause);
    }
    return isUnavailable(cause)
        ? new StoreUnavailable("the database is not available: " + text(cause), cause)
        : new StoreFailure("the database refused: " + text(cause), cause);
  }

  /** A statement that could have run on another day or another connection. */
  static boolean isUnavailable(Throwable error) {
    Throwable cause = unwrapped(error);
    if (cause instanceof StoreUnavailable || cause instanceof TimeoutException || cause instanceof IOException) {
      return true;
    }
    if (cause instanceof PoolShutdownException || cause instanceof RejectedExecutionException) {
      return true; // closed meanwhile
    }
    if (cause instanceof R2dbcException r2dbc) {
      String state = r2dbc.getSqlState();
      if (state == null || state.length() != 5) {
        return r2dbc instanceof R2dbcNonTransientResourceException || r2dbc instanceof R2dbcTransientResourceException;
      }
      // connection, insufficient resources, operator intervention, system error; read-only after a fail-over
      return switch (state.substring(0, 2)) {
        case "08", "53", "57", "58" -> true;
        default -> state.equals("25006");
      };
    }
    return cause != null && cause.getCause() != null && cause.getCause() != cause && isUnavailable(cause.getCause());
  }

  /** Two statements wanted the same rows in another order: the one that was ended may be repeated. */
  static boolean isConflict(Throwable error) {
    return error instanceof StoreFailure
        && error.getCause() instanceof R2dbcException cause
        && cause.getSqlState() != null
        && cause.getSqlState().startsWith("40");
  }

  /** One line for people. */
  static String text(Throwable error) {
    Throwable cause = unwrapped(error);
    while (cause.getCause() != null && !(cause instanceof R2dbcException || cause instanceof StoreUnavailable)) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }

  private static Throwable unwrapped(Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return reactor.core.Exceptions.unwrap(cause);
  }
}
