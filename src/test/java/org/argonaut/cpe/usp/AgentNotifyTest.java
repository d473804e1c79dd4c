package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.argonaut.usp.Messages;
import org.argonaut.usp.proto.UspMsg.Delete;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Notify;
import org.junit.jupiter.api.Test;

class AgentNotifyTest {
  private static final String SSID = "Device.WiFi.SSID.1.SSID";

  @Test
  void aNotificationIsSentAgainUntilItIsAnswered() {
    try (TestController controller = TestController.connected()) {
      Msg first = controller.next(m -> m.getBody().getRequest().getNotify().hasOnBoardReq());
      controller.forget();
      controller.pass(Duration.ofSeconds(11));
      Msg again = controller.next(m -> m.getBody().getRequest().getNotify().hasOnBoardReq());
      assertThat(again).isEqualTo(first);

      controller.send(Messages.notifyResp(again.getHeader().getMsgId(), ""));
      assertThat(controller.agent.onBoarded()).isTrue();
      controller.forget();
      controller.pass(Duration.ofSeconds(60));
      assertThat(controller.notification(Notify::hasEvent).getEvent().getEventName()).isEqualTo("Boot!");
      assertThat(controller.value("Device.LocalAgent.Controller.1.OnBoardingComplete")).isEqualTo("true");
      assertThat(controller.shared.stats().counts().notifyResponses()).isEqualTo(1);
    }
  }

  @Test
  void whatWasNotAnsweredIsSentAgainOverTheNextConnection() {
    try (TestController controller = TestController.connected()) {
      controller.forget();
      controller.disconnect();
      controller.connect();
      assertThat(controller.notification(Notify::hasOnBoardReq).getSendResp()).isTrue();
      assertThat(controller.notification(Notify::hasEvent).getEvent().getEventName()).isEqualTo("Boot!");
      assertThat(controller.records.getLast().hasWebsocketConnect()).isFalse();
    }
  }

  @Test
  void aChangedValueIsToldToItsSubscriberWhoeverChangedIt() {
    try (TestController controller = TestController.settled()) {
      controller.subscribe("s", "ValueChange", SSID, false);
      controller.set(false, true, "Device.WiFi.SSID.1.", "SSID", "by the controller");
      Notify notify = controller.notification(Notify::hasValueChange);
      assertThat(notify.getSubscriptionId()).isEqualTo("s");
      assertThat(notify.getSendResp()).isFalse();
      assertThat(notify.getValueChange().getParamPath()).isEqualTo(SSID);
      assertThat(notify.getValueChange().getParamValue()).isEqualTo("by the controller");

      controller.agent.setLocally(SSID, "by hand");
      assertThat(controller.notification(Notify::hasValueChange).getValueChange().getParamValue()).isEqualTo("by hand");
      assertThat(controller.silent()).isTrue();
    }
  }

  @Test
  void valuesThatMoveByThemselvesAreToldButCountersAreNot() {
    try (TestController controller = TestController.settled()) {
      controller.subscribe("free", "ValueChange", "Device.DeviceInfo.MemoryStatus.", false);
      controller.subscribe("up", "ValueChange", "Device.DeviceInfo.UpTime", false);
      controller.pass(Duration.ofMinutes(10));
      assertThat(controller.notification(Notify::hasValueChange).getSubscriptionId()).isEqualTo("free");
      assertThat(controller.silent()).isTrue();
    }
  }

  @Test
  void creationAndDeletionAreTold() {
    try (TestController controller = TestController.settled()) {
      controller.subscribe("made", "ObjectCreation", "Device.WiFi.SSID.", false);
      controller.subscribe("gone", "ObjectDeletion", "Device.WiFi.SSID.*.", false);
      controller.add(false, true, "Device.WiFi.SSID.", "Alias", "x");
      Notify made = controller.notification(Notify::hasObjCreation);
      assertThat(made.getObjCreation().getUniqueKeysMap()).containsEntry("Alias", "x");
      String path = made.getObjCreation().getObjPath();

      controller.ask(Messages.request("d", Delete.newBuilder().addObjPaths(path).build()));
      assertThat(controller.notification(Notify::hasObjDeletion).getObjDeletion().getObjPath()).isEqualTo(path);
    }
  }

