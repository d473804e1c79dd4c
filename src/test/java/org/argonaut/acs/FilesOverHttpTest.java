package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.argonaut.store.FileRow;
import org.argonaut.store.Store;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files for Download and from Upload, and stored credentials, over a real database. */
class FilesOverHttpTest {
  private static final byte[] FIRMWARE = new byte[3_000_000];
  private static final RecordingDevices DEVICES = new RecordingDevices();
  private static ActorSystem<Void> system;
  private static ExecutorService blocking;
  private static Store store;
  private static DeviceEndpoint endpoint;
  private static FileLinks links;
  private static Credentials credentials;
  private static FileRow row;
  private RawHttp cpe;

  @BeforeAll
  static void start() throws Exception {
    Config config =
        TestDatabase.config()
            .withFallback(ConfigFactory.parseString(TestEndpoint.DEFAULTS))
            .withFallback(ConfigFactory.parseString("argonaut.acs { auth = digest, files.max-upload-size = 2 MiB }"))
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    config = ConfigFactory.parseString("argonaut.acs.auth = basic-or-digest").withFallback(config);
    system = ActorSystem.create(Behaviors.empty(), "files-test", config);
    blocking = Executors.newVirtualThreadPerTaskExecutor();
    store = Store.get(system);
    await(store.ready());
    AcsSettings settings = AcsSettings.from(config);
    endpoint = await(DeviceEndpoint.start(system, settings, DEVICES, store, blocking, new AcsStats(), Map.of()));
    links = await(endpoint.fileLinks());
    credentials = new Credentials(settings.authentication(), store.credentials(), blocking);
    new Random(7).nextBytes(FIRMWARE);
    row =
        await(
            store
                .files()
                .put("fw 1.bin", "1 Firmware Upgrade Image", "1", null, Source.single(ByteString.fromArray(FIRMWARE))));
    await(credentials.put("cpe", "s3cret", null));
  }

  @AfterAll
  static void stop() {
    endpoint.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    blocking.shutdownNow();
  }

  @BeforeEach
  void connect() throws Exception {
    cpe = new RawHttp(endpoint.addresses().getFirst());
  }

  @AfterEach
  void disconnect() throws Exception {
    cpe.close();
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static String target(String url) {
    URI uri = URI.create(url);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static String link() {
    return target(links.urlFor("fw 1.bin", Duration.ofMinutes(5)));
  }

  private static String basic(String username, String password) {
    return "Authorization: Basic " + Base64.getEncoder().encodeToString((username + ':' + password).getBytes(UTF_8));
  }

  @Test
  void aLinkGivesTheWholeFileWithItsTag() throws Exception {
    RawHttp.Answer answer = cpe.get(link());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEqualTo(FIRMWARE);
    assertThat(answer.header("Content-Length")).isEqualTo("3000000");
    assertThat(answer.header("ETag")).isEqualTo('"' + row.sha256() + '"');
    assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.header("Last-Modified")).endsWith("GMT");
  }

  @Test
  void aLinkIsAbsoluteAndNamesThePort() {
    assertThat(links.urlFor("a", Duration.ofMinutes(1)))
        .startsWith("http://127.0.0.1:" + endpoint.addresses().getFirst().getPort() + "/files/a?token=");
  }

  @Test
  void headGivesTheHeadersOnly() throws Exception {
    cpe.send("HEAD " + link() + " HTTP/1.1\r\nHost: acs\r\n\r\n");
    RawHttp.Answer answer = cpe.readHead();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).isEqualTo("3000000");
    assertThat(cpe.get(link(), "Range: bytes=0-3").bytes()).hasSize(4);
  }

  @Test
  void rangesGiveTheirPart() throws Exception {
    RawHttp.Answer middle = cpe.get(link(), "Range: bytes=1048570-1048585");
    assertThat(middle.status()).isEqualTo(206);
    assertThat(middle.header("Content-Range")).isEqualTo("bytes 1048570-1048585/3000000");
    assertThat(middle.bytes()).isEqualTo(Arrays.copyOfRange(FIRMWARE, 1048570, 1048586));
    RawHttp.Answer suffix = cpe.get(link(), "Range: bytes=-10");
    assertThat(suffix.bytes()).isEqualTo(Arrays.copyOfRange(FIRMWARE, 2999990, 3000000));
    RawHttp.Answer rest = cpe.get(link(), "Range: bytes=2999999-");
    assertThat(rest.header("Content-Range")).isEqualTo("bytes 2999999-2999999/3000000");
    RawHttp.Answer beyond = cpe.get(link(), "Range: bytes=3000000-");
    assertThat(beyond.status()).isEqualTo(416);
    assertThat(beyond.header("Content-Range")).isEqualTo("bytes */3000000");
    RawHttp.Answer several = cpe.get(link(), "Range: bytes=0-1,5-6");
    assertThat(several.status()).isEqualTo(200);
    assertThat(several.bytes()).hasSize(3_000_000);
  }

  @Test
  void aCpeThatHasTheFileIsTold304() throws Exception {
    String tag = '"' + row.sha256() + '"';
    assertThat(cpe.get(link(), "If-None-Match: " + tag).status()).isEqualTo(304);
    assertThat(cpe.get(link(), "If-None-Match: \"other\"").status()).isEqualTo(200);
  }

