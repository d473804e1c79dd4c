package org.argonaut.script;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.argonaut.store.Page;
import org.argonaut.store.ScriptRow;
import org.argonaut.store.ScriptRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One in the cluster: goes through all scripts whose homes have something to do, again and again, and has each one's home
 * look at its row. So a script whose node died runs elsewhere, a change that nobody was told of is acted on, and after a
 * power cut all come back, at a pace that the nodes can take. Also minds the folder of scripts, if there is one.
 */
final class ScriptKeeper extends AbstractBehavior<ScriptKeeper.Message> {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptKeeper.class);
  private static final int PAGE = 100;

  private final TimerScheduler<Message> timers;
  private final ScriptSettings settings;
  private final ScriptRows rows;
  private final BiConsumer<String, Long> look;
  private final ScriptFolder folder;
  private boolean sweeping;
  private boolean fromStart;

  /** What the keeper is told; all by itself. */
  sealed interface Message extends NoSerializationVerificationNeeded {}

  private record Sweep() implements Message {}

  private record NextPage(String cursor) implements Message {}

  /**
   * @param error null when the page is there
   */
  private record Found(Page<ScriptRow> page, Throwable error) implements Message {}

  /** Its scripts need new homes. */
  private record NodeGone() implements Message {}

  private ScriptKeeper(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      ScriptSettings settings,
      ScriptRows rows,
      BiConsumer<String, Long> look,
      ScriptFolder folder) {
    super(context);
    this.timers = timers;
    this.settings = settings;
    this.rows = rows;
    this.look = look;
    this.folder = folder;
  }

  /**
   * @param look tells the home of a script which revision its row has
   * @param folder null: none; started and stopped with the keeper
   */
  static Behavior<Message> create(
      ScriptSettings settings, ScriptRows rows, BiConsumer<String, Long> look, ScriptFolder folder) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  var gone = context.messageAdapter(ClusterEvent.MemberRemoved.class, event -> new NodeGone());
                  Cluster.get(context.getSystem())
                      .subscriptions()
                      .tell(Subscribe.create(gone, ClusterEvent.MemberRemoved.class));
                  if (folder != null) {
                    folder.start();
                  }
                  context.getSelf().tell(new Sweep());
                  return new ScriptKeeper(context, timers, settings, rows, look, folder);
                }));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Message.class, this::on)
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Sweep sweep -> beginSweep();
      case NextPage(String cursor) -> read(cursor);
      case Found(var page, var error) -> onFound(page, error);
      case NodeGone gone -> onNodeGone();
    }
    return this;
  }

  private void beginSweep() {
    if (!sweeping) {
      sweeping = true;
      read(null);
    }
  }

  private void onNodeGone() {
    fromStart = sweeping; // those already seen to may have lived there
    beginSweep();
  }

  private void read(String cursor) {
    getContext().pipeToSelf(rows.pending(PAGE, cursor), Found::new);
  }

  private void onFound(Page<ScriptRow> page, Throwable error) {
    if (error != null) {
      LOG.debug("the scripts to be run are not known, next try in {}: {}", settings.keeperInterval(), error.toString());
    } else {
      page.items().forEach(row -> look.accept(row.name(), row.revision()));
    }
    if (fromStart || (error == null && page.next() != null)) {
      String cursor = fromStart ? null : page.next();
      fromStart = false;
      timers.startSingleTimer(new NextPage(cursor), Duration.ofMillis(1000L * PAGE / settings.startsPerSecond()));
    } else {
      sweeping = false;
      timers.startSingleTimer(new Sweep(), settings.keeperInterval());
    }
  }

  private Behavior<Message> onPostStop() {
    if (folder != null) {
      folder.stop();
    }
    return this;
  }
}
