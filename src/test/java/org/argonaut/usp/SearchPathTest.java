package org.argonaut.usp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.argonaut.usp.SearchPath.Condition;
import org.argonaut.usp.SearchPath.Item;
import org.argonaut.usp.SearchPath.Kind;
import org.argonaut.usp.SearchPath.Operator;
import org.argonaut.usp.SearchPath.Segment;
import org.argonaut.usp.proto.UspMsg.Add;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.GetSupportedDM;
import org.argonaut.usp.proto.UspMsg.Operate;
import org.argonaut.usp.proto.UspMsg.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchPathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Device. | OBJECT",
        "Device.WiFi.SSID. | OBJECT",
        "Device.WiFi.SSID.1. | OBJECT",
        "Device.WiFi.SSID.1 | OBJECT",
        "Device.WiFi.SSID.*.Enable | PARAMETER",
        "Device.DeviceInfo.UpTime | PARAMETER",
        "Device.X_PRPLWARE-COM_WiFi.Name | PARAMETER",
        "Device.Reboot() | COMMAND",
        "Device.IP.Interface.*.Reset() | COMMAND",
        "Device.Boot! | EVENT"
      })
  void theEndOfAPathTellsWhatItNames(String path, Kind kind) throws BadPath {
    assertThat(SearchPath.parse(path).kind()).isEqualTo(kind);
  }

  @Test
  void everyFormOfAddressingIsRead() throws BadPath {
    var path =
        SearchPath.parse(
            "Device.WiFi.AccessPoint.[SSIDReference+.SSID==\"My %22Home%22 100%25\"&&Enable==true&&Stats.Errors>=-5]"
                + ".AssociatedDevice.*.Lower#2+.Radio#*+.Name");

    assertThat(path.segments())
        .containsExactly(
            new Segment.Name("Device"),
            new Segment.Name("WiFi"),
            new Segment.Name("AccessPoint"),
            new Segment.Search(
                List.of(
                    new Condition(
                        List.of(new Segment.Reference("SSIDReference", new Item.At(1)), new Segment.Name("SSID")),
                        Operator.EQUAL,
                        "My \"Home\" 100%",
                        true),
                    new Condition(List.of(new Segment.Name("Enable")), Operator.EQUAL, "true", false),
                    new Condition(
                        List.of(new Segment.Name("Stats"), new Segment.Name("Errors")),
                        Operator.GREATER_OR_EQUAL,
                        "-5",
                        false))),
            new Segment.Name("AssociatedDevice"),
            new Segment.Wildcard(),
            new Segment.Reference("Lower", new Item.At(2)),
            new Segment.Reference("Radio", new Item.All()),
            new Segment.Name("Name"));
    assertThat(path.isSearch()).isTrue();
    assertThat(path.isConcrete()).isFalse();
    assertThat(SearchPath.parse("Device.IP.Interface.7.").isConcrete()).isTrue();
    assertThat(SearchPath.parse("Device.IP.Interface.{i}.").hasPlaceholder()).isTrue();
    assertThat(SearchPath.parseRelative("1.Stats.BytesSent").segments()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "Device..WiFi | 7 | a name expected",
        ".Device | 0 | a name expected",
        "1.Device | 0 | a name expected",
        "Device.WiFi.SSID.0. | 17 | a number from 1",
        "Device.WiFi.SSID.99999999999. | 17 | a number from 1",
        "Device.WiFi.SSID.1x. | 18 | . expected",
        "Device.WiFi.SSID.[Alias==\"x\". | 28 | && or ] expected",
        "Device.WiFi.SSID.[Alias==\"x]. | 26 | closing quote",
        "Device.WiFi.SSID.[Alias=\"x\"]. | 23 | one of ==",
        "'Device.WiFi.SSID.[A==1||B==2].' | 22 | '|| does not exist'",
        "Device.WiFi.SSID.[]. | 18 | a name expected",
        "Device.WiFi.SSID.[A==]. | 21 | a value expected",
        "Device.WiFi.SSID.[A+==1]. | 20 | a parameter of the referenced object",
        "Device.WiFi.Ref#+. | 16 | a number from 1",
        "Device.WiFi.Ref#1. | 17 | + expected",
        "Device.Reboot()x | 15 | nothing may follow",
        "Device.Boot!. | 12 | nothing may follow",
        "Device.*() | 8 | the command has no name",
        "Device.WiFi[1] | 11 | . expected"
      })
  void badSyntaxIsRefusedWithItsPlace_7008(String path, int position, String problem) {
    assertThatThrownBy(() -> SearchPath.parse(path))
        .isInstanceOfSatisfying(
            BadPath.class,
            e -> {
              assertThat(e.code()).isEqualTo(7008);
              assertThat(e.position()).isEqualTo(position);
              assertThat(e.path()).isEqualTo(path);
            })
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Device.WiFi.SSID.[Alias == \"x\"].",
        "Device.WiFi.SSID.[Alias==\"x\" &&B==1].",
        "Device. WiFi.",
        " Device.",
        "Device. ",
        "Device.\tWiFi."
      })
  void R_ARC_9b_noSpacesAroundOperators(String path) {
    assertThatThrownBy(() -> SearchPath.parse(path)).isInstanceOf(BadPath.class).hasMessageContaining("no spaces");
  }

  @Test
  void spacesInsideAQuotedValueStay() throws BadPath {
    var search = (Segment.Search) SearchPath.parse("Device.S.[A==\"a b\"].").segments().get(2);
    assertThat(search.conditions().getFirst().value()).isEqualTo("a b");
  }

  @Test
  void emptyAndEndlessPathsAreRefused() {
    assertThatThrownBy(() -> SearchPath.parse("")).isInstanceOf(BadPath.class);
    assertThatThrownBy(() -> SearchPath.parse("Device." + "a".repeat(SearchPath.MAX_LENGTH)))
        .isInstanceOf(BadPath.class)
        .hasMessageContaining("at most")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    assertThatThrownBy(() -> SearchPath.parse("Device.[" + "A==1&&".repeat(100) + "A==1]."))
        .hasMessageContaining("more than 32");
  }

  @ParameterizedTest
  @CsvSource({
    "10, <, 9, false, false",
    "9, <, 10, false, true",
    "10, >=, 10.0, false, true",
    "abc, ==, abc, true, true",
    "abc, !=, abc, true, false",
    "1, ==, true, false, true",
    "0, ==, true, false, false",
    "false, ==, 0, false, true",
    "1, ==, true, true, false",
    "'a, b,c', ~=, b, true, true",
    "'a,bb', ~=, b, true, false",
    "007, ==, 7, false, true",
    "2026-01-01T00:00:00Z, <, 2026-01-01T00:00:00-01:00, false, true",
    "abc, <, abd, true, false",
    "1e999999999, >, 1, false, false"
  })
  void conditionsCompareValuesInTheirLexicalForm(String actual, String sign, String value, boolean quoted, boolean holds) {
    var operator = List.of(Operator.values()).stream().filter(o -> o.sign().equals(sign)).findFirst().orElseThrow();
    var condition = new Condition(List.of(new Segment.Name("P")), operator, value, quoted);
    assertThat(condition.matches(actual)).isEqualTo(holds);
  }

  @Test
  void requestsWithPathsThatCannotBeAreRefusedEarly() {
    assertThatThrownBy(() -> Paths.check(Messages.request("1", Get.newBuilder().addParamPaths("Device.[").build())))
        .isInstanceOf(BadPath.class);
    assertThatThrownBy(() -> Paths.check(Messages.request("1", Get.newBuilder().addParamPaths("Device.X()").build())))
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> Paths.check(Messages.request("1", Get.newBuilder().addParamPaths("Device.X.{i}.").build())))
        .hasMessageContaining("supported data model");
    assertThatThrownBy(() -> Paths.check(Messages.request("1", Operate.newBuilder().setCommand("Device.Reboot").build())))
        .hasMessageContaining("ending with ()");
    assertThatThrownBy(
            () -> Paths.check(Messages.request("1", GetSupportedDM.newBuilder().addObjPaths("Device.X.*.").build())))
        .isInstanceOf(BadPath.class);
    var add = Add.newBuilder();
    add.addCreateObjsBuilder().setObjPath("Device.X.").addParamSettingsBuilder().setParam("Sub.");
    assertThatThrownBy(() -> Paths.check(Messages.request("1", add.build()))).hasMessageContaining("a parameter");
    var set = Set.newBuilder();
    set.addUpdateObjsBuilder().setObjPath("Device.Reboot()");
    assertThatThrownBy(() -> Paths.check(Messages.request("1", set.build()))).hasMessageContaining("an object");
  }

  @Test
  void requestsOfEveryKindWithGoodPathsPass() throws BadPath {
    for (var request : Samples.requests()) {
      Paths.check(request);
    }
  }
}
