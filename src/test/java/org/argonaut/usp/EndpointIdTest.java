package org.argonaut.usp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointIdTest {
  @ParameterizedTest
  @CsvSource({
    "oui:00256D:my-unique-bbf-id-42, oui, 00256D, my-unique-bbf-id-42",
    "cid:3AA3F8:my-unique-usp-id-42, cid, 3AA3F8, my-unique-usp-id-42",
    "pen:3561:my-unique-bbf-id-42, pen, 3561, my-unique-bbf-id-42",
    "self::my-Agent, self, '', my-Agent",
    "user::my-Agent, user, '', my-Agent",
    "os::012345-123ABCEFGHIJKL, os, '', 012345-123ABCEFGHIJKL",
    "ops::012345-Router-S%20N, ops, '', 012345-Router-S%20N",
    "uuid::f81d4fae-7dec-11d0-a765-00a0c91e6bf6, uuid, '', f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "imei::990000862471854, imei, '', 990000862471854",
    "proto::my-Agent, proto, '', my-Agent",
    "proto:vendor:my-Agent, proto, vendor, my-Agent",
    "doc::x, doc, '', x",
    "fqdn::example.org, fqdn, '', example.org"
  })
  void R_ARC_2a_everySchemeIsRead(String text, String scheme, String authority, String instance) {
    var id = new EndpointId(text);
    assertThat(id.problem()).isEmpty();
    assertThat(id.scheme()).isEqualTo(scheme);
    assertThat(id.authority()).isEqualTo(authority);
    assertThat(id.instance()).isEqualTo(instance);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "os:00256D-1 | scheme:authority:instance",
        "router | scheme:authority:instance",
        "mac::001122334455 | none of the schemes cid, doc",
        "os::a b | letters, digits",
        "os::a%2 | letters, digits",
        "os:: | letters, digits",
        "oui:12345:x | six hex digits",
        "oui::x | six hex digits",
        "pen:a:x | is a number",
        "os:00256D:x | os has no authority",
        "os::123456789012345678901234567890123456789012345678901 | has 51 characters"
      })
  void R_ARC_5_6_idsThatDepartFromTheStandardAreTakenAndTheProblemTold(String text, String problem) {
    assertThat(new EndpointId(text).problem()).hasValueSatisfying(p -> assertThat(p).contains(problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "os::a\nb", "os::a\u0000", "os::\uD800", "os::\u0085"})
  void whatCannotBeAKeyIsRefused(String text) {
    assertThatThrownBy(() -> new EndpointId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lengthIsBounded() {
    assertThat(new EndpointId("x".repeat(EndpointId.MAX_LENGTH)).text()).hasSize(256);
    assertThatThrownBy(() -> new EndpointId("x".repeat(EndpointId.MAX_LENGTH + 1))).hasMessageContaining("257 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "os%3A%3A00256D-A, os::00256D-A",
    "os::00256D-A%2520B, os::00256D-A%20B",
    "os::A%25, os::A%",
    "os::A%2, os::A%2",
    "os::A%zz, os::A%zz",
    "os::a+b, os::a+b",
    "os::%C3%A9, os::é"
  })
  void R_WS_10b_theQueryIsDecodedExactlyOnce(String value, String id) {
    assertThat(EndpointId.decodeQuery(value)).isEqualTo(new EndpointId(id));
  }

  @Test
  void R_WS_10c_idsAreOpaque() {
    assertThat(new EndpointId("os::00256d-A")).isNotEqualTo(new EndpointId("os::00256D-A"));
    assertThat(new EndpointId("os::00256D-A%20B")).isNotEqualTo(new EndpointId("os::00256D-A B"));
  }

  @Test
  void whatIsEncodedForAQueryIsDecodedAgain() {
    var random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      for (int n = 1 + random.nextInt(20); n > 0; n--) {
        text.append("abcXYZ019:-._~%+ &=?#/éß漢😀".codePoints().skip(random.nextInt(27)).limit(1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
      }
      var id = new EndpointId(text.isEmpty() ? "x" : text.toString());
      assertThat(EndpointId.decodeQuery(id.encodeQuery())).isEqualTo(id);
      assertThat(id.encodeQuery()).matches("[A-Za-z0-9:._~%-]+");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "os::00256d-ABC, 00256D, '', ABC",
    "os::00256D-A-B%2DC, 00256D, '', A-B-C",
    "ops::00256D-Home%20Hub-S-1, 00256D, Home Hub, S-1",
    "oui:00256D:serial-1, 00256D, '', serial-1"
  })
  void schemesThatNameAnOuiTellTheDevice(String id, String oui, String productClass, String serial) {
    assertThat(new EndpointId(id).hardware()).contains(new EndpointId.Hardware(oui, productClass, serial));
  }

  @ParameterizedTest
  @ValueSource(strings = {"proto::x", "os::nodash", "os::12345-X", "ops::00256D-X", "os::00256D-", "uuid::00256D-X", "x"})
  void otherIdsTellNoDevice(String id) {
    assertThat(new EndpointId(id).hardware()).isEmpty();
  }
}
