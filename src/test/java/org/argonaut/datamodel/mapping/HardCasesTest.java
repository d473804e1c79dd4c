package org.argonaut.datamodel.mapping;

import static org.argonaut.datamodel.mapping.MappedDevice.leaf;
import static org.argonaut.datamodel.mapping.MappedDevice.object;
import static org.argonaut.datamodel.mapping.MappedDevice.ofSection;
import static org.argonaut.datamodel.mapping.MappedDevice.ofUbus;
import static org.argonaut.datamodel.mapping.MappedDevice.ofUci;
import static org.argonaut.datamodel.mapping.MappedDevice.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HardCasesTest {
  @TempDir private Path folder;
  private MappedDevice device;

  @BeforeEach
  void makeDevice() {
    device = new MappedDevice(folder);
  }

  /** Anything quadratic would take minutes. */
  @Test
  @Timeout(240)
  void aHundredThousandInstancesAreBrowsedInLinearTime() {
    int parents = 1000;
    int children = 100;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parents; i++) {
      text.append("config top 't").append(i).append("'\n\toption name 'n").append(i).append("'\n");
    }
    for (int i = 0; i < parents * children; i++) {
      text.append("config sub\n\toption dm_parent 't").append(i % parents).append("'\n\toption ref 'n").append((i * 7L) % parents).append("'\n");
    }
    device.uci("f", text.toString());
    String link = "'mapping': [{'type': 'uci_sec', 'data': '@Parent', 'key': 'ref', 'linker_obj': 'Device.X_T.*.Name'}]";
    String count = "'mapping': [{'type': 'uci', 'uci': {'file': 'f', 'section': {'type': 'sub'}, 'option': {'name': '@Count'}}}]";
    device.plugin(
        2,
        object(
            "Device.X_T.{i}.", table("f", "top") + ", " + leaf("Name", "string", "'flags': ['Linker'], " + ofSection("name")) + ", " + leaf("SubNumberOfEntries", "unsignedInt", count) + ", "
                + object("Device.X_T.{i}.Sub.{i}.", table("f", "sub") + ", " + leaf("Ref", "string", "'flags': ['Reference'], " + link))));
    assertThat(device.get("Device.")).hasSize(parents * (2 + children)).contains("Device.X_T.1.SubNumberOfEntries=100", "Device.X_T.8.Sub.2.Ref=Device.X_T.50");
    assertThat(device.add("Device.X_T.1000.Sub.")).isEqualTo(101);
    assertThat(device.delete("Device.X_T.500.")).isZero();
    assertThat(device.restart().instances("Device.X_T.")).hasSize((parents - 1) * (1 + children) + 1);
    for (int i = 1; i < 1000; i += 20) {
      assertThat(device.value("Device.X_T." + i + ".Sub.100.Ref")).startsWith("Device.X_T.");
    }
  }

  @Test
  @Timeout(30)
  void aPatternThatKillsOthersIsMatchedInLinearTime() {
    device.uci("f", "config s 'a'");
    device.plugin(2, object("Device.X_T.", leaf("P", "string", "'pattern': ['^(a+)+$'], " + ofUci("f", "a", "o"))));
    assertThat(device.set("Device.X_T.P", "a".repeat(50_000) + "b")).isEqualTo(9007);
    assertThat(device.set("Device.X_T.P", "a".repeat(50_000))).isZero();
  }

  @Test
  void excludingTheRootIsToldAndDoesNothing() {
    device.uci("f", "config s 'a'", "\toption o '1'");
    device.plugin(2, object("Device.X_T.", leaf("P", "string", ofUci("f", "a", "o"))));
    device.plugin(2, "'Device.': {'type': 'object', 'protocols': ['none']}");
    assertThat(device.lint()).anySatisfy(f -> assertThat(f).contains("plugin2.json:1: error", "the root cannot be excluded"));
    assertThat(device.value("Device.X_T.P")).isEqualTo("1");
  }

  @Test
  void programsAreRunOnlyIfAllowedWithTheirArgumentsAsTheyAre() throws IOException {
    Path log = folder.resolve("log");
    String script = "#!/bin/sh\nprintf '%s\\n' \"$@\" >> " + log + "\necho \"  out: $1  \"\nexit $2\n";
    Path program = Files.writeString(folder.resolve("tool"), script);
    program.toFile().setExecutable(true);
    String map = "'mapping': [{'type': 'cli', 'cli': {'command': '" + program + "', 'args': [%s]}}]";
    device.plugin(
        2,
        object(
            "Device.X_T.", leaf("Good", "string", "'default': 'd', " + map.formatted("'$(id) ; x', '0'")) + ", " + leaf("Bad", "string", map.formatted("'a', '3'")) + ", "
                + leaf("Set", "string", map.formatted("'@Value', '0'")) + ", " + leaf("None", "string", map.replace("tool", "gone").formatted(""))));
    assertThat(device.get("Device.X_T.")).containsExactly("Device.X_T.Good=d", "Device.X_T.Bad=", "Device.X_T.Set=", "Device.X_T.None=");
    assertThat(device.set("Device.X_T.Set", "v")).isEqualTo(9007);
    assertThat(log).doesNotExist();
    device.options(new Options(false, true, null, Surroundings.NONE)).restart();
    assertThat(device.value("Device.X_T.Good")).isEqualTo("out: $(id) ; x");
    assertThat(device.value("Device.X_T.Bad")).isEmpty();
    assertThat(device.value("Device.X_T.None")).isEmpty();
    assertThat(device.set("Device.X_T.Set", "two words; `id`")).isZero();
    assertThat(Files.readAllLines(log)).contains("$(id) ; x", "two words; `id`").noneMatch(line -> line.contains("uid="));
    assertThat(device.set("Device.X_T.Bad", "x")).isEqualTo(9007);
    assertThat(device.findings()).anySatisfy(f -> assertThat(f).contains("ended with 3")).anySatisfy(f -> assertThat(f).contains("cannot be started"));
  }

  @Test
  void whateverAReplyIsThereIsAnAnswer() {
    String[] replies = {"[]", "5", "null", "{", "", "{'k': null}", "{'k': [null, 5, [], 'x', {'v': {'v': []}}]}", "{'k': {'k': []}}", "{'v': 1, 'v': 2}"};
    device.plugin(
        2,
        object("Device.X_L.{i}.", "'array': true, " + ofUbus("o", "m", "{}", "k") + ", " + leaf("V", "int", "'mapping': [{'type': 'json', 'data': '@Parent', 'key': 'v'}]") + ", "
            + leaf("W", "string", ofUbus("o", "m", "{}", "k[@index].v.v"))) + ", " + object("Device.X_S.", leaf("V", "int", ofUbus("o", "m", "{}", "v"))));
    for (String reply : replies) {
      device.replies("{'o': {'m': 'r.json'}}", Map.of("r.json", reply)).restart();
      assertThat(device.get("Device.")).as(reply).isNotEmpty().last().asString().startsWith("Device.X_S.V=");
    }
  }

  @Test
  void noPathAndNoFileBreaksIt() {
    device.plugin(2, object("Device.X_T.{i}.", table("f", "top") + ", " + leaf("P", "string", ofSection("p")) + ", " + leaf("Alias", "string", ofSection("alias"))));
    Random random = new Random(7);
    String letters = "Device.X_T.*[]{}i19'\"\\\n\tconfig option list top p #";
    for (int round = 0; round < 300; round++) {
      StringBuilder noise = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        noise.append(letters.charAt(random.nextInt(letters.length())));
      }
      device.uci("f", "config top 'a'", noise.toString()).uci("dmmap/dmmap_f", noise.toString());
      device.get(noise.toString());
      device.set("Device.X_T." + noise, noise.toString());
      device.add(noise.toString());
      device.delete(noise.toString());
      assertThat(device.instances("Device.X_T.")).contains("Device.X_T.1");
    }
  }
}
