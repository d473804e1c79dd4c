package org.argonaut.catalog;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.argonaut.datamodel.Schema;
import org.argonaut.store.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes on one database. */
class CatalogTest {
  private static final String PLUGIN =
      """
      {"json_plugin_version": 2, "Device.Time.": {"type": "object", "protocols": ["cwmp"],
        "X_%s": {"type": "string", "read": true, "write": true, "protocols": ["cwmp"], "mapping": []}}}
      """;

  private static TestStore store;
  private static Catalog here;
  private static Catalog there;

  @BeforeAll
  static void start() {
    store = TestStore.fresh();
    CatalogSettings settings =
        CatalogSettings.from(ConfigFactory.parseString("argonaut.datamodel.poll-interval = 50ms").withFallback(ConfigFactory.load()));
    here = Catalog.start(Adapter.toTyped(store.system()), settings, store.store());
    there = Catalog.start(Adapter.toTyped(store.system()), settings, store.store());
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static Schema schema(Catalog catalog, String model) {
    return get(catalog.of(MergedModel.TR_181, model)).schema();
  }

  @Test
  void whatOneNodeTakesOthersHaveSoon() {
    get(here.put("soon.json", PLUGIN.formatted("SOON"), List.of()));
    assertThat(schema(here, "").find("Device.Time.X_SOON")).isNotNull();
    await().untilAsserted(() -> assertThat(schema(there, "").find("Device.Time.X_SOON")).isNotNull());
    get(there.delete("soon.json"));
    assertThat(schema(there, "").find("Device.Time.X_SOON")).isNull();
    await().untilAsserted(() -> assertThat(schema(here, "").find("Device.Time.X_SOON")).isNull());
  }

  @Test
  void devicesWithTheSamePluginsShareOneModel() {
    get(here.put("some.json", PLUGIN.formatted("SOME"), List.of("A", "B")));
    Schema bound = schema(here, "A");
    assertThat(schema(here, "B")).isSameAs(bound);
    assertThat(bound.find("Device.Time.X_SOME")).isNotNull();
    assertThat(schema(here, "C")).isSameAs(schema(here, "D")).isNotSameAs(bound);
    assertThat(schema(here, "C").find("Device.Time.X_SOME")).isNull();
    get(here.put("some.json", PLUGIN.formatted("ELSE"), List.of("A")));
    assertThat(schema(here, "A").find("Device.Time.X_SOME")).isNull();
    assertThat(schema(here, "A").find("Device.Time.X_ELSE")).isNotNull();
    assertThat(bound.find("Device.Time.X_SOME")).as("a model in use does not change").isNotNull();
    get(here.delete("some.json"));
  }

  @Test
  void aPluginThatComesBackUnderItsNameIsNotTakenForTheOldOne() {
    get(here.put("back.json", PLUGIN.formatted("ONE"), List.of()));
    schema(here, "");
    get(here.delete("back.json"));
    get(here.put("back.json", PLUGIN.formatted("TWO"), List.of()));
    assertThat(schema(here, "").find("Device.Time.X_ONE")).isNull();
    assertThat(schema(here, "").find("Device.Time.X_TWO")).isNotNull();
    get(here.delete("back.json"));
  }

  @Test
  void servicesArePartOfTheModelAndPluginsExtendTr181Only() {
    assertThat(schema(here, "").find("Device.Services.VoiceService.1.Alias")).isNotNull();
    get(here.put("only.json", PLUGIN.formatted("ONLY"), List.of()));
    MergedModel old = get(here.of("tr-098", ""));
    assertThat(old.plugins()).isEmpty();
    assertThat(old.schema().find("InternetGatewayDevice.DeviceInfo.SoftwareVersion")).isNotNull();
    get(here.delete("only.json"));
  }

  @Test
  void aTrialTellsOfConflictsWithThePluginsOfTheSameModels() {
    get(here.put("a.json", PLUGIN.formatted("SAME"), List.of("A")));
    PluginTrial sameModel = get(here.tryOut("b.json", PLUGIN.formatted("SAME"), List.of("A")));
    assertThat(sameModel.findings().toString()).contains("also defined by a.json:");
    PluginTrial other = get(here.tryOut("b.json", PLUGIN.formatted("SAME"), List.of("B")));
    assertThat(other.findings().toString()).doesNotContain("also defined");
    get(here.delete("a.json"));
  }

  @Test
  void settingsThatCannotBeUsedAreRefusedByName() {
    for (String bad : List.of("vendor-prefix = ACME", "validation = strict", "cached-models = 0")) {
      String key = bad.substring(0, bad.indexOf(' '));
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> CatalogSettings.from(ConfigFactory.parseString("argonaut.datamodel." + bad).withFallback(ConfigFactory.load())))
          .hasMessageContaining("argonaut.datamodel." + key);
    }
  }
}
