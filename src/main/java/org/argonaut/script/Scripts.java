package org.argonaut.script;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.stream.javadsl.Source;
import org.argonaut.lualog.LuaLog;
import org.argonaut.lualog.LuaLogs;
import org.argonaut.store.ListenerRows;
import org.argonaut.store.Page;
import org.argonaut.store.ParkedEvent;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.ScriptLogRow;
import org.argonaut.store.ScriptRow;
import org.argonaut.store.ScriptRows;
import org.argonaut.store.ScriptVersionRow;
import org.argonaut.store.Store;

/** The scripts of the cluster: changes them in the database, has their homes act on it, asks these how they are. */
public final class Scripts {
  private static final EntityTypeKey<ScriptMessage> TYPE = EntityTypeKey.create(ScriptMessage.class, "script");

  private final ClusterSharding sharding;
  private final Store store;
  private final ScriptSettings settings;
  private final LuaLogs logs;
  private final ScriptStats stats;
  private volatile boolean leaving;

  private Scripts(
      ClusterSharding sharding, Store store, ScriptSettings settings, LuaLogs logs, ScriptStats stats) {
    this.sharding = sharding;
    this.store = store;
    this.settings = settings;
    this.logs = logs;
    this.stats = stats;
  }

  /**
   * Starts this node's part: homes of scripts, their logs, perhaps the keeper.
   *
   * @param libraries what scripts may call
   */
  public static Scripts start(
      ActorSystem<?> system, ScriptSettings settings, List<FunctionLibrary> libraries) {
    Store store = Store.get(system);
    ScriptStats stats = new ScriptStats();
    LuaLogs logs = new LuaLogs("script", store.scriptLogs(), settings.log(), stats);
    logs.start();
    ClusterSharding sharding = ClusterSharding.get(system);
    Scripts scripts = new Scripts(sharding, store, settings, logs, stats);
    String node = Cluster.get(system).selfMember().address().hostPort();
    ScriptHome home = new ScriptHome(settings, store.scripts(), logs, List.copyOf(libraries), stats, node);
    // Whoever runs stays: the limit on resident devices is none for scripts.
    ClusterShardingSettings staying =
        ClusterShardingSettings.create(system)
            .withPassivationStrategy(ClusterShardingSettings.PassivationStrategySettings$.MODULE$.disabled());
    sharding.init(
        Entity.of(TYPE, entity -> ScriptActor.create(entity.getEntityId(), entity.getShard(), home))
            .withSettings(staying)
            .withStopMessage(new ScriptMessage.Leave()));
    startKeeper(system, settings, store.scripts(), scripts);
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(CoordinatedShutdown.PhaseServiceStop(), "disturb-no-scripts", scripts::leave);
    shutdown.addTask(CoordinatedShutdown.PhaseClusterExiting(), "write-script-logs", logs::close);
    return scripts;
  }

  private static void startKeeper(ActorSystem<?> system, ScriptSettings settings, ScriptRows rows, Scripts scripts) {
    ScriptFolder folder = settings.folder() == null ? null : new ScriptFolder(settings, scripts);
    var keeper =
        Behaviors.supervise(ScriptKeeper.create(settings, rows, scripts::look, folder))
            .onFailure(SupervisorStrategy.restart());
    ClusterSingleton.get(system).init(SingletonActor.of(keeper, "script-keeper"));
  }

