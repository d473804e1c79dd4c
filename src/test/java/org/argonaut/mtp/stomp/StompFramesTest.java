package org.argonaut.mtp.stomp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StompFramesTest {
  private static final int MAX_BODY = 1000;

  private static StompReader reader(byte[] bytes) {
    return new StompReader(new ByteArrayInputStream(bytes), MAX_BODY);
  }

  private static StompFrame read(String text) throws IOException {
    return reader(text.getBytes(UTF_8)).read();
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    var random = new Random(1);
    for (int round = 0; round < 500; round++) {
      byte[] body = new byte[random.nextInt(MAX_BODY)];
      random.nextBytes(body);
      var frame =
          StompFrame.of("MESSAGE").with(text(random), text(random)).with("reply-to-dest", "/queue/self::a\\b\r\n" + round).build(body);
      byte[] twice = new byte[StompWriter.bytes(frame).length * 2];
      System.arraycopy(StompWriter.bytes(frame), 0, twice, 0, twice.length / 2);
      System.arraycopy(StompWriter.bytes(frame), 0, twice, twice.length / 2, twice.length / 2);
      var reader = reader(twice);
      for (int i = 0; i < 2; i++) {
        var found = reader.read();
        assertThat(found.headers()).isEqualTo(frame.headers());
        assertThat(found.body()).isEqualTo(body);
      }
      assertThat(reader.read()).isNull();
    }
  }

  private static String text(Random random) {
    return random.ints(1 + random.nextInt(20), 0, 5).collect(StringBuilder::new, (b, i) -> b.append("a:\\\nü".charAt(i)), StringBuilder::append).toString();
  }

  @Test
  void theColonsOfTheEndpointIdAreEscapedInConnectAndNothingElseIs() {
    var connect = StompFrame.of("CONNECT").with("passcode", "a:b\\c").with("endpoint-id", "proto::argonaut").build();
    assertThat(new String(StompWriter.bytes(connect), UTF_8))
        .isEqualTo("CONNECT\npasscode:a:b\\c\nendpoint-id:proto\\c\\cargonaut\n\n\0");
  }

  @Test
  void heartBeatsAndCarriageReturnsAreTaken() throws IOException {
    assertThat(read("\n\n\r\nRECEIPT\r\nreceipt-id:7\r\n\r\n\0\n").header("receipt-id")).contains("7");
    assertThat(read("\n\n")).isNull();
  }

  @Test
  void theFirstOfARepeatedHeaderCounts() throws IOException {
    assertThat(read("MESSAGE\na:1\na:2\n\n\0").header("a")).contains("1");
  }

  @Test
  void aBrokerMayEscapeInConnectedOrNot() throws IOException {
    assertThat(read("CONNECTED\nsubscribe-dest:/queue/self\\c\\ca\n\n\0").header("subscribe-dest")).contains("/queue/self::a");
    assertThat(read("CONNECTED\nsession:C:\\x\n\n\0").header("session")).contains("C:\\x");
  }

  @Test
  void aBodyAboveTheLimitIsPassedOverAndTheNextFrameIsRead() throws IOException {
    var reader =
        reader(
            ("MESSAGE\ncontent-length:2000\n\n" + "x".repeat(2000) + "\0MESSAGE\n\n" + "y".repeat(2000) + "\0MESSAGE\n\nz\0")
                .getBytes(UTF_8));
    for (int i = 0; i < 2; i++) {
      var large = reader.read();
      assertThat(large.tooLarge()).isTrue();
      assertThat(large.body()).isEmpty();
    }
    assertThat(reader.read().body()).asString().isEqualTo("z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "message\n\n\0",
        "MESSAGE\nno colon\n\n\0",
        "MESSAGE\n:no name\n\n\0",
        "MESSAGE\na:\\t\n\n\0",
        "MESSAGE\na:\\\n\n\0",
        "MESSAGE\na:b\0",
        "MESSAGE\ncontent-length:-1\n\n\0",
        "MESSAGE\ncontent-length:99999999999999999999\n\n\0",
        "MESSAGE\ncontent-length:3\n\nabcd\0",
        "MESSAGE\ncontent-length:3\n\nab",
        "MESSAGE\ncontent-length:3000\n\nab",
        "MESSAGE\na:b",
        "MESSAGE"
      })
  void whatIsNoFrameIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  @Test
  void headersWithoutEndAreRefused() {
    assertThatThrownBy(() -> read("MESSAGE\n" + "a".repeat(StompReader.MAX_LINE + 1))).hasMessageContaining("above");
    assertThatThrownBy(() -> read("MESSAGE\n" + "a:b\n".repeat(StompReader.MAX_HEADERS + 1))).hasMessageContaining("more than");
  }

  @Test
  void bytesAtRandomEndInAFrameOrARefusalAndNothingElse() {
    var random = new Random(2);
    byte[] good = "\nMESSAGE\ndestination:/queue/a\ncontent-length:5\nx:\\c\n\nhello\0RECEIPT\nreceipt-id:1\n\n\0".getBytes(UTF_8);
    int frames = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.clone();
      for (int i = 0; i <= round % 4; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      var reader = reader(bytes);
      try {
        for (StompFrame frame = reader.read(); frame != null; frame = reader.read()) {
          assertThat(frame.body().length).isLessThanOrEqualTo(MAX_BODY);
          frames++;
        }
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
    assertThat(frames).isPositive();
  }
}
