package org.argonaut.script.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private static final AddressPolicy STRICT = AddressPolicy.allowing(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
        "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1",
        "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:a00:1::1",
        "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1"
      })
  void whatIsNotPublicIsNotReached(String address) throws Exception {
    assertThat(STRICT.permits("some.host", InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "193.0.0.1", "2606:4700::1", "2a00:1450::1"})
  void whatIsPublicIsReached(String address) throws Exception {
    assertThat(STRICT.permits("some.host", InetAddress.getByName(address))).isTrue();
  }

  @Test
  void networksAddressesAndHostsCanBeAllowed() throws Exception {
    AddressPolicy policy =
        AddressPolicy.allowing(List.of("10.20.0.0/16", "192.168.1.7", "fd00:1::/32", "billing.example.net", "*.Lab.example.net"));
    assertThat(policy.permits("x", InetAddress.getByName("10.20.255.1"))).isTrue();
    assertThat(policy.permits("x", InetAddress.getByName("10.21.0.1"))).isFalse();
    assertThat(policy.permits("x", InetAddress.getByName("192.168.1.7"))).isTrue();
    assertThat(policy.permits("x", InetAddress.getByName("192.168.1.8"))).isFalse();
    assertThat(policy.permits("x", InetAddress.getByName("fd00:1:ffff::1"))).isTrue();
    InetAddress inside = InetAddress.getByName("10.99.0.1");
    assertThat(policy.permits("billing.example.net", inside)).isTrue();
    assertThat(policy.permits("a.lab.example.net", inside)).isTrue();
    assertThat(policy.permits("lab.example.net", inside)).isFalse();
    assertThat(policy.permits("evil-billing.example.net", inside)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "fd00::/129", "300.1.1.1", "http://x", "a b", "", "*"})
  void anEntryThatIsNoneIsNamed(String entry) {
    assertThatThrownBy(() -> AddressPolicy.allowing(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + entry);
  }
}
