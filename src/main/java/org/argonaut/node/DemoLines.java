package org.argonaut.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.argonaut.cpe.Fleet;
import org.argonaut.cpe.VirtualCpe;

/** Lines that reconnect now and then: a CPE gets another WAN address, and tells of it as its notification says. */
final class DemoLines {
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  /** The one of them that the CPE has. */
  private static final List<String> ADDRESSES =
      List.of(
          "Device.IP.Interface.1.IPv4Address.1.IPAddress",
          "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.ExternalIPAddress");

  private final List<VirtualCpe> cpes;

  DemoLines(List<Fleet> fleets) {
    this.cpes = fleets.stream().flatMap(fleet -> fleet.all().stream()).toList();
  }

  /** Goes on until the process ends. */
  void start() {
    Thread.ofVirtual().name("demo-lines").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(BETWEEN);
        reconnect(cpes.get(ThreadLocalRandom.current().nextInt(cpes.size())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reconnect(VirtualCpe cpe) {
    var random = ThreadLocalRandom.current();
    var address = "203.0.113." + random.nextInt(1, 255); // RFC 5737: for documentation
    ADDRESSES.stream().filter(path -> cpe.value(path) != null).findFirst().ifPresent(path -> cpe.setLocally(path, address));
  }
}
