package org.argonaut.node.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestLoadTest {
  @Test
  void aPacedLoadMakesExactlyTheCallsThatFallDueAndNoneBeforeItsTime() {
    Set<Integer> called = ConcurrentHashMap.newKeySet();
    var result = new RequestLoad(1_000, called::add).paced(500, 8, Duration.ofMillis(400));
    assertThat(result.sessions()).isEqualTo(200);
    assertThat(called).hasSize(200);
    assertThat(result.seconds()).isGreaterThan(0.39);
  }

  @Test
  void whatHadToWaitForABusyCallerIsLate() throws Exception {
    var slow = Duration.ofMillis(50);
    var never = new CountDownLatch(1);
    // One caller, a call due every 10 ms, each takes 50: the fifth begins 160 ms late.
    var result =
        new RequestLoad(10, _ -> never.await(slow.toMillis(), TimeUnit.MILLISECONDS))
            .paced(100, 1, slow);
    assertThat(result.sessions()).isEqualTo(5);
    assertThat(result.latency().quantileMicros(1.0)).isGreaterThan(200_000);
  }

  @Test
  void aCallThatFailsIsAnErrorWithItsReason() {
    var load =
        new RequestLoad(
            10,
            cpe -> {
              if (cpe % 2 == 1) {
                throw new IOException("odd");
              }
            });
    var result = load.paced(1_000, 4, Duration.ofMillis(100));
    assertThat(result.sessions()).isEqualTo(50);
    assertThat(result.failures()).containsExactly(Map.entry("odd", 50L));
  }
}
