package org.argonaut.event;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;
import org.apache.pekko.stream.javadsl.Source;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.NewEvent;
import org.argonaut.store.Page;

/** What happened to devices, cluster-wide: append, read back, follow. One per actor system. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class EventLog implements Extension {
  private static final Id ID = new Id();

  private EventLog(ExtendedActorSystem system) {}

  public static EventLog get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  /** Completes once the events are on disk. */
  public CompletionStage<Done> append(List<NewEvent> events) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether events of this type are to be logged: all, except those logged on demand ({@code argonaut.event.on-demand}),
   * which are wanted only while somebody anywhere in the cluster follows them.
   */
  public boolean wants(String type) {
    throw new UnsupportedOperationException();
  }

  /** Events by ascending id. */
  public CompletionStage<Page<EventRow>> list(EventFilter filter, int limit) {
    throw new UnsupportedOperationException();
  }

  /** The id of the newest event; 0 when there was never one. */
  public CompletionStage<Long> latest() {
    throw new UnsupportedOperationException();
  }

  /**
   * Follows the log from every node: first what is there after {@code filter.since} (null: only what comes from now on),
   * then what comes. In order, nothing twice, nothing lost; never ends. A slow taker gets events later, not fewer, and
   * holds back nobody else. Rides out an unavailable database.
   */
  public Source<EventRow, NotUsed> follow(EventFilter filter) {
    throw new UnsupportedOperationException();
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
