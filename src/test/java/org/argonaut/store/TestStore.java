package org.argonaut.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;

/** A store on a fresh database, in an actor system of its own without a cluster. */
public final class TestStore implements AutoCloseable {
  private static final long SECONDS = 20;

  private final ActorSystem system;
  private final Store store;

  private TestStore(Config config) {
    system = ActorSystem.create("store", ConfigFactory.load(config));
    store = Store.get(system);
  }

  /** Ready to use. */
  public static TestStore fresh() {
    return ready(TestDatabase.localConfig());
  }

  /** With settings before those of a fresh database; ready to use. */
  public static TestStore fresh(String settings) {
    return ready(ConfigFactory.parseString(settings).withFallback(TestDatabase.localConfig()));
  }

  /** Ready to use. */
  public static TestStore ready(Config config) {
    TestStore test = starting(config);
    get(test.store().ready());
    return test;
  }

  /** Not waited for. */
  public static TestStore starting(Config config) {
    return new TestStore(ConfigFactory.parseString("pekko.actor.provider = local").withFallback(config));
  }

  public Store store() {
    return store;
  }

  public ActorSystem system() {
    return system;
  }

  /** The result, or the failure as it is, within a deadline. */
  public static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("no result within " + SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    system.terminate();
    get(system.getWhenTerminated());
  }
}
