package org.argonaut.cpe;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Duration;

/** Fleets that do not make a test wait. */
final class TestFleet {
  static final CpeSettings HURRIED = CpeSettings.from(ConfigFactory.load()).hurried(Duration.ofMillis(20));

  private TestFleet() {}

  static FleetOptions.Builder options(ScriptedAcs acs) {
    return FleetOptions.to(acs.url())
        .settings(HURRIED)
        .intervalSeconds(86_400)
        .connectionRequestBind("127.0.0.1", 0)
        .rampPerSecond(10_000);
  }

  /** One CPE that has told the ACS of its first boot. */
  static Fleet registered(FleetOptions.Builder options) throws IOException, InterruptedException {
    Fleet fleet = Fleet.start(options.build());
    if (!fleet.await(cpe -> cpe.sessions() > 0, Duration.ofSeconds(10)) || !fleet.awaitRegistered(Duration.ZERO)) {
      fleet.close();
      throw new AssertionError("not registered: " + fleet.stats().failures());
    }
    return fleet;
  }

  /** As {@link #registered} where the first sessions are meant to fail. */
  static Fleet registeredEventually(FleetOptions.Builder options) throws IOException, InterruptedException {
    Fleet fleet = Fleet.start(options.build());
    if (!fleet.awaitRegistered(Duration.ofSeconds(10))) {
      fleet.close();
      throw new AssertionError("not registered: " + fleet.stats().failures());
    }
    return fleet;
  }

  static VirtualCpe only(Fleet fleet) {
    return fleet.all().iterator().next();
  }
}
