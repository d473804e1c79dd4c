package org.argonaut.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.SoapWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class FleetMemoryTest {
  private static final int CPES = 2000;
  private static final int MOST_BYTES_EACH = 4096;
  private static final byte[] INFORM_RESPONSE =
      SoapWriter.write(new Envelope("1", CwmpVersion.V1_2, new AcsAnswer.InformResponse()), Dialect.STANDARD);

  /** Answers every Inform and keeps nothing. */
  private static boolean forgetfulAcs(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (body.length == 0) {
      exchange.sendResponseHeaders(204, -1);
      return true;
    }
    assertThat(new String(body, StandardCharsets.UTF_8)).contains("Inform");
    exchange.sendResponseHeaders(200, INFORM_RESPONSE.length);
    exchange.getResponseBody().write(INFORM_RESPONSE);
    return true;
  }

  @Test
  void anIdleCpeTakesAtMostFourKilobytes(TestReporter reporter) throws Exception {
    try (ScriptedAcs acs = new ScriptedAcs()) {
      acs.gate = FleetMemoryTest::forgetfulAcs;
      warmUp(acs);
      long before = usedAfterCollection();
      try (Fleet fleet = Fleet.start(TestFleet.options(acs).count(CPES).rampPerSecond(1000).build())) {
        assertThat(fleet.awaitRegistered(Duration.ofSeconds(60))).isTrue();
        assertThat(fleet.await(cpe -> fleet.stats().counts().openSessions() == 0, Duration.ofSeconds(10))).isTrue();
        long each = (usedAfterCollection() - before) / CPES;
        reporter.publishEntry("heap bytes per idle CPE", Long.toString(each));
        assertThat(each).as("bytes of heap per idle CPE").isLessThan(MOST_BYTES_EACH);
        assertThat(fleet.stats().counts().failedSessions()).isZero();
      }
    }
  }

  private static void warmUp(ScriptedAcs acs) throws Exception {
    try (Fleet fleet = Fleet.start(TestFleet.options(acs).count(50).serialPrefix("W").build())) {
      assertThat(fleet.awaitRegistered(Duration.ofSeconds(20))).isTrue();
    }
  }

  private static long usedAfterCollection() {
    long used = Long.MAX_VALUE;
    for (int n = 0; n < 5; n++) {
      System.gc();
      used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }
}
