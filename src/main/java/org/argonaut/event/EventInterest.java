package org.argonaut.event;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.EventRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which event types are followed, here and on the other nodes; decides what is logged on demand only. */
final class EventInterest {
  private static final Logger LOG = LoggerFactory.getLogger(EventInterest.class);
  private static final String ALL = "*";
  private static final int INTERVALS_TO_LIVE = 4;

  private final EventRows rows;
  private final EventSettings settings;
  private final String node = UUID.randomUUID().toString();
  private final ConcurrentHashMap<String, Integer> here = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile Set<String> elsewhere = Set.of();

  EventInterest(EventRows rows, EventSettings settings) {
    this.rows = rows;
    this.settings = settings;
    this.thread = Thread.ofVirtual().name("event-interest").unstarted(this::run);
  }

  void start() {
    if (!settings.onDemand().isEmpty()) {
      thread.start();
    }
  }

  void stop() {
    thread.interrupt();
  }

  /** See {@link EventLog#wants}. */
  boolean wants(String type) {
    return !settings.onDemand().contains(type)
        || here.containsKey(type)
        || here.containsKey(ALL)
        || elsewhere.contains(type)
        || elsewhere.contains(ALL);
  }

  /** Counts as interest from the moment the source runs until it ends. */
  Source<EventRow, NotUsed> registered(EventFilter filter, Source<EventRow, NotUsed> source) {
    String type = filter.type() == null ? ALL : filter.type();
    if (filter.type() != null && !settings.onDemand().contains(filter.type())) {
      return source;
    }
    return Source.fromMaterializer(
            (materializer, attributes) -> {
              here.merge(type, 1, Integer::sum);
              return source
                  .watchTermination(Pair::create)
                  .mapMaterializedValue(
                      pair -> {
                        pair.second().whenComplete((done, error) -> forget(type));
                        return NotUsed.getInstance();
                      });
            })
        .mapMaterializedValue(value -> NotUsed.getInstance());
  }

  private void forget(String type) {
    here.computeIfPresent(type, (key, count) -> count == 1 ? null : count - 1);
  }

  private void run() {
    double secondsToLive = settings.interestInterval().toMillis() * INTERVALS_TO_LIVE / 1000.0;
    try {
      while (true) {
        rows.announceInterest(node, Set.copyOf(here.keySet()), secondsToLive)
            .whenComplete(
                (types, error) -> {
                  if (error == null) {
                    elsewhere = types;
                  } else {
                    LOG.debug("what other nodes follow is not known: {}", error.toString());
                  }
                });
        Thread.sleep(settings.interestInterval());
      }
    } catch (InterruptedException e) {
      LOG.debug("event interest ends");
    }
  }
}
