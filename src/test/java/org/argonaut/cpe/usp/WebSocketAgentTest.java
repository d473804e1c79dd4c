package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.usp.Messages;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspRecord.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketAgentTest {
  private static final CpeSettings HURRIED =
      CpeSettings.from(ConfigFactory.load()).hurried(Duration.ofMillis(20));

  private WebSocketController controller;

  @BeforeEach
  void start() throws Exception {
    controller = new WebSocketController();
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  private UspFleetSettings.Builder settings() {
    return UspFleetSettings.to(controller.url()).settings(HURRIED).rampPerSecond(10_000);
  }

  private UspFleet onBoarded(UspFleetSettings.Builder settings) throws Exception {
    UspFleet fleet = UspFleet.start(settings.build());
    if (!fleet.awaitOnBoarded(Duration.ofSeconds(20))) {
      fleet.close();
      throw new AssertionError("not on-boarded: " + fleet.stats().failures());
    }
    return fleet;
  }

  private static Msg get(String path) {
    return Messages.request("get-" + path, Get.newBuilder().addParamPaths(path).build());
  }

  @Test
  void anAgentConnectsPresentsItselfAndAnswers() throws Exception {
    try (UspFleet fleet = onBoarded(settings().credentials("user-{serial}", "secret"))) {
      HttpRequest upgrade = controller.upgrades.take();
      assertThat(upgrade.getUri().rawQueryString()).contains("eid=proto::VCPE000001");
      assertThat(upgrade.getHeader("Authorization").orElseThrow().value()).isEqualTo("Basic dXNlci1WQ1BFMDAwMDAxOnNlY3JldA==");
      assertThat(controller.records.take().hasWebsocketConnect()).isTrue();

      controller.send("proto::VCPE000001", get("Device.DeviceInfo.SerialNumber"));
      Msg answer = controller.answer();
      assertThat(answer.getBody().getResponse().getGetResp().getReqPathResults(0).getResolvedPathResults(0).getResultParamsMap())
          .containsEntry("SerialNumber", "VCPE000001");
      assertThat(fleet.stats().counts().requests()).isEqualTo(1);
      assertThat(fleet.stats().counts().connected()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerOfMoreThan64KilobytesArrives() throws Exception {
    try (UspFleet fleet = onBoarded(settings())) {
      controller.send("proto::VCPE000001", get("Device."));
      Msg answer = controller.answer();
      assertThat(answer.getSerializedSize()).isGreaterThan(20_000);
      assertThat(fleet.stats().counts().errors()).isZero();
    }
  }

  @Test
  void aBrokenConnectionIsMadeAgain() throws Exception {
    try (UspFleet fleet = onBoarded(settings())) {
      controller.hangUp();
      assertThat(fleet.await(_ -> fleet.stats().counts().connects() == 2, Duration.ofSeconds(20))).isTrue();
      assertThat(fleet.await(UspAgent::connected, Duration.ofSeconds(20))).isTrue();
      controller.send("proto::VCPE000001", get("Device.DeviceInfo.ModelName"));
      assertThat(controller.answer().getBody().hasResponse()).isTrue();
    }
  }

  @Test
  void aRefusalIsToldAndTriedAgain() throws Exception {
    controller.refuses = true;
    try (UspFleet fleet = UspFleet.start(settings().build())) {
      assertThat(fleet.await(_ -> fleet.stats().counts().failedConnects() >= 2, Duration.ofSeconds(20))).isTrue();
      assertThat(fleet.stats().failures().getFirst()).contains("401");
      controller.refuses = false;
      assertThat(fleet.awaitOnBoarded(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void aFleetConnectsWithAnIdForEach() throws Exception {
    try (UspFleet fleet = onBoarded(settings().count(50).serialPrefix("T").endpointPrefix("os::0A1B2C-"))) {
      assertThat(fleet.all()).extracting(UspAgent::endpointId).startsWith("os::0A1B2C-T000001").doesNotHaveDuplicates();
      assertThat(fleet.stats().counts().connected()).isEqualTo(50);
    }
  }

  @Test
  void aFloodOfNotificationsGoesOnUntilItIsClosed() throws Exception {
    try (UspFleet fleet = onBoarded(settings().count(3))) {
      long before = fleet.stats().counts().notifyResponses();
      try (UspFlood flood = fleet.flood(1000, true)) {
        assertThat(fleet.await(_ -> fleet.stats().counts().notifyResponses() > before + 100, Duration.ofSeconds(20))).isTrue();
        assertThat(flood.sent()).isGreaterThan(100);
      }
    }
  }

  @Test
  void quirksOfTheWireShow() throws Exception {
    try (UspFleet fleet = UspFleet.start(settings().quirks(Set.of(UspQuirk.TEXT_FRAMES, UspQuirk.OLD_EID_HEADER)).build())) {
      assertThat(controller.texts.poll(10, TimeUnit.SECONDS)).isNotNull();
      HttpRequest upgrade = controller.upgrades.take();
      assertThat(upgrade.getUri().rawQueryString()).isEmpty();
      assertThat(upgrade.getHeader("Sec-WebSocket-Extensions").orElseThrow().value()).contains("proto::VCPE000001");
      assertThat(fleet.all()).hasSize(1);
    }
  }

  @Test
  void fragmentsArePutTogether() throws Exception {
    try (UspFleet fleet = onBoarded(settings().quirks(Set.of(UspQuirk.FRAGMENTS)))) {
      Record first = controller.records.take();
      assertThat(first.hasWebsocketConnect()).isTrue();
      assertThat(fleet.stats().counts().failedConnects()).isZero();
    }
  }
}
