package org.argonaut.cpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.argonaut.cpe.tree.RecordedTree;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CpeMethod.SetParameterValues;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.ParameterValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual CPEs with the tree of a real device. */
class RecordedCpeTest {
  private static final String HEADER = "Parameter,Object,Writable,Value,Value type\n";
  private static final String TREE =
      "\uFEFF"
          + HEADER
          + """
          DeviceID.Manufacturer,false,false,"Acme, Inc.",xsd:string
          DeviceID.OUI,false,false,ABCDEF,xsd:string
          DeviceID.ProductClass,false,false,Box,xsd:string
          InternetGatewayDevice,true,false,,
          InternetGatewayDevice.DeviceInfo,true,false,,
          InternetGatewayDevice.DeviceInfo.SerialNumber,false,false,0,xsd:string
          InternetGatewayDevice.DeviceInfo.SoftwareVersion,false,false,V1,xsd:string
          InternetGatewayDevice.DeviceInfo.HardwareVersion,false,false,H7,xsd:string
          InternetGatewayDevice.DeviceInfo.X_ACME_Note,false,true,"says ""hi"",
          on two lines",xsd:string
          InternetGatewayDevice.ManagementServer.URL,false,true,http://192.0.2.1/,xsd:string
          InternetGatewayDevice.LANDevice,true,false,,
          InternetGatewayDevice.LANDevice.1,true,false,,
          InternetGatewayDevice.LANDevice.1.LANWLANConfigurationNumberOfEntries,false,false,1,xsd:unsignedInt
          InternetGatewayDevice.LANDevice.1.WLANConfiguration,true,true,,
          InternetGatewayDevice.LANDevice.1.WLANConfiguration.3,true,true,,
          InternetGatewayDevice.LANDevice.1.WLANConfiguration.3.Channel,false,true,6,xsd:unsignedInt
          InternetGatewayDevice.LANDevice.1.WLANConfiguration.3.SSID,false,true,Home,xsd:string
          InternetGatewayDevice.LANDevice.1.WLANConfiguration.5,true,false,,
          InternetGatewayDevice.LANDevice.1.WLANConfiguration.5.SSID,false,false,Guest,xsd:string
          InternetGatewayDevice.Layer3Forwarding,true,false,,
          InternetGatewayDevice.Layer3Forwarding.Forwarding,true,true,,
          """;
  private static final String WLAN = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.";

  @TempDir private Path folder;
  private ScriptedAcs acs;
  private Fleet fleet;
  private VirtualCpe cpe;

  @BeforeEach
  void start() throws Exception {
    Path file = Files.writeString(folder.resolve("tree.csv"), TREE.replace("\n", "\r\n"));
    acs = new ScriptedAcs();
    fleet = TestFleet.registered(TestFleet.options(acs).serialPrefix("REC").tree(RecordedTree.read(file)));
    cpe = TestFleet.only(fleet);
  }

  @AfterEach
  void stop() {
    fleet.close();
    acs.close();
  }

  private CpeAnswer run(CpeMethod method) throws Exception {
    return acs.run(cpe, method);
  }

  private CpeAnswer set(String path, String value, String type) throws Exception {
    return run(new SetParameterValues(List.of(new ParameterValue(path, value, type)), ""));
  }

  @Test
  void theCpeIsTheRecordedDeviceUnderASerialOfItsOwn() throws Exception {
    Inform inform = acs.awaitInform("0 BOOTSTRAP");

    assertThat(inform.deviceId()).isEqualTo(new Inform.DeviceId("Acme, Inc.", "ABCDEF", "Box", "REC000001"));
    assertThat(inform.parameters())
        .extracting(ParameterValue::name, ParameterValue::value)
        .contains(
            tuple("InternetGatewayDevice.DeviceInfo.SoftwareVersion", "V1"),
            tuple("InternetGatewayDevice.DeviceInfo.HardwareVersion", "H7"));
    assertThat(cpe.value("InternetGatewayDevice.DeviceInfo.SerialNumber")).isEqualTo("REC000001");
    assertThat(cpe.value("InternetGatewayDevice.ManagementServer.URL")).isEqualTo(acs.url());
    assertThat(cpe.value("InternetGatewayDevice.DeviceInfo.X_ACME_Note")).isEqualTo("says \"hi\",\r\non two lines");
  }

