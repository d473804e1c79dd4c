package org.argonaut.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.argonaut.script.Scripts;
import org.argonaut.store.ScriptChange;

/** The example scripts that the demo runs. One that is there already stays as people left it. */
final class DemoScripts {
  static final List<String> NAMES = List.of("wifi-on-bootstrap", "value-change-report");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Scripts scripts;

  DemoScripts(Scripts scripts) {
    this.scripts = scripts;
  }

  /** Starts them and waits a while until they listen, so that they hear the first CPE. */
  void start() throws InterruptedException {
    for (var name : NAMES) {
      if (await(scripts.get(name)) == null) {
        await(scripts.change(ScriptChange.content(name, source(name), "api", "demo")));
      }
    }
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (var name : NAMES) {
      while (!listens(name) && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    }
  }

  private boolean listens(String name) {
    var script = await(scripts.get(name));
    return script == null || !script.row().wantsToRun() || !script.status().listeners().isEmpty();
  }

  private static String source(String name) {
    var path = "/lua/examples/" + name + ".lua";
    try (InputStream in = DemoScripts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new CommandFailed("this build lacks the example " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailed("the example " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new CommandFailed("the demo's scripts cannot be started: " + Configuration.oneLine(e.getCause()), e);
    }
  }
}
