package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.argonaut.cwmp.CpeMethod;
import org.junit.jupiter.api.Test;

/** Whatever a script concatenates, it gets an RPC or an error table. */
class PayloadFuzzTest {
  private static final String XML =
      """
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0">
          <soap:Header/>
          <soap:Body>
            <cwmp:SetParameterValues>
              <ParameterList>
                <ParameterValueStruct><Name>Device.X.Password</Name><Value>a&b < c</Value></ParameterValueStruct>
              </ParameterList>
            </cwmp:SetParameterValues>
          </soap:Body>
        </soap:Envelope>""";
  private static final String USP =
      """
      {"header": {"msg_id": "1", "msg_type": 1}, "body": {"request": {"get": {"paramPaths": ["Device."], "maxDepth": 2}}}}""";
  private static final String PIECES = "<>&\"'/!?[]{}:,;-=\\ \n\u0000\u0007xé€\ud83d";

  @Test
  void xmlIsReadOrRefusedWithAReason() {
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 3000; i++) {
      String xml = mutated(XML, random);
      try {
        assertThat(CwmpPayload.read(xml)).isInstanceOf(CpeMethod.class);
        read++;
      } catch (FunctionFailure refused) {
        assertThat(refused.code()).isEqualTo("400");
        assertThat(refused.getMessage()).startsWith("the XML cannot be sent: ");
      }
    }
    assertThat(read).isBetween(100, 2999);
  }

  @Test
  void jsonIsTakenOrRefusedWithAReason() {
    Random random = new Random(8);
    int taken = 0;
    for (int i = 0; i < 3000; i++) {
      try {
        UspSender.read(mutated(USP, random), false);
        taken++;
      } catch (FunctionFailure refused) {
        assertThat(refused.code()).isEqualTo("400");
        assertThat(refused.getMessage()).startsWith("the message cannot be sent: ");
      }
    }
    assertThat(taken).isBetween(100, 2999);
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutant = new StringBuilder(text);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(mutant.length());
      int end = Math.min(mutant.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> mutant.delete(at, end);
        case 1 -> mutant.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 2 -> mutant.insert(at, mutant.substring(at, end));
        default -> mutant.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
      }
    }
    return mutant.toString();
  }
}