  @Test
  void eachInstanceHasItsOwnMembersAndRights() throws Exception {
    var names = (CpeAnswer.GetParameterNamesResponse) run(new CpeMethod.GetParameterNames(WLAN, false));

    assertThat(names.names())
        .containsExactly(
            new ParameterInfo(WLAN, true),
            new ParameterInfo(WLAN + "3.", true),
            new ParameterInfo(WLAN + "3.Channel", true),
            new ParameterInfo(WLAN + "3.SSID", true),
            new ParameterInfo(WLAN + "5.", false),
            new ParameterInfo(WLAN + "5.SSID", false));
    assertThat(((Fault) run(new CpeMethod.DeleteObject(WLAN + "5.", ""))).code()).isEqualTo(9005);
  }

  @Test
  void valuesAreSetByTheRecordedTypeAndTheStandardsRules() throws Exception {
    assertThat(set(WLAN + "3.Channel", "11", "xsd:unsignedInt")).isEqualTo(new CpeAnswer.SetParameterValuesResponse(0));
    assertThat(cpe.value(WLAN + "3.Channel")).isEqualTo("11");

    assertThat(((Fault) set(WLAN + "3.Channel", "999", "xsd:unsignedInt")).parameterFaults().getFirst().code()).isEqualTo(9007);
    assertThat(((Fault) set(WLAN + "3.Channel", "1", "xsd:int")).parameterFaults().getFirst().code()).isEqualTo(9006);
    assertThat(((Fault) set(WLAN + "5.SSID", "x", "xsd:string")).parameterFaults().getFirst().code()).isEqualTo(9008);
  }

  @Test
  void addedRowsHaveTheFullestShapeAndCount() throws Exception {
    assertThat(run(new CpeMethod.AddObject(WLAN, ""))).isEqualTo(new CpeAnswer.AddObjectResponse(6, 0));

    assertThat(cpe.value(WLAN + "6.SSID")).isEmpty();
    assertThat(cpe.value(WLAN + "6.Channel")).isEqualTo("0");
    assertThat(cpe.value("InternetGatewayDevice.LANDevice.1.LANWLANConfigurationNumberOfEntries")).isEqualTo("3");
    assertThat(run(new CpeMethod.DeleteObject(WLAN + "3.", ""))).isEqualTo(new CpeAnswer.DeleteObjectResponse(0));
    assertThat(cpe.value(WLAN + "3.SSID")).isNull();
  }

  @Test
  void aTableRecordedEmptyGetsRowsAsTheStandardHasThem() throws Exception {
    String table = "InternetGatewayDevice.Layer3Forwarding.Forwarding.";

    assertThat(run(new CpeMethod.AddObject(table, ""))).isEqualTo(new CpeAnswer.AddObjectResponse(1, 0));
    assertThat(set(table + "1.DestIPAddress", "192.0.2.9", "xsd:string")).isNotInstanceOf(Fault.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Parameter,Object,Writable,Value                          | t.csv:1: no column "value type"
          H;Device.A.B,false,maybe,x,xsd:string                    | t.csv:2: Writable is true or false, not maybe
          H;Device.A.B,false,false,x,xsd:strang                    | t.csv:2: value type xsd:strang is none
          H;Device.A.B,false,false                                 | t.csv:2: 3 fields; column "value" is missing
          H;Device.A.B,false,false,"x                              | t.csv:2: a quoted field does not end
          H;Device.A.B,false,false,"x"y,xsd:string                 | t.csv:2: text after the closing quote
          H;Device.A.B,false,false,,;Device.A.B,false,false,,      | t.csv:3: Device.A.B is there twice
          H;Device..B,false,false,,                                | t.csv:2: "Device..B" is no path
          H;Device.A,true,false,,;InternetGatewayDevice.A,true,,,  | t.csv:3: InternetGatewayDevice.A: the lines before are below Device.
          H;Other.A,true,false,,                                   | t.csv:1: nothing below Device. or InternetGatewayDevice.
          """)
  void whatIsWrongWithAFileIsToldWithItsLine(String text, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("t.csv"), text.strip().replace("H;", HEADER).replace(";", "\n"));

    assertThatThrownBy(() -> RecordedTree.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.strip());
  }
}
