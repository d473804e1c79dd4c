package org.argonaut.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class ClusterSecretsTest {
  @Test
  void allNodesHaveTheSameKeysAndReadWhatTheOthersEncrypted() {
    String url = TestDatabase.url();
    try (TestStore one = TestStore.ready(TestDatabase.config(url));
        TestStore two = TestStore.ready(TestDatabase.config(url))) {
      ClusterSecrets here = one.store().secrets();
      ClusterSecrets there = two.store().secrets();
      assertThat(here.key("cookie")).hasSize(32).isEqualTo(there.key("cookie"));
      assertThat(here.key("cookie")).isNotEqualTo(here.key("nonce"));
      assertThat(there.decrypt("cr", here.encrypt("cr", "pässword"))).isEqualTo("pässword");
    }
  }

  @Test
  void differentClustersHaveDifferentKeys() {
    try (TestStore one = TestStore.fresh()) {
      ClusterSecrets other = new ClusterSecrets("");
      other.rootKey(new byte[32]);
      assertThat(one.store().secrets().key("cookie")).isNotEqualTo(other.key("cookie"));
    }
  }

  @Test
  void whatWasChangedOrIsForAnotherPurposeOrKeyIsNotDecrypted() {
    ClusterSecrets secrets = new ClusterSecrets("a secret of ours");
    ClusterSecrets others = new ClusterSecrets("a secret of theirs");
    String encrypted = secrets.encrypt("cr", "x");
    assertThat(encrypted).isNotEqualTo(secrets.encrypt("cr", "x"));
    assertThatThrownBy(() -> secrets.decrypt("cookie", encrypted)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> others.decrypt("cr", encrypted)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> secrets.decrypt("cr", "x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> secrets.decrypt("cr", "v1:AAAA")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void beforeTheDatabaseWasReachedThereAreNoKeys() {
    assertThatThrownBy(() -> new ClusterSecrets("").key("cookie")).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void aShortSecretKeyIsRefused() {
    var config = ConfigFactory.load(ConfigFactory.parseString("argonaut.store.secret-key = short"));
    assertThatThrownBy(() -> StoreSettings.from(config)).hasMessageContaining("ARGONAUT_SECRET_KEY");
  }
}
