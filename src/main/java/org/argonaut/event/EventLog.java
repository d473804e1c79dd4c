package org.argonaut.event;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;
import org.apache.pekko.stream.javadsl.Source;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.EventRows;
import org.argonaut.store.NewEvent;
import org.argonaut.store.Page;
import org.argonaut.store.Store;

/** What happened to devices, cluster-wide: append, read back, follow. One per actor system. */
public final class EventLog implements Extension {
  private static final Id ID = new Id();

  private final EventRows rows;
  private final EventTail tail;
  private final EventInterest interest;

  private EventLog(ExtendedActorSystem system) {
    this.rows = Store.get(system).events();
    EventSettings settings = EventSettings.from(system.settings().config());
    this.tail = new EventTail(rows, settings);
    this.interest = new EventInterest(rows, settings);
    AppendHints hints = new AppendHints(system, tail::reached);
    rows.whenAppended(hints::appended);
    interest.start();
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "stop-event-tail",
            () -> {
              interest.stop();
              tail.stop();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  public static EventLog get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  /** Completes once the events are on disk. */
  public CompletionStage<Done> append(List<NewEvent> events) {
    return rows.append(events);
  }

  /**
   * Whether events of this type are to be logged: all, except those logged on demand ({@code argonaut.event.on-demand}),
   * which are wanted only while somebody anywhere in the cluster follows them. Known on other nodes within seconds.
   */
  public boolean wants(String type) {
    return interest.wants(type);
  }

  /** Events by ascending id; {@link EventRows#list}. */
  public CompletionStage<Page<EventRow>> list(EventFilter filter, int limit) {
    return rows.list(filter, limit);
  }

  /** The id of the newest event; 0 when there was never one. */
  public CompletionStage<Long> latest() {
    return rows.latest();
  }

  /**
   * Follows the log from every node: first what is there after {@code filter.since} (null: only what comes from now on),
   * then what comes. In order, nothing twice, nothing lost; ends when the node stops. A slow taker gets events later, not
   * fewer, and holds back nobody else. Rides out an unavailable database.
   */
  public Source<EventRow, NotUsed> follow(EventFilter filter) {
    return interest.registered(filter, tail.follow(filter));
  }

  private static final class Id extends AbstractExtensionId<EventLog> implements ExtensionIdProvider {
    @Override
    public EventLog createExtension(ExtendedActorSystem system) {
      return new EventLog(system);
    }

    @Override
    public Id lookup() {
      return ID;
    }
  }
}
