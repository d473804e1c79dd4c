package org.argonaut.node.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.argonaut.cwmp.Direction;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.SoapReader;
import org.junit.jupiter.api.Test;

class InformTemplateTest {
  private final InformTemplate template = new InformTemplate("127.0.0.1", 7547, "T", "2 PERIODIC");

  @Test
  void theBodyIsAnInformOfTheNumberedDevice() throws Exception {
    var request = template.copy();
    template.number(request, 4711);
    assertThat(inform(request).deviceId().serialNumber()).isEqualTo("T00004711");
    assertThat(inform(request).events()).containsExactly(new Inform.Event("2 PERIODIC", ""));
    assertThat(inform(request).parameters())
        .anySatisfy(
            parameter -> {
              assertThat(parameter.name()).isEqualTo("Device.ManagementServer.ConnectionRequestURL");
              assertThat(parameter.value()).endsWith("00004711");
            });
  }

  @Test
  void aRequestCanBeNumberedAgain() throws Exception {
    var request = template.copy();
    template.number(request, InformTemplate.MAX_NUMBER);
    template.number(request, 0);
    assertThat(inform(request).deviceId().serialNumber()).isEqualTo("T00000000");
  }

  @Test
  void theLengthIsThatOfTheBody() {
    var text = new String(template.copy(), StandardCharsets.US_ASCII);
    var parts = text.split("\r\n\r\n", 2);
    assertThat(parts[0]).contains("Content-Length: " + parts[1].length());
  }

  private static Inform inform(byte[] request) throws Exception {
    var body = new String(request, StandardCharsets.US_ASCII).split("\r\n\r\n", 2)[1];
    return (Inform)
        SoapReader.read(body.getBytes(StandardCharsets.US_ASCII), null, Direction.FROM_CPE).message();
  }
}
