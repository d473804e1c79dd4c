package org.argonaut.bulkdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formats of TR-157 and TR-369 Annex A, and what comes instead. */
class ReportReaderTest {
  private static final BulkDataSettings LIMITS = new BulkDataSettings(1 << 20, 100, 10, 1 << 20, false);
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

  private static List<BulkReport> read(String type, String body) throws BadReport {
    return ReportReader.read(body.getBytes(UTF_8), type, LIMITS);
  }

  private static void refused(BulkStats.Reason reason, String type, String body, String... detail) {
    assertThatThrownBy(() -> read(type, body))
        .isInstanceOfSatisfying(BadReport.class, bad -> assertThat(bad.reason()).isEqualTo(reason))
        .hasMessageContainingAll(detail);
  }

  @Test
  void pairsOfNamesAndValuesAreRead() throws BadReport {
    assertThat(
            read(
                "application/json; charset=UTF-8",
                "{\"Report\":[{\"CollectionTime\":1772359200,\"Device.A.1.B\":\"x\",\"Device.A.1.C\":7,\"Up\":true}]}"))
        .containsExactly(
            new BulkReport("NameValuePair", TIME, Map.of("Device.A.1.B", "x", "Device.A.1.C", "7", "Up", "true")));
  }

  @Test
  void objectsWithinObjectsBecomePaths() throws BadReport {
    assertThat(
            read(
                "application/json",
                "{\"Report\":[{\"CollectionTime\":\"2026-03-01T10:00:00Z\",\"Device\":{\"WiFi\":{\"SSID\":"
                    + "{\"1\":{\"SSID\":\"a\"},\"2\":{\"SSID\":\"b\"}}}}}]}"))
        .containsExactly(
            new BulkReport(
                "ObjectHierarchy", TIME, Map.of("Device.WiFi.SSID.1.SSID", "a", "Device.WiFi.SSID.2.SSID", "b")));
  }

  @Test
  void reportsThatCouldNotBeDeliveredBeforeComeTogether() throws BadReport {
    assertThat(
            read(
                null,
                "{\"Report\":[{\"CollectionTime\":1772359200,\"A\":1},{\"CollectionTime\":1772359260,\"A\":2}]}"))
        .extracting(BulkReport::collected)
        .containsExactly(TIME, TIME.plusSeconds(60));
  }

  @Test
  void aRowForEachParameterIsRead() throws BadReport {
    assertThat(
            read(
                "text/csv",
                "ReportTimestamp,ParameterName,ParameterValue,ParameterType\r\n"
                    + "1772359200,Device.A,\"one, \"\"two\"\"\",string\r\n"
                    + "1772359200,Device.B,2,unsignedInt\r\n"
                    + "1772359260,Device.A,three,string\r\n"))
        .containsExactly(
            new BulkReport("ParameterPerRow", TIME, Map.of("Device.A", "one, \"two\"", "Device.B", "2")),
            new BulkReport("ParameterPerRow", TIME.plusSeconds(60), Map.of("Device.A", "three")));
  }

  @ParameterizedTest
  @CsvSource({"','", "';'", "'\t'", "'|'"})
  void aColumnForEachParameterIsReadWhateverSeparatesThem(String separator) throws BadReport {
    String body = "ReportTimestamp,Device.A,Device.B\n2026-03-01T10:00:00Z,1,\n1772359260,3,4".replace(",", separator);
    assertThat(read("text/csv", body))
        .containsExactly(
            new BulkReport("ParameterPerColumn", TIME, Map.of("Device.A", "1", "Device.B", "")),
            new BulkReport("ParameterPerColumn", TIME.plusSeconds(60), Map.of("Device.A", "3", "Device.B", "4")));
  }

