package org.argonaut.script;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.ScriptLogRow;
import org.argonaut.store.ScriptRows;
import org.argonaut.store.Store;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A cluster of one that runs scripts on a real database. */
public final class ScriptNode implements AutoCloseable {
  private static final String USUAL =
      """
      pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
      pekko.cluster.downing-provider-class = ""
      argonaut.script {
        keeper-interval = 200ms, retry-min = 100ms, stop-timeout = 30s, folder-interval = 100ms
        log { poll-interval = 50ms, retry-interval = 100ms }
      }
      """;

  private final ActorTestKit kit;
  private final Scripts scripts;

  /**
   * @param settings before all others
   * @param database settings of one, shared by nodes that follow each other
   */
  public ScriptNode(String settings, Config database, List<FunctionLibrary> libraries) {
    this(settings, database, libraries, true);
  }

  /**
   * @param alone false: it joins no cluster by itself
   */
  public ScriptNode(String settings, Config database, List<FunctionLibrary> libraries, boolean alone) {
    kit =
        ActorTestKit.create(
            "scripts",
            ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseString(USUAL))
                .withFallback(database)
                .withFallback(ConfigFactory.load()));
    if (alone) {
      Cluster cluster = Cluster.get(kit.system());
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
    get(Store.get(kit.system()).ready());
    scripts = Scripts.start(kit.system(), ScriptSettings.from(kit.system().settings().config()), libraries);
  }

  public Scripts scripts() {
    return scripts;
  }

  public ActorTestKit kit() {
    return kit;
  }

  public Store store() {
    return Store.get(kit.system());
  }

  public ScriptRows.Saved put(String name, String content) {
    return get(scripts.change(ScriptChange.content(name, content, "api", "anna")));
  }

  /** With {@code active} set, and run again in any case. */
  public void activate(String name, boolean active) {
    get(scripts.change(new ScriptChange(name, null, null, active, active, "api", "anna", "", null)));
  }

  public ScriptStatus status(String name) {
    return get(scripts.get(name)).status();
  }

  /** Lines of the script's log, with their levels before them. */
  public List<String> log(String name) {
    return get(scripts.lastLines(name, null, 1000)).stream().map(ScriptNode::line).toList();
  }

  private static String line(ScriptLogRow row) {
    return row.level() + ": " + row.text();
  }

  public static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }

  public static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    ActorTestKit.shutdown(kit.system(), Duration.ofSeconds(60));
  }
}
