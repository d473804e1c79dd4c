package org.argonaut.node;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.argonaut.store.TestDatabase;

/**
 * Two real nodes of one cluster, on one database of their own.
 *
 * @param first ready, as is the second
 */
record TwoNodes(NodeProcess first, NodeProcess second) implements AutoCloseable {

  /**
   * Starts both and waits until they serve.
   *
   * @param folder for what they write
   * @param settings of both, as environment variables
   */
  static TwoNodes start(Path folder, Map<String, String> settings) {
    var environment = new HashMap<>(settings);
    environment.put("ARGONAUT_DB_URL", TestDatabase.url());
    var nodes =
        new TwoNodes(
            NodeProcess.of(folder.resolve("first"), environment, "up"),
            NodeProcess.of(folder.resolve("second"), environment, "up"));
    nodes.launch();
    return nodes;
  }

  private void launch() {
    var seeds = "127.0.0.1:" + first.remotePort() + ",127.0.0.1:" + second.remotePort();
    try {
      first.with("ARGONAUT_SEEDS", seeds).launch();
      second.with("ARGONAUT_SEEDS", seeds).launch();
      first.awaitReady();
      second.awaitReady();
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    second.close();
    first.close();
  }
}
