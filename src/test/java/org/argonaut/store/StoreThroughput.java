package org.argonaut.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.pekko.actor.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many rows a second the store takes on this machine, on an embedded database as a node has it (fsync on). Not a
 * test; run its main method, with the number of devices and of requests under way at once.
 */
final class StoreThroughput {
  private static final Logger LOG = LoggerFactory.getLogger(StoreThroughput.class);

  private StoreThroughput() {}

  public static void main(String[] arguments) throws Exception {
    int devices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int atOnce = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000;
    Path dataDir = Files.createTempDirectory("store-throughput");
    Config config =
        ConfigFactory.parseMap(
            Map.of("argonaut.node.data-dir", dataDir.toString(), "pekko.actor.provider", "local"));
    ActorSystem system = ActorSystem.create("throughput", ConfigFactory.load(config));
    try {
      Store store = Store.get(system);
      store.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
      byte[] payload = new byte[600];
      new java.util.Random(1).nextBytes(payload);
      measure("insert", devices, atOnce, i -> save(store, i, 1, payload));
      for (int revision = 2; revision < 5; revision++) {
        long next = revision;
        measure("update", devices, atOnce, i -> save(store, i, next, payload));
      }
      measure("load", devices, atOnce, i -> store.states().load(sn(i)));
      measure("load", devices, atOnce, i -> store.states().load(sn(i)));
      measure("update, one at a time", 1000, 1, i -> save(store, i, 5, payload));
      measure("load, one at a time", 2000, 1, i -> store.states().load(sn(i)));
      measure(
          "event", devices, atOnce,
          i -> store.events().append(List.of(new NewEvent(sn(i), "1 BOOT", Instant.now(), "{\"reason\":\"power\"}"))));
      measure("command", devices, atOnce, i -> store.commands().record(command(i)));
      measure(
          "parameter patch of 10", devices / 10, atOnce,
          i -> store.parameters().patch(sn(i), java.util.stream.IntStream.range(0, 10).mapToObj(p ->
              new ParameterRow("InternetGatewayDevice.LANDevice.1.WLANConfiguration." + p + ".SSID", "v" + i,
                  "xsd:string", true, Instant.now())).toList()));
      measure("same patch again", devices / 10, atOnce,
          i -> store.parameters().patch(sn(i), java.util.stream.IntStream.range(0, 10).mapToObj(p ->
              new ParameterRow("InternetGatewayDevice.LANDevice.1.WLANConfiguration." + p + ".SSID", "v" + i,
                  "xsd:string", true, Instant.now())).toList()));
      measure("search", 50, 1, i -> store.devices().list(new DeviceFilter("sn0" + i * 991, null, null, null, null), 100, null));
      measure("search rare", 50, 1, i -> store.devices().list(new DeviceFilter(sn(i * 37).substring(4), null, null, null, null), 100, null));
      measure("search common", 50, 1, i -> store.devices().list(new DeviceFilter("acme", null, null, null, null), 100, null));
      measure("count all", 5, 1, i -> store.devices().count(DeviceFilter.ALL));
      LOG.info("{}", store.stats());
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  private static CompletionStage<?> save(Store store, int i, long revision, byte[] payload) {
    return store.states().save(sn(i), new StateRows.StoredState(revision, 33, "org.argonaut.device.DeviceState", payload), index(i));
  }

  private static CommandRow command(int i) {
    return new CommandRow("c" + i, sn(i), "Reboot", "queued", "api", "{\"rpc\":\"Reboot\"}", null, Instant.now(), null);
  }

  private static String sn(int i) {
    return "SN%010d".formatted(i * 7919L);
  }

  private static DeviceIndex index(int i) {
    return new DeviceIndex("00259E", "Acme", "HG8245-" + i % 40, "IGD", "V3R017C10S" + i % 10, null, Set.of(), null, true,
        false, "TR-098", "10." + i / 65536 % 256 + "." + i / 256 % 256 + "." + i % 256, null, Instant.EPOCH);
  }

  private static void measure(String what, int count, int atOnce, IntFunction<CompletionStage<?>> work) throws Exception {
    Semaphore room = new Semaphore(atOnce);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      room.acquire();
      work.apply(i)
          .whenComplete(
              (done, error) -> {
                if (error != null) {
                  failure.set(error);
                }
                room.release();
              });
    }
    room.acquire(atOnce);
    double seconds = (System.nanoTime() - began) / 1e9;
    if (failure.get() != null) {
      throw new ExecutionException(what, failure.get());
    }
    LOG.info("{}: {} in {} s = {} /s", what, count, "%.2f".formatted(seconds), "%.0f".formatted(count / seconds));
  }
}
