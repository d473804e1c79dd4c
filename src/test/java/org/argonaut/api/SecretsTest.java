package org.argonaut.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.argonaut.api.http.Json;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void theMembersAndParametersThatAreSecretsAreHiddenAndNothingElse() throws Exception {
    var request =
        Json.parse(
            """
            {"rpc": "Download", "username": "u", "password": "p1", "empty": {"password": ""},
             "url": "http://acs/files/fw.bin?token=p5&x=1", "successUrl": "http://u:p6@host/p",
             "values": [{"name": "Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "value": "p2"},
                        {"name": "Device.WiFi.SSID.1.SSID", "value": "home"}],
             "map": {"Device.Users.User.1.Password": "p3", "Device.X.PreSharedKey": {"value": "p4", "type": "xsd:string"}}}
            """
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String shown = Secrets.hidden(request).toString();
    assertThat(shown).doesNotContain("p1", "p2", "p3", "p4", "p5", "p6").contains("home", "/files/fw.bin?token=(hidden)&x=1", "@host/p", "\"username\":\"u\"", "\"password\":\"\"");
    assertThat(request.toString()).contains("p1");
  }

  @Test
  void nothingStaysNothing() {
    assertThat(Secrets.hidden(null)).isNull();
  }
}
