package org.argonaut.datamodel.mapping.uci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UciFileTest {
  private static final String TEXT =
      """
      # made by hand
      package network

      config interface 'lan'
      	option proto 'static'   # why not
        option  ipaddr "192.168.1.1"
      	#option off '1'
      	list dns 1.1.1.1
      	list dns '8.8.8.8'

      config device
      	option name 'it'\\''s "quoted"'
      	option note "two \\"words\\" # no comment"

      config device
      	option name br-lan
      """;

  @TempDir private Path folder;
  private final Findings findings = new Findings();

  private UciFile parse(String text) {
    return UciFile.parse(text, "f", findings);
  }

  @Test
  void whatIsNotChangedIsWrittenAsItWas() {
    for (String text : List.of(TEXT, TEXT.stripTrailing(), TEXT.replace("\n", "\r\n"), "", "\n\n", "# only", "config a", "config a 'b\nc'\n")) {
      assertThat(parse(text).text()).isEqualTo(text);
    }
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void valuesAreReadWhateverTheirQuoting() {
    UciFile file = parse(TEXT);
    UciSection lan = file.section("lan").orElseThrow();
    assertThat(lan.type()).isEqualTo("interface");
    assertThat(lan.get("proto")).contains("static");
    assertThat(lan.get("ipaddr")).contains("192.168.1.1");
    assertThat(lan.get("off")).isEmpty();
    assertThat(lan.list("dns")).containsExactly("1.1.1.1", "8.8.8.8");
    assertThat(lan.get("dns")).contains("1.1.1.1 8.8.8.8");
    assertThat(lan.names()).containsExactly("proto", "ipaddr", "dns");
    assertThat(file.section("@device[0]").orElseThrow().get("name")).contains("it's \"quoted\"");
    assertThat(file.section("@device[0]").orElseThrow().get("note")).contains("two \"words\" # no comment");
    assertThat(file.section("@device[-1]").orElseThrow().get("name")).contains("br-lan");
    assertThat(file.section("@device[2]")).isEmpty();
    assertThat(file.section("@device[x]")).isEmpty();
    assertThat(file.section("")).as("anonymous ones have no name").isEmpty();
  }

  @Test
  void changesTouchTheirLineOnly() {
    UciFile file = parse(TEXT);
    UciSection lan = file.section("lan").orElseThrow();
    lan.set("proto", "dhcp");
    lan.set("ipaddr", "it's");
    lan.set("mtu", "1500");
    lan.setList("dns", List.of("9.9.9.9"));
    file.section("@device[1]").orElseThrow().rename("bridge");
    String expected =
        TEXT.replace("'static'   # why", "'dhcp'   # why")
            .replace("\"192.168.1.1\"", "'it'\\''s'")
            .replace("\tlist dns 1.1.1.1\n\tlist dns '8.8.8.8'\n", "\toption mtu '1500'\n\tlist dns '9.9.9.9'\n")
            .replace("config device\n\toption name br-lan", "config device 'bridge'\n\toption name br-lan");
    assertThat(file.text()).isEqualTo(expected);
    assertThat(parse(file.text()).section("lan").orElseThrow().get("ipaddr")).contains("it's");
  }

  @Test
  void sectionsAreAddedBehindTheLastAndRemovedWhole() {
    UciFile file = parse("config a 'x'\n\toption o '1'");
    UciSection added = file.addSection("b", "");
    added.set("k", "v");
    file.addSection("c", "named");
    assertThat(file.text()).isEqualTo("config a 'x'\n\toption o '1'\n\nconfig b\n\toption k 'v'\n\nconfig c 'named'\n");
    assertThat(file.remove(added)).isTrue();
    assertThat(file.remove(added)).isFalse();
    assertThat(file.sections("b")).isEmpty();
    assertThat(parse("").addSection("a", "n").name()).isEqualTo("n");
  }

  @Test
  void ofSeveralOptionsOfOneNameTheLastCounts() {
    UciFile file = parse("config a 'x'\n\toption o '1'\n\toption o '2'\n");
    UciSection section = file.section("x").orElseThrow();
    assertThat(section.get("o")).contains("2");
    section.set("o", "3");
    assertThat(file.text()).isEqualTo("config a 'x'\n\toption o '3'\n");
    section.remove("o");
    assertThat(section.get("o")).isEmpty();
  }

  @Test
  void whatIsBrokenIsToldAtItsPlaceStaysAndMeansNothing() {
    String text = "option early '1'\nconfig a 'x'\n\toption o fine\n\toption p two words\n\tnonsense here\n\toption q \"9\"\nconfig\n\toption r '1'\n";
    UciFile file = parse(text);
    assertThat(file.text()).isEqualTo(text);
    assertThat(findings.list()).extracting(Finding::line).containsExactly(1, 4, 5, 7);
    assertThat(file.section("x").orElseThrow().names()).containsExactly("o", "q", "r");
  }

  @Test
  void aQuoteWithoutItsEndSpoilsItsOwnLineOnly() {
    String text = "config a 'x'\n\toption o 'no end\n\toption p 1\n";
    UciFile file = parse(text);
    assertThat(file.text()).isEqualTo(text);
    assertThat(findings.list()).extracting(Finding::toString).singleElement().asString().startsWith("f:2: error: a quote without its end");
    assertThat(file.section("x").orElseThrow().get("p")).contains("1");
  }

  @Test
  void anythingIsReadAndWrittenBackAsItWas() {
    String letters = "config option list a 'x' \"y\" \\ # \t\r\n'\"\n\n";
    for (int round = 0; round < 20_000; round++) {
      Random random = new Random(round);
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(80), 0, letters.length()).forEach(i -> text.append(letters.charAt(i)));
      UciFile file = UciFile.parse("config s 'n'\n" + text, "f", new Findings());
      assertThat(file.text()).as("round " + round).isEqualTo("config s 'n'\n" + text);
      UciSection section = file.sections().getFirst();
      String value = letters.substring(random.nextInt(letters.length()));
      section.set("new", value);
      assertThat(section.get("new")).contains(value);
    }
  }

  @Test
  void filesAreSavedAtomicallyAndNotOverTheChangesOfOthers() throws IOException {
    UciFolder uci = new UciFolder(folder);
    Path file = folder.resolve("network");
    Files.write(file, "config a 'x'\n\toption o '\u00fc\u00ff'\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    byte[] before = Files.readAllBytes(file);
    UciFolder.Opened opened = uci.open("network", findings);
    assertThat(uci.save(opened)).isSameAs(opened);
    opened.content().section("x").orElseThrow().set("p", "1");
    Files.writeString(file, "config b\n");
    assertThat(uci.isChanged(opened)).isTrue();
    assertThatThrownBy(() -> uci.save(opened)).isInstanceOf(UciFolder.ChangedOnDisk.class);
    assertThat(file).hasContent("config b\n");
    Files.write(file, before);
    UciFolder.Opened saved = uci.save(opened);
    assertThat(uci.isChanged(saved)).isFalse();
    assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)).contains("'\u00fc\u00ff'").contains("option p '1'");
  }

  @Test
  void aFileThatIsNotThereIsEmptyAndNamesCannotLeaveTheFolder() throws IOException {
    UciFolder uci = new UciFolder(folder);
    UciFolder.Opened opened = uci.open("fresh", findings);
    opened.content().addSection("a", "n").set("o", "1");
    uci.save(opened);
    assertThat(folder.resolve("fresh")).hasContent("config a 'n'\n\toption o '1'\n");
    for (String name : List.of("../x", "a/b", "", ".", "..", ".hidden", "/etc/passwd", "a\\b")) {
      assertThatThrownBy(() -> uci.open(name, findings)).as(name).isInstanceOf(IOException.class);
    }
  }
}
