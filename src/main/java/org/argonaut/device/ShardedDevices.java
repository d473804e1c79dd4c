package org.argonaut.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.util.Timeout;
import org.argonaut.bulkdata.BulkData;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.event.EventLog;
import org.argonaut.store.DeviceRow;
import org.argonaut.store.Store;
import org.argonaut.usp.proto.UspRecord;
import scala.concurrent.ExecutionContext;

/** {@link Devices} and {@link Agents} over cluster sharding: the one place that knows where device actors live. */
public final class ShardedDevices implements Devices, Agents {
  private static final EntityTypeKey<DeviceMessage> TYPE = EntityTypeKey.create(DeviceMessage.class, ENTITY_TYPE);

  private static final ExecutionContext SAME_THREAD = ExecutionContext.fromExecutor(Runnable::run);

  /** Past a command's own deadline, for its outcome to arrive. */
  private static final Duration OUTCOME_MARGIN = Duration.ofSeconds(2);

  private final ClusterSharding sharding;
  private final Store store;
  private final Duration timeout;

  private ShardedDevices(ClusterSharding sharding, Store store, Duration timeout) {
    this.sharding = sharding;
    this.store = store;
    this.timeout = timeout;
  }

  /** Starts this node's part of a fleet without brokers, USP by the actor system's own settings. */
  public static ShardedDevices start(ActorSystem<?> system, DeviceSettings settings, SessionOpener opener) {
    BrokerSender none =
        (route, _) -> CompletableFuture.failedFuture(new IllegalStateException("no " + route.mtp() + " broker is set"));
    return start(system, settings, UspSettings.from(system.settings().config()), opener, none);
  }

