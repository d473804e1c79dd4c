package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.argonaut.bulkdata.BulkIntake;
import org.argonaut.bulkdata.BulkStats;
import org.argonaut.bulkdata.Delivery;
import org.argonaut.bulkdata.Sender;
import org.argonaut.store.StoreUnavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bulk data at the device port: who may send it, what reaches the intake, and how it is answered. */
class BulkDataOverHttpTest {
  private static final String REPORT = "{\"Report\":[{\"A\":1}]}";
  private static final String JSON = "Content-Type: application/json; charset=UTF-8";
  private static final String AGENT = "os::00256D-1";

  private TestEndpoint acs;

  @BeforeEach
  void start() throws Exception {
    acs = new TestEndpoint("argonaut.acs { auth = basic-or-digest, body.max-inflated-size = 1 MiB }");
    acs.allow("S1", "pw", "S1");
    acs.allow("shared", "pw", null);
    acs.allow(AGENT, "pw", null);
  }

  @AfterEach
  void stop() throws Exception {
    acs.close();
  }

  private static String basic(String username) {
    return "Authorization: Basic " + Base64.getEncoder().encodeToString((username + ":pw").getBytes(UTF_8));
  }

  private Delivery delivered() {
    assertThat(acs.bulkData.deliveries).hasSize(1);
    return acs.bulkData.deliveries.getFirst();
  }

  @Test
  void whoDoesNotSayWhoItIsIsAskedAndNothingIsTaken() throws Exception {
    RawHttp.Answer answer = acs.connect().post("/bulkdata", REPORT, JSON);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.all("WWW-Authenticate")).hasSize(3);
    assertThat(acs.connect().post("/bulkdata", REPORT, JSON, basic("nobody")).status()).isEqualTo(401);
    assertThat(acs.bulkData.deliveries).isEmpty();
  }

  @Test
  void credentialsOfOneDeviceMaySpeakForNoOther() throws Exception {
    assertThat(acs.connect().post("/bulkdata", REPORT, JSON, basic("S1")).status()).isEqualTo(200);
    assertThat(delivered().sender()).isEqualTo(new Sender(Set.of("S1"), null, null, null));
    assertThat(delivered().body()).isEqualTo(REPORT.getBytes(UTF_8));
    assertThat(delivered().contentType()).containsIgnoringCase("application/json");
  }

  @Test
  void theUriMaySayWhoseReportItIsAndOfWhichProfile() throws Exception {
    acs.connect().post("/bulkdata/wifi%20data?oui=00D09E&pc=R%2F1&sn=S%201&x=&y", REPORT, JSON, basic("shared"));
    assertThat(delivered().sender()).isEqualTo(new Sender(null, null, "00D09E", "S 1"));
    assertThat(delivered().profile()).isEqualTo("wifi data");
  }

  @Test
  void anAgentsUserNameIsItsEndpointIdColonsAndAll() throws Exception {
    assertThat(acs.connect().post("/bulkdata?eid=os%3A%3A00256D-1", REPORT, JSON, basic(AGENT)).status()).isEqualTo(200);
    assertThat(delivered().sender()).isEqualTo(new Sender(Set.of(AGENT), AGENT, null, null));
    assertThat(acs.connect().post("/bulkdata?eid=os%3A%3Aother", REPORT, JSON, basic(AGENT)).status()).isEqualTo(401);
  }

  @Test
  void aGzippedReportIsTakenAndABrokenOneOrABombIsNot() throws Exception {
    byte[] good = gzip(REPORT.getBytes(UTF_8));
    assertThat(posted(good)).isEqualTo(200);
    assertThat(delivered().body()).isEqualTo(REPORT.getBytes(UTF_8));
    assertThat(posted(Arrays.copyOf(good, good.length - 12))).isEqualTo(400);
    assertThat(posted("no gzip".getBytes(UTF_8))).isEqualTo(400);
    assertThat(posted(gzip(new byte[2 << 20]))).isEqualTo(413);
    assertThat(acs.bulkData.deliveries).hasSize(1);
    assertThat(acs.endpoint.bodyBytes()).isZero();
  }

  private int posted(byte[] body) throws Exception {
    RawHttp cpe = acs.connect();
    cpe.send(RawHttp.request("POST", "/bulkdata", body, JSON, "Content-Encoding: gzip", basic("S1")));
    return cpe.read().status();
  }

  private static byte[] gzip(byte[] body) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    return out.toByteArray();
  }

  @Test
  void whatIsRefusedIsAnsweredWithTheReasonAndWhatCannotBeStoredComesAgain() throws Exception {
    for (BulkStats.Reason reason : BulkStats.Reason.values()) {
      acs.bulkData.verdict = CompletableFuture.completedStage(new BulkIntake.Verdict.Refused(reason, "because " + reason));
      RawHttp.Answer answer = acs.connect().post("/bulkdata", REPORT, JSON, basic("S1"));
      assertThat(answer.status()).isBetween(400, 415);
      assertThat(answer.body()).contains("because " + reason);
    }
    acs.bulkData.verdict = CompletableFuture.failedStage(new StoreUnavailable("away"));
    RawHttp.Answer later = acs.connect().post("/bulkdata", REPORT, JSON, basic("S1"));
    assertThat(later.status()).isEqualTo(503);
    assertThat(later.header("Retry-After")).isNotNull();
    assertThat(acs.connect().get("/bulkdata", basic("S1")).status()).isEqualTo(405);
  }
}
