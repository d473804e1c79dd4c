package org.argonaut.cpe;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.argonaut.cpe.http.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many virtual CPEs in one process: they share a timer, a port for connection requests and nothing else. */
public final class Fleet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Surroundings surroundings;
  private final ConnectionRequests connectionRequests;
  private final Map<String, VirtualCpe> cpes = new LinkedHashMap<>();

  private Fleet(Surroundings surroundings) throws IOException {
    FleetOptions options = surroundings.options();
    this.surroundings = surroundings;
    this.connectionRequests = listen(options, this::cpe);
    String host = options.connectionRequestHost();
    if (host.isEmpty()) {
      host = addressTowards(HttpUrl.parse(options.acsUrl()));
    }
    for (int n = 0; n < options.count(); n++) {
      String serial = serial(options.serialPrefix(), options.firstNumber() + n);
      cpes.put(serial, new VirtualCpe(surroundings, serial, connectionRequests.url(host, serial)));
    }
  }

  private static ConnectionRequests listen(FleetOptions options, Function<String, VirtualCpe> cpes) throws IOException {
    try {
      return new ConnectionRequests(
          options.connectionRequestBind(), options.connectionRequestPort(), options.quirks(), cpes);
    } catch (IOException e) {
      throw new IOException("cannot listen for connection requests: " + e.getMessage(), e);
    }
  }

  /**
   * Makes the CPEs and switches them on, one after the other at the ramp rate.
   *
   * @throws IOException the port for connection requests cannot be had
   * @throws IllegalArgumentException the ACS's URL is none
   */
  public static Fleet start(FleetOptions options) throws IOException {
    HttpUrl.parse(options.acsUrl());
    Fleet fleet = new Fleet(new Surroundings(options));
    // Before the first SetParameterValues asks for it: a CPE under load should not answer that one late.
    Thread.ofVirtual().name("cpe-standard").start(fleet.surroundings.skeleton().standard()::load);
    double gapNanos = 1e9 / options.rampPerSecond();
    int n = 0;
    for (VirtualCpe cpe : fleet.cpes.values()) {
      fleet.surroundings.after(Duration.ofNanos((long) (gapNanos * n++)), cpe::powerOn);
    }
    LOG.info("{} virtual CPEs of {}", options.count(), options.acsUrl());
    return fleet;
  }

  /** The serial of the n-th CPE: the prefix and at least six digits. */
  public static String serial(String prefix, int number) {
    return String.format(Locale.ROOT, "%s%06d", prefix, number);
  }

  /** This machine's address as the ACS sees it, as far as routing tells. */
  private static String addressTowards(HttpUrl acs) throws IOException {
    try (DatagramSocket probe = new DatagramSocket()) {
      InetSocketAddress address = new InetSocketAddress(acs.host(), acs.port());
      if (address.isUnresolved()) {
        return "127.0.0.1";
      }
      probe.connect(address); // sends nothing
      return probe.getLocalAddress().getHostAddress();
    }
  }

  /** The CPE with that serial, or null. */
  public VirtualCpe cpe(String serial) {
    return cpes.get(serial);
  }

  /** All of them, in the order of their numbers. */
  public Collection<VirtualCpe> all() {
    return Collections.unmodifiableCollection(cpes.values());
  }

  public FleetStats stats() {
    return surroundings.stats();
  }

  /** Waits until every CPE has had its bootstrap answered; false when the time is over first. */
  public boolean awaitRegistered(Duration atMost) throws InterruptedException {
    return await(VirtualCpe::registered, atMost);
  }

  /** Waits until something holds of every CPE; false when the time is over first. */
  public boolean await(Predicate<VirtualCpe> holds, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (VirtualCpe cpe : cpes.values()) {
      while (!holds.test(cpe)) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        Thread.sleep(LOOK_AGAIN);
      }
    }
    return true;
  }

  /** Waits, after {@link #close}, until nothing of the CPEs runs any more; false when the time is over first. */
  public boolean awaitQuiet(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (surroundings.running() > 0) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(LOOK_AGAIN);
    }
    return true;
  }

  /** Stops: no new session begins, open ones come to their end in the background. */
  @Override
  public void close() {
    surroundings.close();
    connectionRequests.close();
  }
}
