package org.argonaut.node;

import java.net.BindException;
import org.apache.pekko.stream.BindFailedException;

/** Says why a port could not be opened, and which setting to look at. */
final class StartFailure {
  private StartFailure() {}

  static String describe(Throwable failure, String portVariable) {
    var message = ActorSystems.rootMessage(failure);
    var bind = failure instanceof BindFailedException || root(failure) instanceof BindException;
    return bind ? "cannot open a port: " + message + "; stop what uses it, or set " + portVariable : message;
  }

  private static Throwable root(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