  @Test
  void onlyWhatIsSubscribedIsTold() {
    try (TestController controller = TestController.settled()) {
      controller.subscribe("a", "ValueChange", "Device.WiFi.SSID.2.", false);
      controller.set(false, true, "Device.WiFi.SSID.1.", "SSID", "x");
      controller.set(false, true, "Device.LocalAgent.Subscription.[ID==\"a\"].", "Enable", "false");
      controller.set(false, true, "Device.WiFi.SSID.2.", "SSID", "y");
      assertThat(controller.silent()).isTrue();
    }
  }

  @Test
  void thePeriodicEventComesAtItsInterval() {
    try (TestController controller = TestController.settled()) {
      controller.set(false, true, "Device.LocalAgent.Controller.1.", "PeriodicNotifInterval", "60");
      controller.pass(Duration.ofSeconds(61));
      assertThat(controller.notification(Notify::hasEvent).getEvent().getEventName()).isEqualTo("Periodic!");
      controller.pass(Duration.ofSeconds(60));
      assertThat(controller.notification(Notify::hasEvent).getEvent().getObjPath()).isEqualTo("Device.LocalAgent.");
      assertThat(controller.silent()).isTrue();
    }
  }

  @Test
  void aSubscriptionEndsWithItsTimeToLive() {
    try (TestController controller = TestController.settled()) {
      controller.subscribe("gone", "ObjectDeletion", "Device.LocalAgent.Subscription.", false);
      controller.subscribe("short", "ValueChange", SSID, false);
      controller.set(false, true, "Device.LocalAgent.Subscription.[ID==\"short\"].", "TimeToLive", "30");
      controller.pass(Duration.ofSeconds(31));
      assertThat(controller.get("Device.LocalAgent.Subscription.[ID==\"short\"].ID").getReqPathResults(0).getResolvedPathResultsList())
          .isEmpty();
      assertThat(controller.notification(Notify::hasObjDeletion).getSubscriptionId()).isEqualTo("gone");
    }
  }

  @Test
  void anExpiredNotificationIsNotSentAgain() {
    try (TestController controller = TestController.settled()) {
      controller.subscribe("s", "ValueChange", SSID, true);
      controller.set(false, true, "Device.LocalAgent.Subscription.[ID==\"s\"].", "NotifExpiration", "3");
      controller.agent.setLocally(SSID, "x");
      assertThat(controller.notification(Notify::hasValueChange).getSendResp()).isTrue();
      controller.pass(Duration.ofSeconds(4));
      controller.pass(Duration.ofSeconds(60));
      assertThat(controller.silent()).isTrue();
    }
  }

  @Test
  void aSecondRequestWithAnIdInProgressIsIgnoredAndQuirksBendAnswers() {
    try (TestController controller = TestController.settled(UspQuirk.WRONG_TYPE, UspQuirk.TWICE)) {
      Msg get = Messages.request("q", org.argonaut.usp.proto.UspMsg.Get.newBuilder().addParamPaths("Device.DeviceInfo.ModelName").build());
      List<Msg> answers = List.of(controller.ask(get), controller.next(m -> m.getHeader().getMsgId().equals("q")));
      assertThat(answers.get(0)).isEqualTo(answers.get(1));
      assertThat(answers.get(0).getHeader().getMsgTypeValue()).isEqualTo(22);
      assertThat(answers.get(0).getBody().getResponse().hasGetResp()).isTrue();
    }
    try (TestController controller = TestController.settled(UspQuirk.SILENT)) {
      controller.send(Messages.request("q", org.argonaut.usp.proto.UspMsg.Get.newBuilder().addParamPaths("Device.").build()));
      assertThat(controller.silent()).isTrue();
    }
    try (TestController controller = TestController.settled(UspQuirk.GARBAGE)) {
      int before = controller.records.size();
      controller.send(Messages.request("q", org.argonaut.usp.proto.UspMsg.Get.newBuilder().addParamPaths("Device.").build()));
      assertThat(controller.raw).hasSizeGreaterThan(before);
      assertThat(controller.records).hasSize(before);
    }
  }
}
