package org.argonaut.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.argonaut.api.http.Problem;
import org.argonaut.cwmp.Fault;
import org.argonaut.device.Outcome;
import org.argonaut.device.SessionOpener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomesTest {
  @Test
  void aFaultOfTheCpeCarriesItsCodeAndTheParametersThatWereRejected() {
    Fault fault =
        new Fault(9003, "Invalid arguments", List.of(new Fault.ParameterFault("Device.A", 9007, "too big")), "<raw/>");
    JsonNode problem = Outcomes.problemOf("SN1", new Outcome.Faulted(fault)).document();
    assertThat(problem.path("status").asInt()).isEqualTo(422);
    assertThat(problem.at("/fault/code").asInt()).isEqualTo(9003);
    assertThat(problem.at("/fault/parameterFaults/0/parameterName").asText()).isEqualTo("Device.A");
    assertThat(problem.at("/fault/parameterFaults/0/code").asInt()).isEqualTo(9007);
    assertThat(problem.toString()).doesNotContain("raw");
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY, 503, busy", "NO_ADDRESS, 409, no-address", "UNREACHABLE, 504, unreachable",
    "UNAUTHORIZED, 502, unauthorized", "REJECTED, 502, rejected", "OVERLOADED, 503, overloaded",
    "NO_SESSION, 504, no-session",
    "NOT_CONNECTED, 504, not-connected"
  })
  void aDeviceThatCannotBeAskedSaysWhy(SessionOpener.Result why, int status, String reason) {
    Problem problem = Outcomes.problemOf("SN1", new Outcome.Unreachable(why, "connection refused"));
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.document().path("reason").asText()).isEqualTo(reason);
    assertThat(problem.getMessage()).contains("connection refused");
  }

  @ParameterizedTest
  @EnumSource(Outcome.Reason.class)
  void everyRefusalIsAProblemOfItsOwn(Outcome.Reason reason) {
    int expected =
        switch (reason) {
          case UNKNOWN_DEVICE -> 404;
          case WRONG_PROTOCOL -> 409;
          case QUEUE_FULL -> 429;
          case STORE_UNAVAILABLE, MOVED -> 503;
        };
    assertThat(Outcomes.problemOf("SN1", new Outcome.Refused(reason, "why")).status()).isEqualTo(expected);
  }

  @Test
  void anExpiredCommandSaysWhetherTheDeviceHadIt() {
    assertThat(Outcomes.problemOf("SN1", new Outcome.Expired(true)).document().path("sent").asBoolean()).isTrue();
    assertThat(Outcomes.problemOf("SN1", new Outcome.Expired(false)).document().path("sent").asBoolean()).isFalse();
    assertThat(Outcomes.problemOf("SN1", new Outcome.Expired(false)).status()).isEqualTo(504);
  }
}
