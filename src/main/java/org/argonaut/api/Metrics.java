package org.argonaut.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.argonaut.store.StoreStats;

/** What {@code GET /metrics} tells Prometheus: the JVM, the API, and whatever is registered here. */
public final class Metrics implements AutoCloseable {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  public Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /**
   * Something that goes up and down.
   *
   * @param name with dots: {@code argonaut.sessions.open}
   */
  public void gauge(String name, String help, Supplier<Number> value) {
    Gauge.builder(name, value).description(help).strongReference(true).register(registry);
  }

  /** Something that only grows; {@code _total} is added to its name. */
  public void counter(String name, String help, Supplier<Number> value) {
    FunctionCounter.builder(name, value, v -> v.get().doubleValue()).description(help).register(registry);
    keepAlive(value);
  }

  /** The store's queues. */
  public void store(Supplier<StoreStats> stats) {
    queue("recoveries", stats, StoreStats::recoveries);
    queue("upserts", stats, StoreStats::upserts);
    queue("events", stats, StoreStats::events);
    queue("commands", stats, StoreStats::commands);
    queue("parameters", stats, StoreStats::parameters);
    queue("credentials", stats, StoreStats::credentials);
    queue("bulkdata", stats, StoreStats::bulkReports);
    gauge("argonaut.store.contacts.waiting", "Last contacts not written yet", () -> stats.get().contactsWaiting());
    counter("argonaut.store.contacts.dropped", "Last contacts given up", () -> stats.get().contactsDropped());
    counter("argonaut.store.patches.dropped", "Parameter patches given up", () -> stats.get().patchesDropped());
    counter(
        "argonaut.store.embedded.restarts", "Restarts of the embedded PostgreSQL", () -> stats.get().embeddedRestarts());
  }

  private void queue(String name, Supplier<StoreStats> stats, java.util.function.Function<StoreStats, StoreStats.Queue> of) {
    Supplier<StoreStats.Queue> queue = () -> of.apply(stats.get());
    keepAlive(queue);
    queueCounter("batches", "Statements run", name, queue, StoreStats.Queue::batches);
    queueCounter("rows", "Rows in them", name, queue, StoreStats.Queue::rows);
    queueCounter("failed", "Rows whose statement failed", name, queue, StoreStats.Queue::failed);
    queueCounter("refused", "Rows not taken: queue full or database away", name, queue, StoreStats.Queue::refused);
    queueCounter("busy.seconds", "Time statements took", name, queue, q -> q.busyNanos() / 1e9);
    Gauge.builder("argonaut.store.queue.waiting", queue, q -> q.get().waiting())
        .description("Rows waiting now")
        .tag("queue", name)
        .register(registry);
  }

  private void queueCounter(
      String what, String help, String name, Supplier<StoreStats.Queue> queue, ToDoubleFunction<StoreStats.Queue> value) {
    FunctionCounter.builder("argonaut.store.queue." + what, queue, q -> value.applyAsDouble(q.get()))
        .description(help)
        .tag("queue", name)
        .register(registry);
  }

  // The registry holds what it reads weakly.
  private final java.util.Set<Object> alive = java.util.concurrent.ConcurrentHashMap.newKeySet();

  private void keepAlive(Object source) {
    alive.add(source);
  }

  void answered(String method, String template, int status, long nanos) {
    Timer.builder("argonaut.api.requests")
        .description("API requests and how long they took")
        .tag("method", method)
        .tag("route", template)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
