package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CredentialRowsTest {
  private static final TestStore TEST = TestStore.fresh("argonaut.store.credential-cache-ttl = 200ms");
  private static final CredentialRows CREDENTIALS = TEST.store().credentials();
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void credentialsArePutReadReplacedListedAndDeleted() {
    CredentialRow first = new CredentialRow("anna", "SN1", "md5", "sha", "basic", NOW);
    get(CREDENTIALS.put(first));
    assertThat(get(CREDENTIALS.get("anna"))).isEqualTo(first);

    CredentialRow second = new CredentialRow("anna", null, null, "sha2", null, NOW);
    get(CREDENTIALS.put(second));
    get(CREDENTIALS.put(new CredentialRow("bert", null, null, "x", null, NOW)));
    assertThat(get(CREDENTIALS.get("anna"))).isEqualTo(second);
    Page<CredentialRow> page = get(CREDENTIALS.list(1, null));
    assertThat(page.items()).containsExactly(second);
    assertThat(get(CREDENTIALS.list(10, page.next())).items()).extracting(CredentialRow::username).containsExactly("bert");

    assertThat(get(CREDENTIALS.delete("anna"))).isTrue();
    assertThat(get(CREDENTIALS.delete("anna"))).isFalse();
    assertThat(get(CREDENTIALS.get("anna"))).isNull();
  }

  @Test
  void whatAnotherNodeChangedIsSeenWithinTheCachesLife() throws Exception {
    assertThat(get(CREDENTIALS.get("carl"))).isNull();
    String url = TEST.system().settings().config().getString("argonaut.store.url");
    TestDatabase.execute(
        DatabaseUrl.parse(url), "INSERT INTO credential (username, ha1_md5, updated) VALUES ('carl', 'x', now())");
    Awaitility.await().untilAsserted(() -> assertThat(get(CREDENTIALS.get("carl"))).isNotNull());
  }

  @Test
  void aHashNeverShowsInText() {
    assertThat(new CredentialRow("u", null, "SECRET1", "SECRET2", "SECRET3", NOW).toString()).doesNotContain("SECRET");
  }
}
