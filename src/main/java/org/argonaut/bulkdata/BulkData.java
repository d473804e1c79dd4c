package org.argonaut.bulkdata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;
import org.argonaut.cwmp.SecretParameters;
import org.argonaut.event.EventLog;
import org.argonaut.store.BulkReportRow;
import org.argonaut.store.NewEvent;
import org.argonaut.store.ParameterRow;
import org.argonaut.store.Store;
import org.argonaut.store.StoreUnavailable;

/**
 * Takes bulk data reports: reads them on a thread of their own, finds out whose they are, stores them, and logs one event {@code
 * bulkdata} a report where somebody follows those. One per actor system. Thread-safe; never blocks.
 */
public final class BulkData implements Extension, BulkIntake {
  /** The type of the event that tells of a report. */
  public static final String EVENT = "bulkdata";

  private static final Id ID = new Id();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BulkDataSettings settings;
  private final Store store;
  private final EventLog events;
  private final Senders senders;
  private final BulkStats stats = new BulkStats();
  private final Executor reading = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("bulkdata-", 0).factory());
  private final AtomicLong inHand = new AtomicLong();

  private BulkData(ExtendedActorSystem system) {
    settings = BulkDataSettings.from(system.settings().config());
    store = Store.get(system);
    events = EventLog.get(system);
    senders = new Senders(store.devices());
  }

  public static BulkData get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  public BulkStats stats() {
    return stats;
  }

  @Override
  public CompletionStage<Verdict> take(Delivery delivery) {
    int size = delivery.body().length;
    if (size > settings.maxSize()) {
      return CompletableFuture.completedStage(
          refused(
              new BadReport(
                  BulkStats.Reason.TOO_LARGE,
                  size + " bytes are more than " + settings.maxSize() + " (argonaut.bulkdata.max-size)")));
    }
    if (inHand.addAndGet(size) > settings.budget()) {
      inHand.addAndGet(-size);
      stats.drop();
      return CompletableFuture.failedStage(new StoreUnavailable("too many bulk data reports are in hand"));
    }
    return CompletableFuture.supplyAsync(() -> read(delivery), reading)
        .thenCompose(stage -> stage)
        .handle(this::verdict)
        .whenComplete((_, _) -> inHand.addAndGet(-size));
  }

  private Verdict verdict(Verdict stored, Throwable failure) {
    if (failure == null) {
      return stored;
    }
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof BadReport bad) {
      return refused(bad);
    }
    stats.drop();
    throw new CompletionException(cause);
  }

  private Verdict.Refused refused(BadReport bad) {
    stats.refuse(bad.reason());
    return new Verdict.Refused(bad.reason(), bad.getMessage());
  }

  private CompletionStage<Verdict> read(Delivery delivery) {
    try {
      List<BulkReport> reports = ReportReader.read(delivery.body(), delivery.contentType(), settings);
      return senders.find(delivery.sender(), reports).thenCompose(sn -> stored(sn, delivery, reports));
    } catch (BadReport e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private CompletionStage<Verdict> stored(String sn, Delivery delivery, List<BulkReport> reports) {
    Instant now = Instant.now();
    List<BulkReportRow> rows = new ArrayList<>(reports.size());
    for (BulkReport report : reports) {
      rows.add(
          new BulkReportRow(
              0, sn, delivery.profile(), delivery.transport().name().toLowerCase(Locale.ROOT), report.format(),
              report.collected(), now, report.parameters().size(), json(withoutSecrets(report.parameters()))));
    }
    return store.bulkReports().add(rows).thenCompose(stored -> told(sn, delivery, reports.getLast(), stored));
  }

  private CompletionStage<Verdict> told(
      String sn, Delivery delivery, BulkReport newest, List<BulkReportRow> stored) {
    stats.stored(delivery.transport(), stored.size());
    if (settings.cache()) {
      cache(sn, newest.parameters());
    }
    Verdict verdict = new Verdict.Stored(sn, stored.stream().map(BulkReportRow::id).toList());
    return events.wants(EVENT)
        ? events.append(stored.stream().map(BulkData::event).toList()).thenApply(_ -> verdict)
        : CompletableFuture.completedStage(verdict);
  }

  /** Best effort, as the cache is. A name of the profile's own is no path, and a secret is not kept. */
  private void cache(String sn, Map<String, String> parameters) {
    Instant now = Instant.now();
    List<ParameterRow> rows = new ArrayList<>(parameters.size());
    parameters.forEach((name, value) -> {
      boolean path = name.startsWith("Device.") || name.startsWith("InternetGatewayDevice.");
      if (path && !SecretParameters.isSecret(name)) {
        rows.add(new ParameterRow(name, value, null, null, now));
      }
    });
    if (!rows.isEmpty()) {
      store.parameters().patch(sn, rows);
    }
  }

  private static NewEvent event(BulkReportRow report) {
    ObjectNode data =
        JSON.createObjectNode()
            .put("report", report.id())
            .put("profile", report.profile())
            .put("transport", report.transport())
            .put("format", report.format())
            .put("count", report.count());
    if (report.collected() != null) {
      data.put("collected", report.collected().toString());
    }
    return new NewEvent(report.sn(), EVENT, report.received(), data.toString());
  }

  /** Nothing that shows reports has to think of what is in them. */
  private static Map<String, String> withoutSecrets(Map<String, String> parameters) {
    Map<String, String> shown = new LinkedHashMap<>(parameters);
    shown.replaceAll((name, value) -> SecretParameters.isSecret(name) ? "" : value);
    return shown;
  }

  private static String json(Map<String, String> parameters) {
    try {
      return JSON.writeValueAsString(parameters);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static final class Id extends AbstractExtensionId<BulkData> implements ExtensionIdProvider {
    @Override
    public BulkData createExtension(ExtendedActorSystem system) {
      return new BulkData(system);
    }

    @Override
    public Id lookup() {
      return ID;
    }
  }
}
