package org.argonaut.mtp.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.argonaut.mtp.broker.BrokerUrl;
import org.argonaut.mtp.stomp.StompSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MqttSettingsTest {
  private static final Map<String, Integer> PORTS = Map.of("mqtt", 1883, "mqtts", 8883);

  private static MqttSettings mqtt(String settings) {
    return MqttSettings.from(
        ConfigFactory.parseString("argonaut.usp.mqtt { " + settings + " }").withFallback(ConfigFactory.load()));
  }

  @Test
  void withoutAUrlBothAreOff() {
    assertThat(mqtt("").broker()).isEmpty();
    assertThat(StompSettings.from(ConfigFactory.load()).broker()).isEmpty();
  }

  @Test
  void theUserIsReadFromTheUrlAndNeverShown() {
    var url = BrokerUrl.parse("MQTTS://us%3Aer:p%40+ss@[::1]", PORTS);
    assertThat(url.username()).isEqualTo("us:er");
    assertThat(url.password()).isEqualTo("p@+ss");
    assertThat(url.port()).isEqualTo(8883);
    assertThat(url).hasToString("mqtts://[::1]:8883");
    assertThat(mqtt("url = \"mqtt://h\", username = u, password = p").broker().orElseThrow().username()).isEqualTo("u");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:1883", "http://h", "mqtt://", "mqtt://u:p@ss@h", "mqtt://h:70000", "mqtt://h h", "://"})
  void aUrlThatIsNoneIsRefusedWithoutItsPassword(String url) {
    assertThatThrownBy(() -> mqtt("url = \"" + url + "\""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mqtts")
        .hasMessageNotContaining("p@ss");
  }

  @ParameterizedTest
  @CsvSource({
    "version = 4, auto",
    "topics = other, oktopus",
    "qos = 2, 0 to 1",
    "client-id = \"\", client-id",
    "shared-group = a/b, shared-group",
    "trust = topic, {id}",
    "trust = all, broker",
    "receive-maximum = 0, 65535",
    "keep-alive = 0s, 1 s",
    "schemes.standard.controller = [], at least one",
    "schemes.standard.controller = [\"a/#\"], no topic",
    "schemes.standard.status = \"a/b\", {id}",
    "schemes.standard.agent = \"a/x{id}\", level of its own",
    "reply-topics = [\"a/#/b\"], reply-topics",
    "tls.certificate = a, both"
  })
  void aSettingThatDoesNotFitSaysWhatWould(String setting, String hint) {
    assertThatThrownBy(() -> mqtt(setting)).isInstanceOf(ConfigException.class).hasMessageContaining(hint);
  }
}
