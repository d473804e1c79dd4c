package org.argonaut.node.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.argonaut.node.bench.load.LoadPlan;
import org.argonaut.node.bench.load.LoadResult;
import org.argonaut.node.bench.load.LoadRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static ServerBinding echo;

  @BeforeAll
  static void start() {
    echo = EchoServer.start(0);
  }

  @AfterAll
  static void stop() {
    echo.terminate(Duration.ofSeconds(5)).toCompletableFuture().join();
  }

  @Test
  void eachDeviceHasItsSessionOnceWhenThePlanHasNoDuration() {
    var result = run(echo.localAddress().getPort(), 200, Duration.ZERO, 0);
    assertThat(result.failures()).isEmpty();
    assertThat(result.sessions()).isEqualTo(200);
    assertThat(result.latency().total()).isEqualTo(200);
  }

  @Test
  void aPlanWithADurationGoesRoundTheDevicesUntilItIsOver() {
    var result = run(echo.localAddress().getPort(), 40, Duration.ofMillis(500), 0);
    assertThat(result.failures()).isEmpty();
    assertThat(result.sessions()).isGreaterThan(40);
    assertThat(result.seconds()).isBetween(0.3, 10.0);
  }

  @Test
  void aConnectionIsRenewedAfterItsSessions() {
    var result = run(echo.localAddress().getPort(), 200, Duration.ZERO, 3);
    assertThat(result.failures()).isEmpty();
    assertThat(result.sessions()).isEqualTo(200);
  }

  @Test
  void aServerThatIsNotThereMakesEachSessionAnError() {
    var result = run(Ports.free(), 20, Duration.ZERO, 0);
    assertThat(result.sessions()).isZero();
    assertThat(result.errors()).isEqualTo(20);
    assertThat(result.failures()).containsEntry("Connection refused", 20L);
  }

  @Test
  void roundsAddUp() {
    var one = run(echo.localAddress().getPort(), 40, Duration.ZERO, 0);
    var both = one.then(one);
    assertThat(both.sessions()).isEqualTo(80);
    assertThat(both.latency().total()).isEqualTo(80);
    assertThat(both.sessionsPerSecond()).isEqualTo(one.sessionsPerSecond());
  }

  private static LoadResult run(int port, int devices, Duration duration, int sessionsPerConnection) {
    return LoadRun.execute(
        new LoadPlan("127.0.0.1", port, "2 PERIODIC", "T", 0, devices, duration, 10, 2, sessionsPerConnection, 0));
  }
}
