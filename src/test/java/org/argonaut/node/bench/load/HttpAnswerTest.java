package org.argonaut.node.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nset-cookie: a=1; Path=/\r\nSet-Cookie:b=2\r\nCONTENT-LENGTH: 5\r\n\r\nhello";

  private final HttpAnswer answer = new HttpAnswer();

  @Test
  void anAnswerIsCompleteWithItsLastByteAndNotBefore() throws Exception {
    var bytes = ascii(ANSWER);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(answer.read(bytes, length)).as("after %d bytes", length).isFalse();
    }
    assertThat(answer.read(bytes, bytes.length)).isTrue();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.end()).isEqualTo(bytes.length);
    assertThat(answer.bodyContains(bytes, ascii("ello"))).isTrue();
    assertThat(answer.bodyContains(bytes, ascii("Set-Cookie"))).isFalse();
  }

  @Test
  void allCookiesAreSentBackWithoutTheirAttributes() throws Exception {
    answer.read(ascii(ANSWER), ANSWER.length());
    var target = new byte[100];
    int length = answer.copyCookies(target, 10);
    assertThat(new String(target, 10, length, StandardCharsets.US_ASCII)).isEqualTo("a=1; b=2");
  }

  @Test
  void oneAnswerLeavesNothingBehindForTheNext() throws Exception {
    answer.read(ascii("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nConnection: close\r\n\r\n"), 58);
    assertThat(answer.closesConnection()).isTrue();
    var next = ascii("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(answer.read(next, next.length)).isTrue();
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.closesConnection()).isFalse();
    assertThat(answer.copyCookies(new byte[100], 0)).isZero();
  }

  @Test
  void whatIsNotHttpIsRefused() {
    assertUnreadable("hello\r\n\r\n");
    assertUnreadable("HTTP/1.1 2x0 OK\r\n\r\n");
    assertUnreadable("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
    assertUnreadable("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  }

  private void assertUnreadable(String text) {
    assertThatThrownBy(() -> answer.read(ascii(text), text.length())).isInstanceOf(HttpAnswer.Unreadable.class);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
