package org.argonaut.cpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.argonaut.cpe.http.Credentials;
import org.argonaut.cpe.http.HttpCall;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.http.HttpReply;
import org.argonaut.cpe.http.HttpUrl;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.ParameterValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionRequestTest {
  private static final HttpConnection.Terms TERMS =
      new HttpConnection.Terms(Duration.ofSeconds(5), Duration.ofSeconds(5), null);
  private static final String URL = "Device.ManagementServer.ConnectionRequestURL";

  private ScriptedAcs acs;

  @BeforeEach
  void start() throws Exception {
    acs = new ScriptedAcs();
  }

  @AfterEach
  void stop() {
    acs.close();
  }

  private static int request(String url, Credentials credentials) throws IOException {
    HttpUrl target = HttpUrl.parse(url);
    try (HttpConnection connection = HttpConnection.open(target, TERMS)) {
      HttpReply reply = connection.exchange(call(target, credentials), 1000);
      if (reply.status() == 401 && credentials.challenged(reply.head().headers("www-authenticate"))) {
        reply = connection.exchange(call(target, credentials), 1000);
      }
      return reply.status();
    }
  }

  private static HttpCall call(HttpUrl target, Credentials credentials) {
    return new HttpCall("GET", target).header("Authorization", credentials.authorization("GET", target.target()));
  }

  private static Credentials nobody() {
    return new Credentials("", "", false);
  }

  @Test
  void aRequestOpensASession() throws Exception {
    try (Fleet fleet = TestFleet.registered(TestFleet.options(acs))) {
      assertThat(request(TestFleet.only(fleet).value(URL), nobody())).isEqualTo(200);
      assertThat(acs.awaitInform("6 CONNECTION REQUEST").events()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cr-basic", "cr-sha256"})
  void theCredentialsThatTheAcsSetsAreDemanded(String quirks) throws Exception {
    try (Fleet fleet = TestFleet.registered(TestFleet.options(acs).quirks(Quirks.parse(quirks)))) {
      VirtualCpe cpe = TestFleet.only(fleet);
      acs.run(
          cpe,
          new CpeMethod.SetParameterValues(
              List.of(
                  new ParameterValue("Device.ManagementServer.ConnectionRequestUsername", "cr", "xsd:string"),
                  new ParameterValue("Device.ManagementServer.ConnectionRequestPassword", "secret", "xsd:string")),
              ""));
      assertThat(cpe.awaitSessions(2, Duration.ofSeconds(5))).isTrue();
      assertThat(request(cpe.value(URL), nobody())).isEqualTo(401);
      assertThat(request(cpe.value(URL), new Credentials("cr", "wrong", false))).isEqualTo(401);
      assertThat(request(cpe.value(URL), new Credentials("cr", "secret", false))).isEqualTo(200);
    }
  }

  @Test
  void aCpeInSessionIsBusy() throws Exception {
    try (Fleet fleet = TestFleet.registered(TestFleet.options(acs))) {
      VirtualCpe cpe = TestFleet.only(fleet);
      int[] status = {0};
      acs.gate =
          _ -> {
            status[0] = status[0] == 0 ? request(cpe.value(URL), nobody()) : status[0];
            return false;
          };
      cpe.informNow("2 PERIODIC");
      assertThat(cpe.awaitSessions(2, Duration.ofSeconds(5))).isTrue();
      assertThat(status[0]).isEqualTo(503);
    }
  }

  @Test
  void aCpeThatIsDownSaysNothing() throws Exception {
    CpeSettings slow = TestFleet.HURRIED.hurried(Duration.ofMinutes(1));
    try (Fleet fleet = TestFleet.registered(TestFleet.options(acs).settings(slow))) {
      VirtualCpe cpe = TestFleet.only(fleet);
      cpe.reboot();
      assertThatThrownBy(() -> request(cpe.value(URL), nobody())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anUnknownSerialIsNotFound() throws Exception {
    try (Fleet fleet = TestFleet.registered(TestFleet.options(acs))) {
      assertThat(request(TestFleet.only(fleet).value(URL) + "0", nobody())).isEqualTo(404);
    }
  }
}
