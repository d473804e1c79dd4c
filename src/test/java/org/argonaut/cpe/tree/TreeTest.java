package org.argonaut.cpe.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {
  private static final class MovableClock extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final MovableClock clock = new MovableClock();

  private Tree tree(Model model, long seed) {
    return new Tree(Skeleton.of(model), name -> name.equals("interval") ? "300" : "<" + name + ">", seed, clock);
  }

  private Tree tree() {
    return tree(Model.TR181, 1);
  }

  private static List<Place> parameters(Tree tree) {
    List<Place> parameters = new ArrayList<>();
    tree.walk(
        tree.find(tree.skeleton().root()),
        place -> {
          if (place.node() instanceof Parameter) {
            parameters.add(place);
          }
        });
    return parameters;
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void everyValueOfASkeletonFitsItsType(Model model) {
    Tree tree = tree(model, 42);
    clock.advance(Duration.ofDays(40));
    for (Place place : parameters(tree)) {
      Syntax syntax = ((Parameter) place.node()).syntax();
      String value = tree.value(place);
      assertThat(syntax.canonical(value)).as("%s = '%s'", place.path(), value).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void everyPathThatIsListedIsFound(Model model) {
    Tree tree = tree(model, 7);
    List<Place> parameters = parameters(tree);
    assertThat(parameters).hasSizeGreaterThan(600);
    for (Place place : parameters) {
      assertThat(tree.find(place.path())).isEqualTo(place);
    }
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void everyCountIsThatOfItsTable(Model model) {
    Tree tree = tree(model, 9);
    for (Place place : parameters(tree)) {
      if (place.path().endsWith("NumberOfEntries") && ((Parameter) place.node()).value() instanceof Generator.Count count) {
        Place table = tree.find(place.parent() + count.table() + ".");
        assertThat(table).as(place.path()).isNotNull();
        assertThat(tree.value(place)).isEqualTo(Integer.toString(tree.children(table).size()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "Device", "device.", "Device.DeviceInfo", "Device.DeviceInfo.UpTime.", "Device.WiFi.Radio.0.", "Device.WiFi.Radio.9.",
        "Device.WiFi.Radio.01.", "Device.WiFi.Radio.x.", "Device.WiFi.Radio.1", "Device..", "Device.WiFi.Radio.99999999999.",
        "InternetGatewayDevice."
      })
  void whatIsNoPathIsNotFound(String path) {
    assertThat(tree().find(path)).isNull();
  }

  @Test
  void countersStartWithTheBootAndNeverFall() {
    Tree tree = tree();
    String path = "Device.Optical.Interface.1.Stats.BytesReceived";
    long before = Long.parseLong(tree.get(path));
    assertThat(before).isZero();
    for (int hour = 0; hour < 200; hour++) {
      clock.advance(Duration.ofMinutes(20));
      long now = Long.parseLong(tree.get(path));
      assertThat(now).isGreaterThan(before);
      before = now;
    }
    tree.booted();
    assertThat(tree.get(path)).isEqualTo("0");
    assertThat(tree.get("Device.DeviceInfo.UpTime")).isEqualTo("0");
  }

  @Test
  void shortCountersWrapAtTheirWidth() {
    Tree tree = tree(Model.TR098, 1);
    clock.advance(Duration.ofDays(3000));
    String value = tree.get("InternetGatewayDevice.WANDevice.1.WANCommonInterfaceConfig.TotalBytesReceived");
    assertThat(Long.parseLong(value)).isBetween(0L, 0xFFFF_FFFFL);
  }

  @Test
  void levelsDriftButStayInTheirRange() {
    Tree tree = tree();
    Set<Integer> seen = new HashSet<>();
    for (int n = 0; n < 200; n++) {
      clock.advance(Duration.ofSeconds(30));
      int level = Integer.parseInt(tree.get("Device.Optical.Interface.1.OpticalSignalLevel"));
      assertThat(level).isBetween(-21_500, -18_200);
      seen.add(level);
    }
    assertThat(seen).hasSizeGreaterThan(50);
  }

  @Test
  void hostsComeAndGoAndAreTheSameWhoeverShowsThem() {
    Tree tree = tree();
    Set<String> counts = new TreeSet<>();
    for (int hour = 0; hour < 48; hour++) {
      clock.advance(Duration.ofHours(1));
      counts.add(tree.get("Device.Hosts.HostNumberOfEntries"));
      for (Place host : tree.children(tree.find("Device.Hosts.Host."))) {
        String station = tree.get(host.path() + "AssociatedDevice");
        String mac = tree.get(host.path() + "PhysAddress");
        if (!station.isEmpty()) {
          assertThat(tree.get(station + "MACAddress")).isEqualTo(mac);
        }
        assertThat(tree.get("Device.DHCPv4.Server.Pool.1.Client." + host.i() + ".Chaddr")).isEqualTo(mac);
        assertThat(Instant.parse(tree.get(host.path() + "ActiveLastChange"))).isBeforeOrEqualTo(clock.instant());
      }
    }
    assertThat(counts).hasSizeGreaterThan(2);
  }

  @Test
  void twoCpesDiffer() {
    Tree one = tree(Model.TR181, 1);
    Tree two = tree(Model.TR181, 2);
    assertThat(one.get("Device.Ethernet.Interface.1.MACAddress")).isNotEqualTo(two.get("Device.Ethernet.Interface.1.MACAddress"));
    assertThat(one.get("Device.IP.Interface.1.IPv4Address.1.IPAddress"))
        .isNotEqualTo(two.get("Device.IP.Interface.1.IPv4Address.1.IPAddress"))
        .isEqualTo(one.get("Device.PPP.Interface.1.IPCP.LocalIPAddress"));
  }

  @Test
  void aStatusFollowsItsSwitch() {
    Tree tree = tree();
    assertThat(tree.get("Device.WiFi.Radio.1.Status")).isEqualTo("Up");
    tree.set("Device.WiFi.Radio.1.Enable", "false");
    assertThat(tree.get("Device.WiFi.Radio.1.Status")).isEqualTo("Down");
  }

  @Test
  void aCreatedRowIsOffAndEmptyAndSoAreItsTables() {
    Tree tree = tree();
    int number = tree.addRow(tree.find("Device.WiFi.SSID."));
    assertThat(number).isEqualTo(5);
    assertThat(tree.get("Device.WiFi.SSID.5.Enable")).isEqualTo("false");
    assertThat(tree.get("Device.WiFi.SSID.5.SSID")).isEmpty();
    assertThat(tree.get("Device.WiFi.SSID.5.Alias")).isEqualTo("cpe-ssid-5");
    int address = tree.addRow(tree.find("Device.IP.Interface."));
    assertThat(tree.children(tree.find("Device.IP.Interface." + address + ".IPv4Address."))).isEmpty();
  }

  @Test
  void aRemovedRowTakesItsValuesWithIt() {
    Tree tree = tree();
    tree.set("Device.WiFi.SSID.2.SSID", "gone");
    tree.removeRow(tree.find("Device.WiFi.SSID.2."));
    assertThat(tree.find("Device.WiFi.SSID.2.SSID")).isNull();
    assertThat(tree.get("Device.WiFi.SSIDNumberOfEntries")).isEqualTo("3");
    assertThat(tree.changes()).doesNotContainKey("Device.WiFi.SSID.2.SSID");
  }

  @Test
  void aTableIsFullAtSixtyFourRows() {
    Tree tree = tree();
    Place table = tree.find("Device.NAT.PortMapping.");
    for (int n = 1; n <= 64; n++) {
      assertThat(tree.addRow(table)).isEqualTo(n);
    }
    assertThat(tree.addRow(table)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "Device.WiFi.Radio.1.Enable, 1, true",
    "Device.WiFi.Radio.1.Enable, yes,",
    "Device.WiFi.Radio.1.Channel, 0,",
    "Device.WiFi.Radio.1.Channel, +11, 11",
    "Device.WiFi.Radio.1.Channel, 1.5,",
    "Device.WiFi.Radio.1.OperatingFrequencyBand, 3GHz,",
    "Device.WiFi.Radio.1.OperatingStandards, 'n,ac', 'n,ac'",
    "Device.WiFi.Radio.1.OperatingStandards, 'n,zz',",
    "Device.DHCPv4.Server.Pool.1.MinAddress, 192.168.1.256,",
    "Device.DHCPv4.Server.Pool.1.MinAddress, 192.168.1.20, 192.168.1.20",
    "Device.ManagementServer.PeriodicInformTime, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "Device.ManagementServer.PeriodicInformTime, tomorrow,",
    "Device.WiFi.AccessPoint.1.Security.PreSharedKey, 0aFF, 0aFF",
    "Device.WiFi.AccessPoint.1.Security.PreSharedKey, 0g,",
    "Device.WiFi.SSID.1.SSID, a name that is longer than 32 bytes,"
  })
  void valuesAreCheckedAgainstTheirType(String path, String value, String kept) {
    Parameter parameter = (Parameter) tree().find(path).node();
    assertThat(parameter.syntax().canonical(value)).isEqualTo(kept);
  }

  @Test
  void aMistakeInASkeletonIsNamedWithItsLine() {
    assertThatThrownBy(() -> read("Device.\n  A r string\n  A r string\n")).hasMessage("x.tree:3: A is there twice");
    assertThatThrownBy(() -> read("Device.\n  A q string\n")).hasMessage("x.tree:2: access is r, w or s");
    assertThatThrownBy(() -> read("Device.\n  A r strin\n")).hasMessage("x.tree:2: unknown type strin");
    assertThatThrownBy(() -> read("Device.\n   A r string\n")).hasMessage("x.tree:2: indent does not fit");
    assertThatThrownBy(() -> read("Device.\n  A r int @dance\n")).hasMessage("x.tree:2: unknown generator @dance");
  }

  private static void read(String text) throws Exception {
    assertThat(SkeletonReader.read("x.tree", new BufferedReader(new StringReader(text)))).isNotNull();
  }
}