  /** From now on this node tells no home anything: its region hands over, and would wait for what is told meanwhile. */
  private CompletionStage<Done> leave() {
    leaving = true;
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  private void look(String name, long revision) {
    if (leaving) {
      return;
    }
    sharding.entityRefFor(TYPE, name).tell(new ScriptMessage.Look(revision));
  }

  // ---- reading ----

  /** A script and how it is. */
  public record Listed(ScriptRow row, ScriptStatus status) {}

  /** Scripts by name; as {@link ScriptRows#list}. */
  public CompletionStage<Page<Listed>> list(int limit, String cursor) {
    return store
        .scripts()
        .list(limit, cursor)
        .thenCompose(
            page -> {
              List<CompletableFuture<Listed>> items = new ArrayList<>(page.items().size());
              page.items().forEach(row -> items.add(listed(row).toCompletableFuture()));
              return CompletableFuture.allOf(items.toArray(CompletableFuture<?>[]::new))
                  .thenApply(all -> new Page<>(items.stream().map(CompletableFuture::join).toList(), page.next()));
            });
  }

  /** One script; null when there is none. */
  public CompletionStage<Listed> get(String name) {
    return store
        .scripts()
        .get(name)
        .thenCompose(
            row -> row == null || row.deleted() ? CompletableFuture.completedFuture(null) : listed(row));
  }

  /** A home is asked only when it has something to tell. */
  private CompletionStage<Listed> listed(ScriptRow row) {
    if (!row.isPending()) {
      return CompletableFuture.completedFuture(new Listed(row, ScriptStatus.atRest(row.name(), row.problem())));
    }
    return sharding
        .entityRefFor(TYPE, row.name())
        .ask(ScriptMessage.GetStatus::new, settings.askTimeout())
        .exceptionally(
            error -> ScriptStatus.atRest(row.name(), "its home in the cluster does not answer just now"))
        .thenApply(status -> new Listed(row, status));
  }

  /** As {@link ScriptRows#version}. */
  public CompletionStage<ScriptVersionRow> version(String name, long version) {
    return store.scripts().version(name, version);
  }

  /** As {@link ScriptRows#versions}. */
  public CompletionStage<Page<ScriptVersionRow>> versions(String name, int limit, String cursor) {
    return store.scripts().versions(name, limit, cursor);
  }

  CompletionStage<Page<ScriptRow>> ofOrigin(String origin, int limit, String cursor) {
    return store.scripts().ofOrigin(origin, limit, cursor);
  }

  // ---- changing ----

  /** Changes a script and has its home act on it. */
  public CompletionStage<ScriptRows.Saved> change(ScriptChange change) {
    return beginAnew(change).thenCompose(_ -> store.scripts().change(change)).thenApply(this::told);
  }

  /** A script that people had stopped and start again listens to what comes, not to what came meanwhile. */
  private CompletionStage<Done> beginAnew(ScriptChange change) {
    if (!Boolean.TRUE.equals(change.active())) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return store
        .scripts()
        .get(change.name())
        .thenCompose(
            row ->
                row == null || row.wantsToRun()
                    ? CompletableFuture.completedFuture(Done.getInstance())
                    : store.listeners().forget(ScriptNames.listenerOwner(change.name())));
  }

  /** Deletes a script and ends its run. */
  public CompletionStage<ScriptRows.Saved> delete(String name, String by) {
    return store
        .scripts()
        .delete(name, by)
        .thenApply(this::told)
        .thenCompose(saved -> store.listeners().delete(ScriptNames.listenerOwner(name)).thenApply(_ -> saved));
  }

  // ---- events that were given up ----

  /** Events that the script's callbacks failed on for good; as {@link ListenerRows#parked}. */
  public CompletionStage<Page<ParkedEvent>> parked(String name, int limit, String cursor) {
    return store.listeners().parked(ScriptNames.listenerOwner(name), limit, cursor);
  }

  /** The same for one event; empty when it is not parked. */
  public CompletionStage<List<ParkedEvent>> parked(String name, long event) {
    return store.listeners().parked(ScriptNames.listenerOwner(name), event);
  }

  /**
   * Has the callback handle a parked event once more, beside those that come; it stays parked until that went well.
   *
   * @return false when the script does not run, or has no such listener any more
   */
  public CompletionStage<Boolean> tryAgain(String name, ParkedEvent parked) {
    return sharding
        .entityRefFor(TYPE, name)
        .<ScriptMessage.Tried>ask(
            replyTo -> new ScriptMessage.TryAgain(parked.listener(), parked.event(), replyTo), settings.askTimeout())
        .thenApply(ScriptMessage.Tried::begun);
  }

  /** Drops a parked event. */
  public CompletionStage<Boolean> unpark(ParkedEvent parked) {
    return store.listeners().unpark(parked.owner(), parked.listener(), parked.event().id());
  }

  private ScriptRows.Saved told(ScriptRows.Saved saved) {
    if (saved.row() != null && saved.row().isPending()) {
      look(saved.row().name(), saved.row().revision());
    }
    return saved;
  }

  // ---- logs ----

  /** For what is to be told in a script's log. */
  LuaLog log(String name) {
    return logs.of(name);
  }

  /**
   * The newest lines of a script's log, oldest first.
   *
   * @param from only lines from this time on; null: all
   * @param limit 1 to 1000
   */
  public CompletionStage<List<ScriptLogRow>> lastLines(String name, Instant from, int limit) {
    return logs.last(name, from, limit);
  }

  /** The log after a line, and what comes, from whichever node; never ends, and rides out an unavailable database. */
  public Source<ScriptLogRow, NotUsed> follow(String name, long afterId) {
    return logs.follow(name, afterId);
  }

  // ---- about this node ----

  public ScriptSettings settings() {
    return settings;
  }

  public ScriptStats stats() {
    return stats;
  }
}
