package org.argonaut.cpe.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.argonaut.cpe.tree.Skeleton;
import org.argonaut.cpe.tree.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkProfilesTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final long NOW = START.toEpochMilli();
  private static final String PROFILE = "Device.BulkData.Profile.1.";

  private final Tree tree =
      new Tree(Skeleton.of(Skeleton.Model.TR181), name -> "<" + name + ">", 1, Clock.fixed(START, ZoneOffset.UTC));
  private final BulkProfiles profiles = new BulkProfiles(tree);

  @BeforeEach
  void profileEveryMinute() {
    add("Device.BulkData.Profile.");
    set("ReportingInterval", "60");
    set("Enable", "true");
    set("JSONEncoding.ReportFormat", "NameValuePair");
    refer("", "Device.DeviceInfo.SerialNumber");
  }

  private void add(String table) {
    tree.addRow(tree.find(table));
  }

  private void set(String name, String value) {
    tree.set(PROFILE + name, value);
  }

  private void refer(String name, String reference) {
    int row = tree.addRow(tree.find(PROFILE + "Parameter."));
    set("Parameter." + row + ".Name", name);
    set("Parameter." + row + ".Reference", reference);
  }

  private Report collected() {
    profiles.reload(NOW);
    List<Report> reports = profiles.collect(NOW + 60_000);
    assertThat(reports).hasSize(1);
    return reports.getFirst();
  }

  private String body() {
    return new String(collected().body(), UTF_8);
  }

  @Test
  void aReportIsDueAnIntervalAfterItsProfileWasSwitchedOnAndThenAgain() {
    profiles.reload(NOW);
    assertThat(profiles.nextDue()).isEqualTo(NOW + 60_000);
    assertThat(profiles.collect(NOW + 59_999)).isEmpty();
    assertThat(profiles.collect(NOW + 60_000)).hasSize(1);
    profiles.reload(NOW + 70_000);
    assertThat(profiles.nextDue()).isEqualTo(NOW + 120_000);
    set("Enable", "false");
    profiles.reload(NOW + 80_000);
    assertThat(profiles.nextDue()).isEqualTo(Long.MAX_VALUE);
    set("Enable", "true");
    tree.set("Device.BulkData.Enable", "false");
    profiles.reload(NOW + 90_000);
    assertThat(profiles.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void jsonHasPairsOrAHierarchyAndTheTypesOfTheValues() {
    refer("", "Device.WiFi.Radio.1.Enable");
    assertThat(body())
        .isEqualTo(
            "{\"Report\":[{\"CollectionTime\":1772359260,\"Device.DeviceInfo.SerialNumber\":\"<serial>\","
                + "\"Device.WiFi.Radio.1.Enable\":true}]}");
    set("JSONEncoding.ReportFormat", "ObjectHierarchy");
    set("JSONEncoding.ReportTimestamp", "ISO-8601");
    assertThat(body())
        .isEqualTo(
            "{\"Report\":[{\"CollectionTime\":\"2026-03-01T10:01:00Z\",\"Device\":{\"DeviceInfo\":"
                + "{\"SerialNumber\":\"<serial>\"},\"WiFi\":{\"Radio\":{\"1\":{\"Enable\":true}}}}}]}");
  }

  @Test
  void csvHasARowOrAColumnForEachParameter() {
    tree.set("Device.DeviceInfo.ProvisioningCode", "a,\"b\"");
    refer("Code", "Device.DeviceInfo.ProvisioningCode");
    set("EncodingType", "CSV");
    assertThat(body())
        .isEqualTo("ReportTimestamp,Device.DeviceInfo.SerialNumber,Code\r\n1772359260,<serial>,\"a,\"\"b\"\"\"\r\n");
    set("CSVEncoding.ReportFormat", "ParameterPerRow");
    set("CSVEncoding.RowTimestamp", "None");
    assertThat(body())
        .isEqualTo(
            "ParameterName,ParameterValue,ParameterType\r\nDevice.DeviceInfo.SerialNumber,<serial>,string\r\n"
                + "Code,\"a,\"\"b\"\"\",string\r\n");
  }

  @Test
  void aReferenceMayBeAnObjectOrHoldWildcards() {
    refer("", "Device.WiFi.Radio.*.Enable");
    refer("Images", "Device.DeviceInfo.FirmwareImage.");
    assertThat(body())
        .contains("\"Device.WiFi.Radio.1.Enable\":", "\"Device.WiFi.Radio.2.Enable\":", "\"Images.2.Name\":\"bank2\"");
  }

  @Test
  void aReferenceToNothingBringsNothing() {
    refer("", "Device.Nonsense.*.X");
    refer("", "Device.WiFi.*.X");
    refer("", "*");
    assertThat(body()).endsWith("\"Device.DeviceInfo.SerialNumber\":\"<serial>\"}]}");
  }

  @Test
  void theUrlHasTheParametersThatTheProfileAsksFor() {
    set("HTTP.URL", "http://127.0.0.1/bulkdata?a=b");
    add(PROFILE + "HTTP.RequestURIParameter.");
    set("HTTP.RequestURIParameter.1.Name", "sn");
    set("HTTP.RequestURIParameter.1.Reference", "Device.DeviceInfo.SerialNumber");
    assertThat(collected().to())
        .isEqualTo(new Report.Destination.Http("http://127.0.0.1/bulkdata?a=b&sn=%3Cserial%3E", "POST", "", "", false));
    set("Protocol", "USPEventNotif");
    assertThat(collected().to()).isEqualTo(new Report.Destination.Event());
  }
}
