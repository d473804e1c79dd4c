package org.argonaut.node;

import org.argonaut.api.ReadyCheck;

/** Whether this node wants work: not before it has started, not any more once it stops. */
final class Lifecycle {
  private enum Phase {
    STARTING,
    SERVING,
    STOPPING
  }

  private volatile Phase phase = Phase.STARTING;

  void serving() {
    if (phase == Phase.STARTING) {
      phase = Phase.SERVING;
    }
  }

  void stopping() {
    phase = Phase.STOPPING;
  }

  ReadyCheck check() {
    return new ReadyCheck(
        "node",
        () ->
            switch (phase) {
              case STARTING -> new ReadyCheck.State(false, "starting");
              case SERVING -> new ReadyCheck.State(true, "serving");
              case STOPPING -> new ReadyCheck.State(false, "stopping");
            });
  }
}
