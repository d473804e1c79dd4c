package org.argonaut.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.argonaut.catalog.Objection.Reason;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.json.BuiltInModels;
import org.argonaut.usp.UspJson;
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

  private static List<Objection> usp(String json) throws Exception {
    String message = "{\"header\":{\"msg_id\":\"1\"},\"body\":{\"request\":" + json + "}}";
    return RpcCheck.check(UspJson.read(message, "1").msg().getBody().getRequest(), TR_181);
  }

  private static List<Objection> uspSet(String object, String parameter, String value) throws Exception {
    String setting = "{\"param\":\"" + parameter + "\",\"value\":\"" + value + "\"}";
    return usp("{\"set\":{\"update_objs\":[{\"obj_path\":\"" + object + "\",\"param_settings\":[" + setting + "]}]}}");
  }

  private static List<Objection> uspAdd(String object, String parameter, String value) throws Exception {
    String setting = "{\"param\":\"" + parameter + "\",\"value\":\"" + value + "\"}";
    return usp("{\"add\":{\"create_objs\":[{\"obj_path\":\"" + object + "\",\"param_settings\":[" + setting + "]}]}}");
  }

  @Test
  void uspRequestsAreHeldAgainstWhatUspSees() throws Exception {
    assertThat(uspSet("Device.WiFi.Radio.1.", "Channel", "36")).isEmpty();
    assertThat(uspSet("Device.WiFi.Radio.[OperatingFrequencyBand==\\\"5GHz\\\"].", "Channel", "36")).isEmpty();
    assertThat(onlyReason(uspSet("Device.WiFi.Radio.*.", "Channel", "0"))).isEqualTo(Reason.VALUE);
    assertThat(onlyReason(uspSet("Device.LocalAgent.MTP.1.", "Enable", "perhaps"))).isEqualTo(Reason.VALUE);
    assertThat(uspSet("Device.WiFi.SSID.1.LowerLayers+.", "Channel", "0")).as("nobody knows where a reference leads").isEmpty();
    assertThat(uspSet("Device.ManagementServer.", "PeriodicInformInterval", "no")).as("CWMP only").isEmpty();
    assertThat(onlyReason(usp("{\"delete\":{\"obj_paths\":[\"Device.NAT.PortMapping.\",\"Device.NAT.PortMapping.1.\"]}}")))
        .isEqualTo(Reason.INSTANCE);
    assertThat(usp("{\"get\":{\"param_paths\":[\"Device.Nothing.\"]}}")).isEmpty();
  }

  @Test
  void whatIsWrittenOnceIsTakenByAddOnly() throws Exception {
    assertThat(uspAdd("Device.NAT.PortMapping.", "Alias", "web")).isEmpty();
    assertThat(onlyReason(uspAdd("Device.NAT.PortMapping.", "Alias", "w".repeat(65)))).isEqualTo(Reason.VALUE);
    assertThat(onlyReason(uspSet("Device.NAT.PortMapping.1.", "Alias", "web"))).isEqualTo(Reason.READ_ONLY);
    assertThat(set("Device.NAT.PortMapping.1.Alias", "web")).as("CWMP sets it any time").isEmpty();
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
