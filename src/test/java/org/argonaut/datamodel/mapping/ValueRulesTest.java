package org.argonaut.datamodel.mapping;

import static org.argonaut.datamodel.mapping.MappedDevice.leaf;
import static org.argonaut.datamodel.mapping.MappedDevice.object;
import static org.argonaut.datamodel.mapping.MappedDevice.ofUci;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.argonaut.datamodel.Protocols;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueRulesTest {
  @TempDir private Path folder;
  private MappedDevice device;

  @BeforeEach
  void makeDevice() {
    device = new MappedDevice(folder);
  }

  private void parameter(String type, String stored, String more) {
    device.uci("f", "config s 'a'", "\toption o '" + stored + "'");
    device.plugin(2, object("Device.X_T.", leaf("P", type, (more.isEmpty() ? "" : more + ", ") + ofUci("f", "a", "o"))));
  }

  @ParameterizedTest
  @CsvSource({
    "boolean,'',0", "boolean,on,1", "boolean,Enabled,1", "boolean,yes,1", "boolean,10,1", "boolean,TRUE,1", "boolean,off,0", "boolean,disabled,0",
    "int,'',0", "int,-5,-5", "int,five,0", "int,1.5,0", "unsignedInt,-5,0", "unsignedInt,7,7", "unsignedLong,x,0", "long,-1,-1", "decimal,1.5,1.5", "decimal,x,0",
    "base64,'',AA==", "base64,@@,AA==", "base64,QUI=,QUI=", "hexBinary,'',''", "hexBinary,0aF,0aF", "hexBinary,xyz,''",
    "dateTime,'',0001-01-01T00:00:00Z", "dateTime,now,0001-01-01T00:00:00Z", "dateTime,2026-01-02T03:04:05+01:00,2026-01-02T03:04:05+01:00",
    "string,'',''", "string,x,x"
  })
  void whatIsStoredBecomesAValueOfItsType(String type, String stored, String value) {
    parameter(type, stored, "");
    assertThat(device.value("Device.X_T.P")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"boolean,true,1", "int,12,12", "string,none,none", "dateTime,bad,0001-01-01T00:00:00Z"})
  void theDefaultStandsForNothingAndIsAValueOfItsTypeToo(String type, String otherwise, String value) {
    parameter(type, "", "'default': '" + otherwise + "'");
    assertThat(device.value("Device.X_T.P")).isEqualTo(value);
  }

  @Test
  void aParameterWithoutAMappingHasItsDefaultAndCannotBeSet() {
    device.plugin(2, object("Device.X_T.", leaf("P", "string", "'default': 'd'") + ", " + leaf("Q", "int", "")));
    assertThat(device.get("Device.X_T.")).containsExactly("Device.X_T.P=d", "Device.X_T.Q=0");
    assertThat(device.set("Device.X_T.P", "x")).isEqualTo(9007);
    assertThat(device.set("Device.X_T.P", "d")).isZero();
  }

  /** Type, what else the plugin says, the value, whether we accept it, whether devices do. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "boolean;;TRUE;y;y", "boolean;;on;n;n", "boolean;;2;n;n",
        "int;;-2147483648;y;y", "int;;-2147483649;n;n", "int;;+5;y;y", "int;;1.0;n;n", "unsignedInt;;4294967296;n;n", "unsignedInt;;-1;n;n",
        "unsignedLong;;18446744073709551615;y;y", "long;;x;n;n",
        "int;'range': [{'min': 1, 'max': 3}, {'min': 8, 'max': 9}];8;y;y", "int;'range': [{'min': 1, 'max': 3}, {'min': 8, 'max': 9}];5;n;n",
        // Two half ranges must both hold on devices; here either is enough.
        "int;'range': [{'min': 10}, {'max': 5}];3;y;n", "int;'range': [{'min': 10}, {'max': 5}];7;n;n", "int;'range': [{'min': -5}];-6;n;n",
        // A whole range lets devices go past the limits of the type.
        "int;'range': [{'min': 0, 'max': 9999999999}];5000000000;n;y",
        // Equal bounds are a number of digits to devices.
        "unsignedInt;'range': [{'min': 4, 'max': 4}];1124;n;y", "unsignedInt;'range': [{'min': 4, 'max': 4}];4;y;n",
        "unsignedLong;'range': [{'min': 4, 'max': 4}];4;y;y",
        "hexBinary;;abc;n;y", "hexBinary;;ab12;y;y", "hexBinary;;xy;n;n",
        "hexBinary;'range': [{'min': 3, 'max': 3}];abcdef;y;y", "hexBinary;'range': [{'min': 3, 'max': 3}];abc;n;n",
        "hexBinary;'range': [{'max': 4}];aabbccdd;y;n", "hexBinary;'range': [{'max': 4}];aabb;y;y",
        "dateTime;;2026-01-31T12:00:00Z;y;y", "dateTime;;2026-01-31T12:00:00.123Z;y;y", "dateTime;;2026-01-31T12:00:00.123456Z;y;y",
        "dateTime;;2026-01-31T12:00:00.1Z;n;n", "dateTime;;2026-01-31T12:00:00+01:00;n;n", "dateTime;;2026-01-31T12:00:00;n;n", "dateTime;;2026-02-31T12:00:00Z;n;y",
        "base64;;QUI=;y;n", "base64;;@;n;n", "decimal;;1.5;y;n", "decimal;;x;n;n",
        "string;'range': [{'max': 3}];abcd;n;n", "string;'range': [{'min': 2, 'max': 3}, {'min': 5, 'max': 6}];abcde;y;n", "string;'range': [{'max': 3}];ööö;y;n",
        "string;'enumerations': ['A', 'B'];A;y;y", "string;'enumerations': ['A', 'B'];a;n;n", "string;'pattern': ['b+', '^c$'];abba;y;y", "string;'pattern': ['^b$', '^c$'];abba;n;n",
        "string;'list': {'datatype': 'int', 'maxsize': 5};1,2,3;y;y", "string;'list': {'datatype': 'int', 'maxsize': 5};1,2,34;n;n", "string;'list': {'datatype': 'int'};1,x;n;n",
        "string;'list': {'datatype': 'int', 'item': {'min': 2, 'max': 2}};1,2,3,4;n;y", "string;'list': {'datatype': 'int', 'item': {'min': 2, 'max': 2}};1,2;y;y",
        "string;'list': {'datatype': 'int', 'item': {'min': 2, 'max': 3}};1,2,3,4;n;n",
        "string;'list': {'datatype': 'string', 'enumerations': ['A', 'B']};A, B;y;n", "string;'list': {'datatype': 'string', 'enumerations': ['A', 'B']};A,C;n;n",
        "string;'list': {'datatype': 'IPAddress', 'pattern': ['^x$']};y;n;y"
      })
  void valuesAreCheckedSanelyAndOnCompatibleDevicesAsUpstreamDoes(String type, String more, String value, String here, String onDevices) {
    parameter(type, "", more == null ? "" : more);
    assertThat(device.set("Device.X_T.P", value)).isEqualTo(here.equals("y") ? 0 : 9007);
    parameter(type, "", "");
    device = new MappedDevice(folder).options(MappedDevice.COMPATIBLE);
    parameter(type, "", more == null ? "" : more);
    assertThat(device.set("Device.X_T.P", value)).isEqualTo(onDevices.equals("y") ? 0 : 9007);
  }

  @Test
  void faultsComeInTheirOrder() {
    parameter("int", "5", "");
    device.plugin(2, object("Device.X_RO.", leaf("P", "int", ofUci("f", "a", "o")).replace("'write': true", "'write': false")));
    MappedModel model = device.model();
    assertThat(model.set("Device.X_T.Gone", "x", "string", Protocols.CWMP).fault().cwmp()).isEqualTo(9005);
    assertThat(model.set("Device.X_RO.P", "x", "string", Protocols.CWMP).fault().cwmp()).isEqualTo(9008);
    assertThat(model.set("Device.X_T.P", "x", "xsd:string", Protocols.CWMP).fault().cwmp()).isEqualTo(9006);
    assertThat(model.set("Device.X_T.P", "x", "xsd:int", Protocols.CWMP).fault().cwmp()).isEqualTo(9007);
    assertThat(model.set("Device.X_T.P", "6", "int", Protocols.CWMP).fault()).isNull();
    assertThat(model.set("Device.X_T.", "6", null, Protocols.CWMP).fault().cwmp()).isEqualTo(9005);
  }

  @Test
  void faultsHaveTheNumbersOfBothProtocols() {
    Fault fault = new Fault(Fault.Kind.READ_ONLY, "x");
    assertThat(fault.code(Protocols.USP)).isEqualTo(7013);
    assertThat(fault.code(Protocols.CWMP)).isEqualTo(9008);
    assertThat(fault.code(Protocols.BOTH)).isEqualTo(9008);
  }

  @Test
  void setToWhatItIsSucceedsUncheckedAndUnwritten() {
    parameter("string", "too long", "'range': [{'max': 3}]");
    String before = device.file("f");
    assertThat(device.set("Device.X_T.P", "too long")).isZero();
    assertThat(device.file("f")).isEqualTo(before);
  }

  @Test
  void aBooleanIsComparedAsOneAndWrittenAsADigit() {
    parameter("boolean", "enabled", "");
    assertThat(device.set("Device.X_T.P", "true")).isZero();
    assertThat(device.file("f")).contains("'enabled'");
    assertThat(device.set("Device.X_T.P", "false")).isZero();
    assertThat(device.file("f")).contains("option o '0'");
    assertThat(device.set("Device.X_T.P", "disabled")).isEqualTo(9007);
  }

  @Test
  void whatAUciFileCannotHoldIsRefused() {
    device.uci("f", "config s 'a'", "\toption o 'x'");
    device.plugin(2, object("Device.X_T.", leaf("P", "string", ofUci("f", "a", "o p")) + ", " + leaf("Q", "string", ofUci("f", "a", "o"))));
    assertThat(device.set("Device.X_T.P", "x")).isEqualTo(9007);
    assertThat(device.set("Device.X_T.Q", "a\0b")).isEqualTo(9007);
    assertThat(device.set("Device.X_T.Q", "two\nlines 'quoted'")).isZero();
    assertThat(device.restart().value("Device.X_T.Q")).isEqualTo("two\nlines 'quoted'");
  }
}
