package org.argonaut.store;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Writes last contacts in batches, best effort: coalesced per device, flushed at intervals and at shutdown. */
public final class ContactWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ContactWriter.class);
  private static final int CHUNK = 1000;
  private static final String WRITE =
      """
      UPDATE device_contact d SET last_contact = n.last_contact, online_until = coalesce(n.online_until, d.online_until)
      FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS n (sn, last_contact, online_until)
      WHERE d.sn = n.sn AND (d.last_contact IS NULL OR d.last_contact <= n.last_contact)
      """;

  private final Database database;
  private final Duration interval;
  private final Duration deadline;
  private final int limit;
  private final ConcurrentHashMap<String, Contact> waiting = new ConcurrentHashMap<>();
  private final LongAdder dropped = new LongAdder();
  private final Thread thread;

  private record Contact(Instant last, Instant onlineUntil) {
    /** The later contact; an unknown end of being online leaves the known one. */
    Contact merge(Contact other) {
      if (other.last.isBefore(last)) {
        return onlineUntil != null ? this : new Contact(last, other.onlineUntil);
      }
      return other.onlineUntil != null ? other : new Contact(other.last, onlineUntil);
    }
  }

  ContactWriter(Database database, StoreSettings settings) {
    this.database = database;
    this.interval = settings.contactFlushInterval();
    this.deadline = settings.statementTimeout();
    this.limit = settings.contactLimit();
    this.thread = Thread.ofVirtual().name("store-contacts").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Writes what is left. Blocks, for the deadline of a statement at most. */
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join(deadline);
    if (database.up()) {
      flush();
    }
  }

  /**
   * Notes a contact of a device that is stored already; returns at once.
   *
   * @param onlineUntil null leaves what is known
   */
  public void touch(String sn, Instant lastContact, Instant onlineUntil) {
    Contact contact = new Contact(lastContact, onlineUntil);
    if (waiting.size() >= limit && !waiting.containsKey(sn)) {
      dropped.increment();
      return;
    }
    waiting.merge(sn, contact, Contact::merge);
  }

  long waiting() {
    return waiting.mappingCount();
  }

  long dropped() {
    return dropped.sum();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(interval);
        if (database.up()) {
          flush();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("contact writer ends");
    }
  }

  /** One statement after the other; what could not be written waits for the next time. */
  private void flush() throws InterruptedException {
    List<String> sns = new ArrayList<>(waiting.keySet());
    sns.sort(null); // rows are locked in the same order by every node
    for (int from = 0; from < sns.size(); from += CHUNK) {
      Map<String, Contact> chunk = take(sns.subList(from, Math.min(sns.size(), from + CHUNK)));
      try {
        database
            .run(connection -> write(connection, chunk))
            .toCompletableFuture()
            .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        chunk.forEach((sn, contact) -> waiting.merge(sn, contact, Contact::merge));
        LOG.warn("last contacts of {} devices could not be written, they wait: {}", sns.size() - from, Failures.text(e));
        return;
      } catch (InterruptedException e) {
        chunk.forEach((sn, contact) -> waiting.merge(sn, contact, Contact::merge));
        throw e;
      }
    }
  }

  private Map<String, Contact> take(List<String> sns) {
    Map<String, Contact> taken = new LinkedHashMap<>();
    for (String sn : sns) {
      Contact contact = waiting.remove(sn);
      if (contact != null) {
        taken.put(sn, contact);
      }
    }
    return taken;
  }

  private static Mono<Long> write(Connection connection, Map<String, Contact> contacts) {
    Column sn = Column.text(contacts.size());
    Column last = Column.time(contacts.size());
    Column onlineUntil = Column.time(contacts.size());
    contacts.forEach(
        (name, contact) -> {
          sn.add(name);
          last.add(contact.last());
          onlineUntil.add(contact.onlineUntil());
        });
    return Sql.update(connection, WRITE, sn, last, onlineUntil);
  }
}