  @Test
  void aReportWithoutATimeIsTakenAllTheSame() throws BadReport {
    assertThat(read("text/csv", "ParameterName,ParameterValue\nA,1")).first().extracting(BulkReport::collected).isNull();
    assertThat(read(null, "{\"Report\":{\"CollectionTime\":\"soon\",\"A\":1}}")).first().extracting(BulkReport::collected).isNull();
    assertThat(read(null, "{\"Report\":{\"CollectionTime\":99999999999999999,\"A\":1}}"))
        .first()
        .extracting(BulkReport::collected)
        .isNull();
  }

  @Test
  void whatIsNoReportIsRefusedWithThePlace() {
    refused(BulkStats.Reason.UNREADABLE, "application/json", "{\"Report\":[{\"A\":1}", "no JSON", "column");
    refused(BulkStats.Reason.UNREADABLE, "application/json", "[1]", "object", "Report");
    refused(BulkStats.Reason.UNREADABLE, "application/json", "{\"report\":[]}", "no member \"Report\"");
    refused(BulkStats.Reason.UNREADABLE, "application/json", "{\"Report\":[{\"A\":[1]}]}", "A is an array");
    refused(BulkStats.Reason.UNREADABLE, "application/json", "{\"Report\":[{\"A\":1}]} more", "no JSON");
    refused(BulkStats.Reason.UNREADABLE, "application/json", "{\"Report\":[]}", "no parameter");
    refused(BulkStats.Reason.UNREADABLE, null, "", "empty");
    refused(BulkStats.Reason.UNREADABLE, "text/csv", "ParameterName,ParameterValue\nA", "row 2", "1 fields");
    refused(BulkStats.Reason.UNREADABLE, "text/csv", "A,B\n1,2,3", "row 2 has 3 fields, the header 2");
    refused(BulkStats.Reason.UNREADABLE, "text/csv", "A,B\n1,\"2", "does not end");
    refused(BulkStats.Reason.UNREADABLE, "text/csv", "A,B\n1,\"2\"3", "follows a quoted field");
    refused(BulkStats.Reason.UNREADABLE, "text/csv", "hello world,this\nis no report", "field 1");
    refused(BulkStats.Reason.WRONG_TYPE, "text/html", "<html>", "text/html");
  }

  @Test
  void moreThanTheLimitsIsRefusedAndTheSettingNamed() {
    StringBuilder columns = new StringBuilder("P0");
    StringBuilder rows = new StringBuilder("A\n");
    StringBuilder members = new StringBuilder("{\"Report\":[{\"P0\":0");
    for (int i = 1; i <= 100; i++) {
      columns.append(",P").append(i);
      rows.append("1\n");
      members.append(",\"P").append(i).append("\":").append(i);
    }
    refused(BulkStats.Reason.TOO_LARGE, "text/csv", columns + "\n" + columns, "max-parameters");
    refused(BulkStats.Reason.TOO_LARGE, "text/csv", rows.toString(), "max-reports");
    refused(BulkStats.Reason.TOO_LARGE, "application/json", members + "}]}", "max-parameters");
  }

  @Test
  void depthIsNoWayToExhaustTheStack() {
    String deep = "{\"Report\":[" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + "]}";
    refused(BulkStats.Reason.UNREADABLE, "application/json", deep, "depth");
    refused(BulkStats.Reason.UNREADABLE, "application/json", "{\"x\":" + "[".repeat(100_000), "depth");
  }

  @Test
  void garbageIsRefusedAndNeverAnythingElse() {
    Random random = new Random(42);
    byte[] good = "{\"Report\":[{\"CollectionTime\":1772359200,\"A\":\"x\",\"B\":{\"C\":1}}]}".getBytes(UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = i % 2 == 0 ? new byte[random.nextInt(200)] : good.clone();
      if (i % 2 == 0) {
        random.nextBytes(body);
      } else {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      for (String type : new String[] {null, "application/json", "text/csv"}) {
        try {
          assertThat(ReportReader.read(body, type, LIMITS)).isNotEmpty();
        } catch (BadReport expected) {
          assertThat(expected.getMessage()).isNotBlank();
        }
      }
    }
  }
}
