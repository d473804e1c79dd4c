package org.argonaut.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.argonaut.catalog.Objection.Reason;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.json.BuiltInModels;
import org.junit.jupiter.api.Test;

class RpcCheckTest {
  private static final Schema TR_181 = BuiltInModels.schema("tr-181");

  private static List<Objection> set(String path, String value) {
    return RpcCheck.check(new CpeMethod.SetParameterValues(List.of(new ParameterValue(path, value, null)), ""), TR_181, Map.of());
  }

  private static Reason onlyReason(List<Objection> objections) {
    assertThat(objections).hasSize(1);
    return objections.getFirst().reason();
  }

  private static List<Objection> add(String path) {
    return RpcCheck.check(new CpeMethod.AddObject(path, ""), TR_181, Map.of());
  }

  private static List<Objection> delete(String path) {
    return RpcCheck.check(new CpeMethod.DeleteObject(path, ""), TR_181, Map.of());
  }

  @Test
  void whatTheModelDoesNotKnowPasses() {
    assertThat(set("Device.X_ACME_Thing.Value", "1")).isEmpty();
    assertThat(set("Device.WiFi.Radio.1.NotThere", "1")).isEmpty();
    assertThat(set("InternetGatewayDevice.Time.Enable", "perhaps")).isEmpty();
    assertThat(set("", "1")).isEmpty();
    assertThat(add("Device.X_ACME_Table.")).isEmpty();
    assertThat(delete("Device.X_ACME_Table.1.")).isEmpty();
    assertThat(set("Device.LocalAgent.MTP.1.Enable", "perhaps")).as("USP only: a CWMP device has no such thing").isEmpty();
  }

  @Test
  void valuesAreHeldAgainstTypeAndConstraints() {
    assertThat(set("Device.WiFi.Radio.1.Channel", "36")).isEmpty();
    assertThat(onlyReason(set("Device.WiFi.Radio.1.Channel", "0"))).isEqualTo(Reason.VALUE);
    assertThat(onlyReason(set("Device.WiFi.Radio.1.Channel", "six"))).isEqualTo(Reason.VALUE);
    assertThat(onlyReason(set("Device.WiFi.SSID.1.SSID", "s".repeat(33)))).isEqualTo(Reason.VALUE);
    assertThat(onlyReason(set("Device.DeviceInfo.UpTime", "1"))).isEqualTo(Reason.READ_ONLY);
    assertThat(onlyReason(set("Device.WiFi.Radio.1.", "1"))).isEqualTo(Reason.NOT_A_PARAMETER);
  }

  @Test
  void instancesAreAddedToTablesAndDeletedFromThem() {
    assertThat(add("Device.NAT.PortMapping.")).isEmpty();
    assertThat(add("Device.NAT.PortMapping.[web].")).isEmpty();
    assertThat(delete("Device.NAT.PortMapping.7.")).isEmpty();
    assertThat(delete("Device.NAT.PortMapping.[web].")).isEmpty();
    assertThat(onlyReason(add("Device.NAT.PortMapping.7."))).isEqualTo(Reason.INSTANCE);
    assertThat(add("Device.NAT.PortMapping.7.").getFirst().text()).endsWith("takes the table, Device.NAT.PortMapping.");
    assertThat(onlyReason(delete("Device.NAT.PortMapping."))).isEqualTo(Reason.INSTANCE);
    assertThat(onlyReason(add("Device.NAT."))).isEqualTo(Reason.NOT_A_TABLE);
    assertThat(onlyReason(add("Device.Time.Enable"))).isEqualTo(Reason.NOT_A_TABLE);
    assertThat(onlyReason(add("Device.Hosts.Host."))).isEqualTo(Reason.READ_ONLY_TABLE);
    assertThat(onlyReason(delete("Device.Hosts.Host.1."))).isEqualTo(Reason.READ_ONLY_TABLE);
  }

  @Test
  void theDevicesOwnWordOnWhoMaySetWins() {
    var both =
        new CpeMethod.SetParameterValues(
            List.of(new ParameterValue("Device.DeviceInfo.UpTime", "1", null), new ParameterValue("Device.X_A.B", "1", null)), "");
    assertThat(RpcCheck.check(both, TR_181, Map.of("Device.DeviceInfo.UpTime", true, "Device.X_A.B", false)))
        .extracting(Objection::path)
        .containsExactly("Device.X_A.B");
  }

  @Test
  void otherMethodsAreNotLookedAt() {
    assertThat(RpcCheck.concerns(new CpeMethod.Reboot(""))).isFalse();
    assertThat(RpcCheck.check(new CpeMethod.Reboot(""), TR_181, Map.of())).isEmpty();
  }
}