  /** Starts this node's part of the fleet. */
  public static ShardedDevices start(
      ActorSystem<?> system, DeviceSettings settings, UspSettings usp, SessionOpener opener, BrokerSender brokers) {
    Store store = Store.get(system);
    AgentSearch search = AgentSearch.start(system);
    DeviceEnvironment env =
        new DeviceEnvironment(
            settings, java.time.Clock.systemUTC(), opener, new DeviceJournal(store, EventLog.get(system), BulkData.get(system)),
            new UspEnvironment(usp, brokers, search::find));
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(TYPE, entity -> DeviceActor.create(entity.getEntityId(), entity.getShard(), env))
            .withStopMessage(new DeviceMessage.Stop()));
    return new ShardedDevices(sharding, store, settings.askTimeout());
  }

  // ---- for the CWMP endpoint ----

  @Override
  public CompletionStage<SessionReply> inform(SessionRef session, SessionStart start) {
    return ask(session.deviceId(), replyTo -> new DeviceMessage.BeginSession(session, start, replyTo));
  }

  @Override
  public CompletionStage<SessionReply> next(SessionRef session) {
    return ask(session.deviceId(), replyTo -> new DeviceMessage.NextRequested(session, replyTo));
  }

  @Override
  public CompletionStage<SessionReply> answered(SessionRef session, String envelopeId, CpeAnswer answer) {
    return ask(session.deviceId(), replyTo -> new DeviceMessage.RpcAnswered(session, envelopeId, answer, replyTo));
  }

  @Override
  public CompletionStage<SessionReply> called(SessionRef session, AcsMethod method) {
    return ask(session.deviceId(), replyTo -> new DeviceMessage.CpeCalled(session, method, replyTo));
  }

  // ---- for the transports of USP ----

  @Override
  public CompletionStage<Done> arrived(AgentRoute route, UspRecord.Record record) {
    return this.<DeviceMessage.Arrived>ask(
            record.getFromId(), replyTo -> new DeviceMessage.RecordArrived(route, record, replyTo))
        .thenApply(arrived -> done(record.getFromId(), arrived));
  }

  @Override
  public CompletionStage<Done> attached(String endpointId, AgentRoute route) {
    return this.<DeviceMessage.Arrived>ask(endpointId, replyTo -> new DeviceMessage.AgentAttached(route, replyTo))
        .thenApply(arrived -> done(endpointId, arrived));
  }

  private static Done done(String id, DeviceMessage.Arrived arrived) {
    if (arrived.failure() != null) {
      throw new DeviceUnavailable(id + ": " + arrived.failure(), null);
    }
    return Done.getInstance();
  }

  @Override
  public void left(String endpointId, AgentRoute route) {
    sharding.entityRefFor(TYPE, endpointId).tell(new DeviceMessage.AgentLeft(route));
  }

  // ---- for callers ----

  /** A command whose device moves to another node before it was sent is given to the device there. */
  @Override
  public CompletionStage<Outcome> execute(String sn, Command command) {
    Duration left = Duration.between(Instant.now(), command.deadline());
    if (left.isNegative()) {
      return CompletableFuture.completedFuture(new Outcome.Expired(false));
    }
    CompletionStage<Outcome> outcome =
        ask(sn, left.plus(OUTCOME_MARGIN), replyTo -> new DeviceMessage.Execute(command, replyTo));
    return outcome.thenCompose(
        end ->
            end instanceof Outcome.Refused refused && refused.reason() == Outcome.Reason.MOVED
                ? execute(sn, command)
                : CompletableFuture.completedFuture(end));
  }

  @Override
  public CompletionStage<Accepted> enqueue(String sn, Command command) {
    return ask(sn, replyTo -> new DeviceMessage.Enqueue(command, replyTo));
  }

  @Override
  public CompletionStage<CancelResult> cancel(String sn, String commandId) {
    return ask(sn, replyTo -> new DeviceMessage.Cancel(commandId, replyTo));
  }

  @Override
  public CompletionStage<List<CommandView>> commands(String sn) {
    return this.<DeviceMessage.CommandList>ask(sn, DeviceMessage.ListCommands::new)
        .thenApply(DeviceMessage.CommandList::commands);
  }

  @Override
  public CompletionStage<SessionOpener.Answer> requestConnection(String sn) {
    return this.<SessionOpener.Answer>ask(sn, DeviceMessage.RequestConnection::new)
        .thenApply(answer -> answer.result() == null ? null : answer);
  }

  @Override
  public CompletionStage<DeviceView> get(String sn) {
    return this.<DeviceMessage.Found>ask(sn, DeviceMessage.Get::new).thenCompose(found -> complete(found.device()));
  }

  @Override
  public CompletionStage<DeviceView> update(String sn, DeviceChange change, boolean createIfMissing) {
    return this.<DeviceMessage.Found>ask(sn, replyTo -> new DeviceMessage.Update(change, createIfMissing, replyTo))
        .thenCompose(found -> complete(found.device()));
  }

  /** An actor that has not met its device since it was loaded does not know the last contact; its row does. */
  private CompletionStage<DeviceView> complete(DeviceView view) {
    if (view == null || view.lastContact() != null || view.firstContact() == null) {
      return CompletableFuture.completedFuture(view);
    }
    return store.devices().get(view.sn()).thenApply(row -> row == null ? view : withContact(view, row));
  }

  private static DeviceView withContact(DeviceView v, DeviceRow row) {
    return new DeviceView(
        v.sn(), v.oui(), v.vendor(), v.model(), v.productClass(), v.version(), v.alias(), row.status(Instant.now()),
        v.cwmp(), v.usp(), v.dataModel(), v.tags(), v.profile(), v.validation(), v.firstContact(), row.lastContact(), v.ip(),
        v.connectionRequestUrl(), v.connectionRequestUsername(), v.cwmpVersion(), v.periodicIntervalSeconds(),
        v.clashes(), v.sessionOpen(), v.queued(), v.facts());
  }

  @Override
  public CompletionStage<Boolean> delete(String sn) {
    return this.<DeviceMessage.Deleted>ask(sn, DeviceMessage.Delete::new).thenApply(DeviceMessage.Deleted::existed);
  }

  private <R> CompletionStage<R> ask(String sn, Function<ActorRef<R>, DeviceMessage> message) {
    return ask(sn, timeout, message);
  }

  private <R> CompletionStage<R> ask(String sn, Duration within, Function<ActorRef<R>, DeviceMessage> message) {
    // The Java API would send every reply through the common pool; the reply's own thread will do.
    CompletableFuture<R> reply = new CompletableFuture<>();
    EntityRef<DeviceMessage> device = sharding.entityRefFor(TYPE, sn);
    device
        .asScala()
        .<R>ask(message::apply, Timeout.create(within))
        .onComplete(
            result ->
                result.isSuccess()
                    ? reply.complete(result.get())
                    : reply.completeExceptionally(unavailable(sn, result.failed().get())),
            SAME_THREAD);
    return reply;
  }

  private static DeviceUnavailable unavailable(String sn, Throwable cause) {
    String what = cause instanceof TimeoutException ? "did not answer in time" : "failed";
    return new DeviceUnavailable("the actor of " + sn + " " + what, cause);
  }
}
