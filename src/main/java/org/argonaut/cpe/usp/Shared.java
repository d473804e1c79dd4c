package org.argonaut.cpe.usp;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.http.Trust;
import org.argonaut.cpe.tree.Facts;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Skeleton;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.json.BuiltInModels;
import org.argonaut.usp.ConversationSettings;
import org.argonaut.usp.SessionUse;

/** What the agents of a fleet share: settings, model, one timer thread, statistics. */
final class Shared implements AutoCloseable {
  private static final int SEGMENT = 256;

  private final UspFleetSettings settings;
  private final UspFleetStats stats = new UspFleetStats();
  private final Clock clock;
  private final Skeleton skeleton;
  private final UspModel model;
  private final ConversationSettings conversations;
  private final ScheduledThreadPoolExecutor timer;
  private final SSLSocketFactory fileTls;
  private volatile boolean closed;

  /** The model of our own tree is the same for all fleets, and takes a second to make. */
  private static final class Tr181 {
    static final UspModel MODEL = model(Skeleton.of(Skeleton.Model.TR181), BuiltInModels.schema("tr-181"));
  }

  private static UspModel model(Skeleton skeleton, Schema schema) {
    Facts nobody = name -> "";
    Tree tree = new Tree(skeleton, nobody, 0, Clock.systemUTC());
    ObjectNode root = (ObjectNode) tree.find(skeleton.root()).node();
    return new UspModel(root, schema, Commands.SUPPORTED, Notifier.EVENTS);
  }

  /** A recorded tree is that of another agent: ours has its own objects there. */
  private static Skeleton skeleton(UspFleetSettings settings) {
    Skeleton own = Skeleton.of(Skeleton.Model.TR181);
    Skeleton shipped = settings.tree() == null ? own : settings.tree().skeleton().with(own, List.of("LocalAgent", "BulkData"));
    return settings.mapped() == null ? shipped : settings.mapped().into(shipped);
  }

  /**
   * @throws IOException a certificate cannot be read
   */
  Shared(UspFleetSettings settings, Clock clock) throws IOException {
    UspFleetSettings.Tls trust = settings.tls();
    this.fileTls =
        trust.equals(UspFleetSettings.Tls.USUAL)
            ? null
            : Trust.sockets(trust.anybody(), trust.authorities(), trust.certificate(), trust.key());
    this.settings = settings;
    this.clock = clock;
    this.skeleton = skeleton(settings);
    this.model = usual(settings) ? Tr181.MODEL : model(skeleton, schema(settings));
    this.conversations = conversations(settings);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("usp-cpe-timer").unstarted(task));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static boolean usual(UspFleetSettings settings) {
    return settings.tree() == null && settings.mapped() == null;
  }

  private static Schema schema(UspFleetSettings settings) {
    return settings.mapped() == null ? BuiltInModels.schema("tr-181") : settings.mapped().schema();
  }

  private static ConversationSettings conversations(UspFleetSettings settings) {
    ConversationSettings usual = ConversationSettings.AGENT;
    if (settings.has(UspQuirk.NO_SESSIONS)) {
      return usual.using(SessionUse.NEVER);
    }
    if (settings.has(UspQuirk.SEGMENTS)) {
      return usual.using(SessionUse.ALWAYS).cuttingAt(SEGMENT);
    }
    return settings.has(UspQuirk.SESSIONS) ? usual.using(SessionUse.ALWAYS) : usual;
  }

  UspFleetSettings settings() {
    return settings;
  }

  CpeSettings times() {
    return settings.settings();
  }

  UspFleetStats stats() {
    return stats;
  }

  Clock clock() {
    return clock;
  }

  Skeleton skeleton() {
    return skeleton;
  }

  UspModel model() {
    return model;
  }

  ConversationSettings conversations() {
    return conversations;
  }

  /** For file servers over https; null: the JDK's own trust. */
  SSLSocketFactory fileTls() {
    return fileTls;
  }

  boolean closed() {
    return closed;
  }

  /** Runs the task later on a virtual thread; a done future when the fleet has stopped. */
  Future<?> after(Duration delay, Runnable task) {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    return timer.schedule(() -> run(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Runs a short task again and again, on the timer's own thread. */
  void every(Duration pause, Runnable task) {
    timer.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs the task on a virtual thread. */
  Thread run(Runnable task) {
    return closed ? null : Thread.ofVirtual().name("usp-cpe").start(task);
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
  }
}
