package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord;
import org.junit.jupiter.api.Test;

class AgentSessionTest {
  @Test
  void anAgentOfSessionsSpeaksInThemAndCutsWhatIsLong() {
    try (TestController controller = TestController.connected(UspQuirk.SEGMENTS)) {
      assertThat(controller.get("Device.WiFi.").getReqPathResults(0).getResolvedPathResultsCount()).isGreaterThan(10);
      assertThat(controller.records.getFirst().hasWebsocketConnect()).isTrue();
      assertThat(controller.records.subList(1, controller.records.size()))
          .allMatch(Record::hasSessionContext)
          .anyMatch(
              record ->
                  record.getSessionContext().getPayloadSarState() == SessionContextRecord.PayloadSARState.BEGIN);
    }
  }

  @Test
  void anAgentWithoutSessionsAnswersPlainly() {
    try (TestController controller = TestController.connected(UspQuirk.NO_SESSIONS)) {
      assertThat(controller.value("Device.DeviceInfo.SerialNumber")).isEqualTo("VCPE000001");
      assertThat(controller.records).noneMatch(Record::hasSessionContext);
    }
  }
}
