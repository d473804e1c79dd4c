package org.argonaut.datamodel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.argonaut.datamodel.Access;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Range;
import org.argonaut.datamodel.ValueChecker;
import org.argonaut.datamodel.ValueType.Trait;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.plugin.Mapping.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginReaderTest {
  private static final String BOTH = "\"protocols\": [\"cwmp\", \"usp\"]";

  private Findings findings = new Findings();

  private Plugin read(String json) {
    findings = new Findings();
    return new PluginReader("X_ACME_", findings).parse(json, "p.json");
  }

  /** A version 2 plugin of one object with these members; they begin on line 3. */
  private Draft object(String members) {
    Plugin plugin = read("{\"json_plugin_version\": 2,\n\"Device.T.\": {\"type\": \"object\", " + BOTH + ",\n" + members + "}}");
    return plugin.entries().isEmpty() ? null : plugin.entries().getFirst().node();
  }

  private List<String> findings() {
    return findings.list().stream().map(Finding::toString).toList();
  }

  @Test
  void aParameterIsReadWithEveryKey() {
    Draft object =
        object(
            """
            "{BBF_VENDOR_PREFIX}P": {"type": "string", "read": true, "write": true, "protocols": ["usp"], "datatype": "Name",
              "range": [{"min": 1, "max": "64"}], "enumerations": ["A", "B"], "pattern": ["^[A-Z]$"], "unit": "things",
              "default": "A", "flags": ["Linker", "Unique", "Secure", "Reference"], "description": "d", "version": "2.1", "obsolete": true,
              "mandatory": true, "mapping": [{"type": "uci", "uci": {"file": "f", "section": {"name": "s"}, "option": {"name": "o"}}}]},
            "L": {"type": "string", "read": true, "protocols": ["cwmp"], "list": {"datatype": "unsignedInt", "maxsize": 20,
              "item": {"min": 1, "max": 3}, "range": [{"max": 9}], "unit": "x"}}
            """);
    assertThat(findings()).isEmpty();
    Draft p = object.child("X_ACME_P", false);
    assertThat(p.access()).isEqualTo(Access.READ_WRITE);
    assertThat(p.protocols()).isEqualTo(Protocols.USP);
    assertThat(p.type().sizes()).containsExactly(Range.of(1, 64));
    assertThat(p.type().traits()).containsExactlyInAnyOrder(Trait.LINKER, Trait.UNIQUE, Trait.SECURE, Trait.REFERENCE);
    assertThat(p.type().defaultValue().value()).isEqualTo("A");
    assertThat(p.mandatory()).isTrue();
    ValueChecker list = new ValueChecker(object.child("L", false).type());
    assertThat(list.type().base()).isEqualTo(BaseType.UNSIGNED_INT);
    assertThat(list.check("1,2,3")).isEmpty();
    assertThat(list.check("1,2,3,4")).isPresent();
    assertThat(list.check("10")).isPresent();
  }

  @Test
  void mappingsOfEveryTypeAreRead() {
    Draft object =
        object(
            """
            "array": true, "mapping": [{"type": "uci", "uci": {"file": "f", "section": {"type": "t"}, "dmmapfile": "d"}}],
            "A": {"type": "string", "write": true, "protocols": ["usp"], "mapping": [
              {"rpc": "get", "type": "json", "data": "@Parent", "key": "a.b[0].c"},
              {"rpc": "set", "type": "ubus", "linker_obj": "Device.{BBF_VENDOR_PREFIX}X.*.Name",
               "ubus": {"object": "o", "method": "m", "args": {"n": 1, "v": "@Value"}, "key": "k[@index].x"}},
              {"rpc": "get"}, {"type": "uci_sec", "data": "@Parent", "key": "o"}, {"type": "dmmap_sec", "data": "@Parent", "list": "l"}]}
            """);
    // The object's own key does not end with {i}, which is worth a warning only.
    assertThat(findings()).singleElement().asString().contains("warning");
    assertThat(((PluginNode) object.source()).mappings())
        .containsExactly(new Mapping.Uci(Use.ANY, "", "f", "", "t", "", "", "", "d", ""));
    List<Mapping> mappings = ((PluginNode) object.child("A", false).source()).mappings();
    assertThat(mappings).hasSize(5);
    assertThat(mappings.get(0)).isEqualTo(new Mapping.Reply(Use.GET, "", "a.b[0].c"));
    Mapping.Ubus ubus = (Mapping.Ubus) mappings.get(1);
    assertThat(ubus.use()).isEqualTo(Use.SET);
    assertThat(ubus.linker()).isEqualTo("Device.X_ACME_X.*.Name");
    assertThat(ubus.arguments()).containsOnlyKeys("n", "v");
    assertThat(ubus.arguments().get("n")).isInstanceOf(Json.Num.class);
    assertThat(mappings.get(2)).isEqualTo(new Mapping.Nothing(Use.GET, ""));
    assertThat(mappings.get(3)).isEqualTo(new Mapping.Section(Use.ANY, "", false, "o", ""));
    assertThat(mappings.get(4)).isEqualTo(new Mapping.Section(Use.ANY, "", true, "", "l"));
  }

  @Test
  void commandsAndEventsAreReadWithArgumentsInEitherForm() {
    Draft object =
        object(
            """
            "Run()": {"type": "command", "async": true, "protocols": ["usp"], "input": {"Host": {"type": "string", "mandatory": "true"}},
              "output": {"Hop.{i}.Name": {"type": "string"}}, "mapping": [{"type": "ubus", "ubus": {"object": "o", "method": "@Input.Host"}}]},
            "One!": {"type": "event", "protocols": ["usp"], "Cause": {"type": "string"}},
            "Two!": {"type": "event", "protocols": ["usp"], "description": "d", "output": {"Cause": {"type": "string"}}}
            """);
    assertThat(findings()).isEmpty();
    Draft run = object.child("Run()", false);
    assertThat(run.kind()).isEqualTo(NodeKind.COMMAND);
    assertThat(run.asynchronous()).isTrue();
    assertThat(run.child("input", true).child("Host", false).mandatory()).isTrue();
    assertThat(run.child("output", true).child("Hop", true).child("Name", false)).isNotNull();
    assertThat(object.child("One!", false).childNames()).containsExactly("Cause");
    assertThat(object.child("Two!", false).childNames()).containsExactly("Cause");
  }

  @Test
  void theVersionHoldsFromWhereItStandsAndIsZeroWithoutOne() {
    String object = "{\"type\": \"object\", " + BOTH + ", \"array\": true, \"mapping\": %s}";
    String asObject = "{\"type\": \"uci\", \"uci\": {\"file\": \"f\", \"section\": {\"type\": \"t\"}, \"dmmapfile\": \"d\"}}";
    Plugin plugin =
        read(
            "{\"Device.A.{i}.\": " + object.formatted(asObject) + ",\n\"json_plugin_version\": 1,\n\"Device.B.{i}.\": "
                + object.formatted(asObject) + ",\n\"Device.C.{i}.\": " + object.formatted("[" + asObject + "]") + "}");
    assertThat(plugin.entries()).extracting(Plugin.Entry::version).containsExactly(0, 1, 1);
    assertThat(plugin.entries()).allSatisfy(entry -> assertThat(((PluginNode) entry.node().source()).mappings()).hasSize(1));
    assertThat(findings())
        .satisfiesExactly(
            f -> assertThat(f).startsWith("p.json:2: warning: ").contains("put it first"),
            f -> assertThat(f).startsWith("p.json:3: warning: the mapping is an object"));
    read("{}");
    assertThat(findings()).singleElement().asString().contains("taken for version 0");
    read("{\"json_plugin_version\": \"2\"}");
    assertThat(findings()).singleElement().asString().startsWith("p.json:1: error: ");
  }

  @Test
  void whatVersionZeroDoesNotKnowIsTold() {
    read(
        "{\"json_plugin_version\": 0, \"Device.T.{i}.\": {\"type\": \"object\", " + BOTH + ", \"array\": true,\n"
            + "\"mapping\": {\"type\": \"ubus\", \"ubus\": {\"object\": \"o.@index\", \"method\": \"m\", \"key\": \"k\"}},\n"
            + "\"P\": {\"type\": \"string\", " + BOTH + ", \"mapping\": [{\"rpc\": \"get\",\n \"type\": \"json\", \"data\": \"@Parent\", \"key\": \"k\"}]}}}");
    assertThat(findings())
        .satisfiesExactly(
            f -> assertThat(f).startsWith("p.json:2: warning: \"@index\""),
            f -> assertThat(f).startsWith("p.json:3: warning: \"rpc\""),
            f -> assertThat(f).startsWith("p.json:4: error: json is not known in version 0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"P\": {\"type\": \"string\"}|error: \"P\" has no \"protocols\"",
        "\"P\": {\"type\": \"string\", \"protocols\": [\"cwmp\", \"tr069\"]}|error: \"protocols\" [cwmp, tr069] is none of",
        "\"P\": {\"type\": \"string\", \"protocols\": \"cwmp\"}|warning: \"protocols\" is text",
        "\"P\": {\"type\": \"strnig\", $}|error: type \"strnig\" is not known",
        "\"P\": {$}|error: \"P\" has no \"type\"",
        "\"P\": {\"type\": 7, $}|error: \"type\" is a number where text is expected",
        "\"P\": {\"type\": \"string\", $, \"mandatory\": \"true\"}|warning: \"mandatory\" is the text \"true\"",
        "\"P\": {\"type\": \"string\", $, \"write\": 1}|error: \"write\" is a number where true or false is expected",
        "\"P\": {\"type\": \"string\", $, \"write\": true}|warning: \"P\" is writable but has no mapping",
        "\"P\": {\"type\": \"string\", $, \"maping\": []}|warning: \"maping\" is not known here and does nothing; did you mean \"mapping\"?",
        "\"P\": {\"type\": \"string\", $, \"flags\": [\"unique\"]}|error: flag \"unique\" is not known",
        "\"P\": {\"type\": \"string\", $, \"range\": {\"min\": 1}}|warning: \"range\" is an object",
        "\"P\": {\"type\": \"int\", $, \"range\": [{\"min\": 9, \"max\": 1}]}|error: a range from 9 to 1 holds nothing",
        "\"P\": {\"type\": \"int\", $, \"range\": [{\"min\": \"low\"}]}|error: \"min\" is text where a number is expected",
        "\"P\": {\"type\": \"int\", $, \"enumerations\": [\"1\"]}|warning: only strings are enumerated",
        "\"P\": {\"type\": \"string\", $, \"enumerations\": [1]}|warning: \"enumerations\" holds a number",
        "\"P\": {\"type\": \"string\", $, \"pattern\": [\"(a\"]}|error: pattern \"(a\" is not checked: '(' without ')'",
        "\"P\": {\"type\": \"int\", $, \"list\": {\"datatype\": \"int\"}}|warning: a list of type int",
        "\"P\": {\"type\": \"string\", $, \"list\": []}|error: \"list\" is an array where an object is expected",
        "\"P\": {\"type\": \"string\", $, \"mapping\": \"uci\"}|error: \"mapping\" is text",
        "\"P\": {\"type\": \"string\", $, \"mapping\": [{\"type\": \"ucl\"}]}|error: mapping type \"ucl\" is not known; did you mean \"uci\"?",
        "\"P\": {\"type\": \"string\", $, \"mapping\": [{\"type\": \"uci\"}]}|error: type uci without \"uci\"",
        "\"P\": {\"type\": \"string\", $, \"mapping\": [{\"type\": \"uci\", \"uci\": {\"file\": \"../x\", \"section\": {\"name\": \"s\"}, \"option\": {\"name\": \"o\"}}}]}|error: \"file\" is \"../x\", a path",
        "\"P\": {\"type\": \"string\", $, \"mapping\": [{\"type\": \"uci\", \"uci\": {\"file\": \"f\", \"section\": {\"name\": \"s\"}}}]}|error: uci needs either \"option\"",
        "\"P\": {\"type\": \"string\", $, \"mapping\": [{\"type\": \"uci_sec\", \"data\": \"@parent\", \"key\": \"o\"}]}|error: needs \"data\": \"@Parent\", not \"@parent\"",
        "\"P\": {\"type\": \"string\", $, \"mapping\": [{\"type\": \"ubus\", \"ubus\": {\"object\": \"a.@Nmae\", \"method\": \"m\"}}]}|warning: \"@Nmae\" is no symbol and is taken as it is; did you mean \"@Name\"?",
        "\"P\": {\"type\": \"string\", $, \"mapping\": [{\"rpc\": \"put\", \"type\": \"json\", \"data\": \"@Parent\", \"key\": \"k\"}]}|error: \"rpc\" is \"get\" or \"set\"",
        "\"P\": {\"type\": \"string\", $, \"dependency\": \"file:/x\"}|warning: \"dependency\" is for objects only",
        "\"P()\": {\"type\": \"string\", $}|error: \"P()\" has the name of something else",
        "\"Run\": {\"type\": \"command\", \"protocols\": [\"none\"]}|error: \"Run\" is a command; its name must end with ()",
        "\"Run()\": {\"type\": \"command\", \"protocols\": [\"usp\"]}|warning: \"Run()\" has no mapping to ubus",
        "\"E!\": {\"type\": \"event\", $}|warning: commands and events are of USP only",
        "\"dependency\": \"/etc/config/x\"|error: \"/etc/config/x\" has no kind",
        "\"dependency\": \"fiel:/etc/config/x\"|warning: dependency of kind \"fiel\" is not known and counts as satisfied; did you mean \"file\"?",
        "\"access\": true|warning: \"access\": true lets instances be added, but this is no array",
        "\"Device.Other.X.\": {\"type\": \"object\", $}|warning: \"Device.Other.X.\" stands inside \"Device.T.\"",
        "\"Device.T.X.{i}.\": {\"type\": \"object\", $}|warning: \"Device.T.X.{i}.\" ends with {i} but has no \"array\": true",
        "\"P\": {\"type\": \"string\", $}, \"P\": {\"type\": \"int\", $}|warning: \"P\" is there twice; the later one counts",
      })
  void mistakesAreToldWithTheirLineReasonAndCure(String members, String finding) {
    assertThat(object(members.replace("$", BOTH))).isNotNull();
    assertThat(findings()).singleElement().asString().startsWith("p.json:3: " + finding);
  }

  @Test
  void lettersNobodySeesAreTold() {
    object("\"P\": {\"type\": \"string\u00AD\", " + BOTH + "}");
    assertThat(findings()).first().asString().contains("U+00AD");
  }

  @Test
  void keysThatAreNoObjectsOfDeviceAreToldAndUsedWherePossible() {
    Plugin plugin =
        read(
            "{\"json_plugin_version\": 2,\n\"InternetGatewayDevice.X.\": {\"type\": \"object\"},\n\"Device.X.Count\": {\"type\": \"int\", "
                + BOTH + "},\n\"comment\": \"no\"}");
    assertThat(plugin.entries()).singleElement().satisfies(
        entry -> {
          assertThat(entry.lone()).isTrue();
          assertThat(entry.path()).isEqualTo("Device.X.");
          assertThat(entry.node().childNames()).containsExactly("Count");
        });
    assertThat(findings())
        .satisfiesExactly(
            f -> assertThat(f).startsWith("p.json:2: error: "),
            f -> assertThat(f).startsWith("p.json:3: warning: "),
            f -> assertThat(f).startsWith("p.json:4: warning: "));
  }

  @Test
  void trailingCommasAreTakenWithAWarningAndTruncatedTextIsAFindingAtItsEnd() {
    Plugin plugin = read("{\"json_plugin_version\": 2,\n\"Device.T.\": {\"type\": \"object\", \"protocols\": [\"usp\",\n ],\n },\n}");
    assertThat(plugin.entries()).hasSize(1);
    assertThat(findings()).hasSize(3).allMatch(f -> f.contains("warning: a comma before the closing bracket"));
    assertThat(findings().getFirst()).startsWith("p.json:3:");
    assertThat(read("{\"json_plugin_version\": 2,\n\"Device.T.\": {\n").entries()).isEmpty();
    assertThat(findings()).singleElement().asString().startsWith("p.json:3: error: ends too early");
  }

  @Test
  void dependenciesHoldWhenAllTheirItemsDo() {
    Dependency dependency = Dependency.parse("file:/a,/b;ubus:net->get;new:x");
    assertThat(dependency.holds((kind, item) -> true)).isTrue();
    assertThat(dependency.holds((kind, item) -> !item.equals("/b"))).isFalse();
    assertThat(Dependency.parse("file:/a;/b").holds((kind, item) -> true)).isFalse();
    assertThat(Dependency.NONE.holds((kind, item) -> false)).isTrue();
  }

  @Test
  void aFileThatIsNotThereIsAFinding() {
    new PluginReader("X_", findings).read(Path.of("no/such.json"));
    assertThat(findings()).containsExactly("no/such.json:0: error: no such file");
  }
}
