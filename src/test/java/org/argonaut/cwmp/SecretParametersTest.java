package org.argonaut.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretParametersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "Device.ManagementServer.ConnectionRequestPassword",
        "Device.WiFi.AccessPoint.1.Security.KeyPassphrase",
        "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.PreSharedKey.1.PreSharedKey",
        "Device.WiFi.AccessPoint.1.Security.WEPKey",
        "Device.WiFi.AccessPoint.1.WPS.PIN",
        "Device.RADIUS.X.Secret",
        "Device.Security.X.PrivateKey"
      })
  void knowsTheNamesOfSecrets(String path) {
    assertThat(SecretParameters.isSecret(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"username", "Device.WiFi.SSID.1.SSID", "Device.X.Spin", "Device.Password.1.Enable", ""})
  void leavesOtherNamesAlone(String path) {
    assertThat(SecretParameters.isSecret(path)).isFalse();
  }
}
