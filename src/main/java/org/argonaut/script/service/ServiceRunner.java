package org.argonaut.script.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.device.CommandId;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaSyntaxException;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.ScriptContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies instances: runs a definition's script for one device, in a world of its own, within the definition's timeout. A
 * status that the script does not set, an error and a timeout are failures. An instance is applied once at a time in the
 * whole cluster.
 */
public final class ServiceRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
  private static final Duration DATABASE_WAIT = Duration.ofSeconds(30);

  /** How long a run holds its instance without a word from its node, and how often it gives one. */
  private static final Duration HOLD = Duration.ofSeconds(20);

  private static final Duration RENEWAL = Duration.ofSeconds(5);

  private final Services services;
  private final List<FunctionLibrary> libraries;
  private final Semaphore slots;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param libraries what the scripts may call, besides the service dialect's own functions
   */
  public ServiceRunner(Services services, List<FunctionLibrary> libraries) {
    this.services = services;
    this.libraries = List.copyOf(libraries);
    this.slots = new Semaphore(services.settings().maxConcurrent());
  }

  /**
   * How applying an instance ended.
   *
   * @param detail why it failed; null when it did not
   * @param log what the script printed, cut to the limit
   */
  public record Applied(ServiceInstance.Status status, String detail, String log) {}

  /**
   * Applies an instance, on this node, as soon as a slot is free.
   *
   * @return fails with {@link ServiceFailure}: 404 unknown, 409 being applied already, 429 too many wait
   */
  public CompletionStage<Applied> run(String instanceId) {
    if (waiting.incrementAndGet() > services.settings().maxWaiting()) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(
          new ServiceFailure(429, services.settings().maxWaiting() + " service instances are waiting to be applied already"));
    }
    CompletableFuture<Applied> end = new CompletableFuture<>();
    Thread.ofVirtual().name("service-" + instanceId).start(() -> runWhenFree(instanceId, end));
    return end;
  }

  private void runWhenFree(String instanceId, CompletableFuture<Applied> end) {
    boolean free = false;
    try {
      slots.acquire();
      free = true;
      waiting.decrementAndGet();
      end.complete(apply(instanceId));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end.completeExceptionally(e);
    } catch (RuntimeException e) {
      if (!(e instanceof ServiceFailure)) {
        LOG.warn("service instance {} could not be applied: {}", instanceId, e.toString());
      }
      end.completeExceptionally(e);
    } finally {
      if (free) {
        slots.release();
      }
    }
  }

  private Applied apply(String instanceId) throws InterruptedException {
    ServiceInstance instance = await(services.instance(instanceId));
    ServiceDefinition definition = await(services.needed(instance.service()));
    String run = CommandId.next();
    if (!await(services.rows().claim(instanceId, run, Instant.now().plus(HOLD)))) {
      throw new ServiceFailure(409, "service instance '" + instanceId + "' is being applied already");
    }
    Thread holder = Thread.ofVirtual().name("service-hold-" + instanceId).start(() -> hold(instanceId, run));
    Applied applied;
    try {
      applied = runScript(definition, instance);
    } finally {
      holder.interrupt();
    }
    await(
        services
            .rows()
            .finish(instanceId, run, applied.status().code(), applied.detail(), applied.log(), Instant.now()));
    LOG.info(
        "{}: service {} is {}{}", instance.sn(), definition.id(), applied.status().code(),
        applied.detail() == null ? "" : ", " + applied.detail());
    return applied;
  }

  /** While the script runs; when this node is gone, another may apply the instance soon. */
  private void hold(String instanceId, String run) {
    try {
      while (true) {
        Thread.sleep(RENEWAL);
        services.rows().renew(instanceId, run, Instant.now().plus(HOLD));
      }
    } catch (InterruptedException over) {
      return;
    }
  }

  private Applied runScript(ServiceDefinition definition, ServiceInstance instance) throws InterruptedException {
    RunLog log = new RunLog(services.settings().maxLog());
    LuaState lua = new LuaState(LuaLimits.defaults(), log::print);
    ScriptContext context = new ScriptContext("service " + definition.id(), 1, log, null);
    libraries.forEach(library -> library.install(lua, context));
    Map<String, String> values = definition.effective(instance.variables());
    new ServiceDialect(instance.sn(), values).install(lua, context);
    String failure = execute(lua, definition);
    return ServiceDialect.outcome(lua, failure, log.text());
  }

  /** Runs the main chunk; returns why it failed, null when it came to its end. */
  private static String execute(LuaState lua, ServiceDefinition definition) throws InterruptedException {
    Thread watch =
        Thread.ofVirtual().name("service-deadline").start(() -> stopAfter(definition.timeout(), lua));
    try {
      lua.call(lua.load(LuaProgram.compile(definition.script(), definition.id())));
      return null;
    } catch (LuaSyntaxException | LuaException e) {
      return lua.stopped() ? "timed out after " + definition.timeout().toSeconds() + " seconds" : e.getMessage();
    } finally {
      watch.interrupt();
    }
  }

  private static void stopAfter(Duration timeout, LuaState lua) {
    try {
      Thread.sleep(timeout);
    } catch (InterruptedException over) {
      return;
    }
    lua.stop();
  }

  private static <T> T await(CompletionStage<T> stage) throws InterruptedException {
    try {
      return stage.toCompletableFuture().get(DATABASE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ServiceFailure(503, "the database does not answer");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof java.util.concurrent.CompletionException c && c.getCause() != null ? c.getCause() : e.getCause();
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(cause);
    }
  }
}
