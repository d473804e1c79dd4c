package org.argonaut.node.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspFleetSettings;
import org.argonaut.cpe.usp.UspFleetStats;
import org.argonaut.cpe.usp.UspFlood;

/** Virtual USP agents in this process. They speak only when they are asked to. */
final class UspAgents {
  /** Request: wait until all are connected and known; answers whether they are. */
  static final String ON_BOARDED = "on-boarded";

  /** Request, followed by a {@link FloodPlan}: begin to send notifications; answers {@link #counts}. */
  static final String FLOOD = "flood";

  /** Request: {@link UspFleetStats.Counts} so far. */
  static final String COUNTS = "counts";

  /** Request: end the flood; answers how many notifications it sent. */
  static final String END_FLOOD = "end-flood";

  static final Duration ON_BOARD_LIMIT = Duration.ofMinutes(5);

  private static final String ENDPOINTS = "proto::";
  private static final double RAMP_PER_SECOND = 200;

  private final UspFleet fleet;
  private UspFlood flood;

  /**
   * ValueChange notifications of all agents in turn.
   *
   * @param perSecond of all together
   * @param sendResp whether the controller is to answer
   */
  record FloodPlan(int perSecond, boolean sendResp) {}

  private UspAgents(UspFleet fleet) {
    this.fleet = fleet;
  }

  /** What a controller knows the agent with this serial number by. */
  static String endpoint(String serial) {
    return ENDPOINTS + serial;
  }

  /**
   * Starts them; they connect in the background.
   *
   * @param url of the controller or its broker; user and password in it are the agents'
   * @param first number of the first
   */
  static UspAgents start(String url, int count, int first) throws IOException {
    var settings =
        UspFleetSettings.to(url)
            .count(count)
            .firstNumber(first)
            .serialPrefix(Benchmark.PREFIX)
            .endpointPrefix(ENDPOINTS)
            .intervalSeconds((int) Duration.ofDays(1).toSeconds())
            .rampPerSecond(RAMP_PER_SECOND);
    var userInfo = URI.create(url).getUserInfo();
    if (userInfo != null) {
      var words = userInfo.split(":", 2);
      settings.credentials(words[0], words.length > 1 ? words[1] : "");
    }
    return new UspAgents(UspFleet.start(settings.build()));
  }

  boolean awaitOnBoarded() throws InterruptedException {
    return fleet.awaitOnBoarded(ON_BOARD_LIMIT);
  }

  UspFleetStats.Counts flood(FloodPlan plan) {
    var before = counts();
    flood = fleet.flood(plan.perSecond, plan.sendResp);
    return before;
  }

  UspFleetStats.Counts counts() {
    return fleet.stats().counts();
  }

  long endFlood() {
    flood.close();
    return flood.sent();
  }
}
