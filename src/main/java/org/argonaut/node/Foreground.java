package org.argonaut.node;

/** Runs a node in the foreground until it ends. */
final class Foreground {
  private Foreground() {}

  /** Returns the exit status of the process, if nobody else ends it (SIGTERM does). */
  static int untilEnd(Node node) {
    // The JVM's own end does not wait for the log's queue; this hook keeps it until the node has said its last word.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  node.awaitEnd();
                  Logging.flush();
                },
                "last-words"));
    return node.awaitEnd() == Node.End.STOPPED ? 0 : Main.FAILED;
  }
}