  @Test
  void aPartIsGivenOnlyOfTheFileTheCpeHasBegunToRead() throws Exception {
    String tag = '"' + row.sha256() + '"';
    assertThat(cpe.get(link(), "Range: bytes=0-3", "If-Range: " + tag).status()).isEqualTo(206);
    assertThat(cpe.get(link(), "Range: bytes=0-3", "If-Range: \"other\"").status()).isEqualTo(200);
    String date = cpe.get(link(), "Range: bytes=0-3").header("Last-Modified");
    assertThat(cpe.get(link(), "Range: bytes=0-3", "If-Range: " + date).status()).isEqualTo(206);
    assertThat(cpe.get(link(), "Range: bytes=0-3", "If-Range: yesterday").status()).isEqualTo(200);
  }

  @Test
  void anExpiredLinkGets403AndTheReason() throws Exception {
    String expired = target(links.urlFor("fw 1.bin", Duration.ZERO));
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(cpe.get(expired, "Range: bytes=0-1").status()).isEqualTo(403));
    assertThat(cpe.get(expired).body()).contains("expired");
  }

  @Test
  void aLinkOfAnotherFileOrAChangedOneGets403() throws Exception {
    String other = target(links.urlFor("other.bin", Duration.ofMinutes(5)));
    String token = other.substring(other.indexOf("?token="));
    RawHttp.Answer answer = cpe.get("/files/fw%201.bin" + token);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("not good for this file");
    assertThat(cpe.get("/files/fw%201.bin?token=").status()).isEqualTo(403);
    String upload = target(links.uploadUrlFor("fw 1.bin", Duration.ofMinutes(5)));
    assertThat(cpe.get(upload).status()).as("an upload link does not read").isEqualTo(403);
  }

  @Test
  void aCpesOwnCredentialsDoAsWell() throws Exception {
    RawHttp.Answer challenged = cpe.get("/files/fw%201.bin");
    assertThat(challenged.status()).isEqualTo(401);
    assertThat(cpe.get("/files/fw%201.bin", basic("cpe", "wrong")).status()).isEqualTo(401);
    assertThat(cpe.get("/files/fw%201.bin", basic("cpe", "s3cret"), "Range: bytes=0-3").status()).isEqualTo(206);
    RawHttp digest = new RawHttp(endpoint.addresses().getFirst());
    AuthHeader challenge = AuthHeader.parse(challenged.header("WWW-Authenticate"));
    String authorization =
        RequestAuthorization.answer(java.util.List.of(challenge), "/files/fw%201.bin", "cpe", "s3cret", false);
    assertThat(digest.get("/files/fw%201.bin", "Authorization: " + authorization, "Range: bytes=0-3").status())
        .isEqualTo(206);
    digest.close();
  }

  @Test
  void aFileThatIsNotThereGets404() throws Exception {
    assertThat(cpe.get(target(links.urlFor("none.bin", Duration.ofMinutes(5)))).status()).isEqualTo(404);
    assertThat(cpe.get("/files/").status()).isEqualTo(404);
    assertThat(cpe.get("/files/%00").status()).isIn(400, 404);
  }

  @Test
  void anUploadIsStoredUnderUploads() throws Exception {
    String link = target(links.uploadUrlFor("S1/config.bin", Duration.ofMinutes(5)));
    cpe.send(RawHttp.request("PUT", link, "the configuration".getBytes(UTF_8)));
    assertThat(cpe.read().status()).isEqualTo(201);
    assertThat(content("uploads/S1/config.bin")).isEqualTo("the configuration");
    cpe.send(
        "POST " + link + " HTTP/1.1\r\nHost: acs\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nagain\r\n0\r\n\r\n");
    assertThat(cpe.read().status()).isEqualTo(201);
    assertThat(content("uploads/S1/config.bin")).isEqualTo("again");
  }

  private static String content(String name) throws Exception {
    ByteString bytes =
        await(store.files().read(name, 0, 1000).runWith(Sink.fold(ByteString.emptyByteString(), ByteString::concat), system));
    return bytes.utf8String();
  }

  @Test
  void anUploadWithoutItsLinkIsRefused() throws Exception {
    cpe.send(RawHttp.request("PUT", "/files/x.bin", new byte[10], basic("cpe", "s3cret")));
    assertThat(cpe.read().status()).isEqualTo(403);
    String read = target(links.urlFor("x.bin", Duration.ofMinutes(5)));
    cpe.send(RawHttp.request("PUT", read, new byte[10]));
    assertThat(cpe.read().status()).as("a download link does not write").isEqualTo(403);
    assertThat(await(store.files().stat("uploads/x.bin"))).isNull();
  }

  @Test
  void anUploadOverTheLimitGets413AndIsNotStored() throws Exception {
    String link = target(links.uploadUrlFor("big.bin", Duration.ofMinutes(5)));
    cpe.send(RawHttp.request("PUT", link, new byte[2_500_000]));
    RawHttp.Answer answer = cpe.read();
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("max-upload-size");
    assertThat(await(store.files().stat("uploads/big.bin"))).isNull();
  }

  @Test
  void storedCredentialsOpenASession() throws Exception {
    await(credentials.put("own", "pw", "00D09E-F1"));
    assertThat(cpe.post("/", Soap.inform("00D09E", "F1"), basic("own", "pw")).status()).isEqualTo(200);
    RawHttp other = new RawHttp(endpoint.addresses().getFirst());
    assertThat(other.post("/", Soap.inform("00D09E", "F2"), basic("own", "pw")).status()).isEqualTo(403);
    other.close();
    assertThat(await(store.credentials().get("own")).basicHash()).doesNotContain("pw");
  }
}
