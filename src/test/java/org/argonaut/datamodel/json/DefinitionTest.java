package org.argonaut.datamodel.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.argonaut.datamodel.Access;
import org.argonaut.datamodel.AtomicFile;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.DefaultValue;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Enumeration;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.ListShape;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Notification;
import org.argonaut.datamodel.ObjectFacts;
import org.argonaut.datamodel.ObjectFacts.UniqueKey;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Range;
import org.argonaut.datamodel.Reference;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.Status;
import org.argonaut.datamodel.ValuePattern;
import org.argonaut.datamodel.ValueType;
import org.argonaut.datamodel.ValueType.Trait;
import org.argonaut.datamodel.regex.BadPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
  @TempDir private Path folder;

  private static Draft everything() throws BadPattern {
    Draft root = Draft.root();
    Draft device = root.put(new Draft(NodeKind.OBJECT, "Device").version("2.0"));
    Draft port =
        device.put(
            new Draft(NodeKind.OBJECT, "Port")
                .access(Access.READ_WRITE)
                .facts(
                    new ObjectFacts(
                        true, 1, 8, "PortNumberOfEntries", "Enable", "Kind", true, true,
                        List.of(new UniqueKey(true, List.of("A", "B")), new UniqueKey(false, List.of("C"))))));
    ValueType type =
        new ValueType.Builder(BaseType.STRING)
            .dataType("Name")
            .sizes(List.of(Range.of(1, 64)))
            .enumerations(
                List.of(
                    Enumeration.of("Up \"and\" down"),
                    new Enumeration("Error", true, Status.CURRENT),
                    new Enumeration("Old", false, Status.DEPRECATED)))
            .vendorValues(true)
            .patterns(List.of(ValuePattern.ofXsd("[A-Z]\\d+"), ValuePattern.ofXsd("")))
            .units("Mbps")
            .list(new ListShape(1, 4, List.of(Range.of(0, 99)), true, true))
            .references(
                List.of(
                    new Reference.ToPath(true, List.of("Device.Port.", "Device."), "row", "string"),
                    new Reference.ToInstance(false, "Device.Port."),
                    new Reference.ToEnumeration("Device.Modes", ""),
                    new Reference.ToEnumeration("Device.Modes", null)))
            .defaultValue(new DefaultValue("", "factory"))
            .trait(Trait.SECURE)
            .trait(Trait.COMMAND)
            .build();
    port.put(
        new Draft(NodeKind.PARAMETER, "All")
            .type(type)
            .access(Access.WRITE_ONCE)
            .protocols(Protocols.USP)
            .status(Status.DELETED)
            .version("2.19")
            .notification(Notification.FORCE_ENABLED)
            .forcedInform(true));
    Range steps = new Range(new BigDecimal("-1.5"), null, new BigDecimal("0.5"));
    port.put(
        new Draft(NodeKind.PARAMETER, "Number")
            .type(new ValueType.Builder(BaseType.DECIMAL).vendorValues(true).ranges(List.of(steps, Range.of(100, 200))).build()));
    port.put(
        new Draft(NodeKind.PARAMETER, "Apart")
            .type(plain())
            .usp(new Draft(NodeKind.PARAMETER, "Apart").protocols(Protocols.USP).version("2.3").access(Access.WRITE_ONCE).type(type)));
    port.put(
        new Draft(NodeKind.OBJECT, "Inner")
            .usp(new Draft(NodeKind.OBJECT, "Inner").protocols(Protocols.USP).status(Status.DEPRECATED).access(Access.READ_WRITE).facts(ObjectFacts.TABLE)));
    Draft command = port.put(new Draft(NodeKind.COMMAND, "Run()").asynchronous(true).protocols(Protocols.USP).status(Status.OBSOLETED));
    command
        .put(new Draft(NodeKind.INPUT, "input").protocols(Protocols.USP))
        .put(new Draft(NodeKind.PARAMETER, "Host").protocols(Protocols.USP).mandatory(true).type(plain()));
    command
        .put(new Draft(NodeKind.OUTPUT, "output").protocols(Protocols.USP))
        .put(new Draft(NodeKind.OBJECT, "Hop").protocols(Protocols.USP).facts(ObjectFacts.TABLE))
        .put(new Draft(NodeKind.PARAMETER, "Name").protocols(Protocols.USP).type(plain()));
    port.put(new Draft(NodeKind.EVENT, "Done!").protocols(Protocols.USP))
        .put(new Draft(NodeKind.PARAMETER, "Cause").protocols(Protocols.USP).type(plain()));
    return root;
  }

  private static ValueType plain() {
    return new ValueType.Builder(BaseType.STRING).vendorValues(true).build();
  }

  private static String written(Draft root) throws IOException {
    StringWriter writer = new StringWriter();
    DefinitionWriter.write(root, List.of("Device:2.19"), writer);
    return writer.toString();
  }

  private static List<String> lines(SchemaNode node) {
    return node.children().stream()
        .flatMap(child -> java.util.stream.Stream.concat(java.util.stream.Stream.of(line(child)), lines(child).stream()))
        .toList();
  }

  private static String line(SchemaNode node) {
    return String.join(
        " ",
        node.path(), node.kind().name(), node.protocols().name(), node.access().name(), node.status().name(), node.version(),
        node.notification().name(), String.valueOf(node.forcedInform()), String.valueOf(node.mandatory()),
        String.valueOf(node.asynchronous()), String.valueOf(node.type()), String.valueOf(node.facts()));
  }

  @Test
  void allThatIsKnownComesBackAsItWas() throws IOException, BadPattern {
    Draft root = everything();
    Findings findings = new Findings();
    DefinitionReader.Definition read = DefinitionReader.parse(written(root), "x.json", findings);
    assertThat(findings.list()).isEmpty();
    assertThat(read.models()).containsExactly("Device:2.19");
    assertThat(lines(read.schema().root())).isEqualTo(lines(Schema.of(root, List.of()).root()));
  }

  @Test
  void theSameTreeGivesTheSameBytesOneNodeALine() throws IOException, BadPattern {
    String text = written(everything());
    assertThat(written(everything())).isEqualTo(text);
    assertThat(text.lines()).hasSize(17).allMatch(line -> line.startsWith("\"") || line.equals("{") || line.equals("}"));
    assertThat(text).contains("\"pattern\":[\"^([A-Z][0-9]+)$\",\"^()$\"]").endsWith("}\n");
  }

  @Test
  void definitionsOfOtherConvertersAreReadToo() {
    Findings findings = new Findings();
    String json =
        """
        {"Device.": {"type": "object", "protocols": "both", "access": false, "array": false, "obsolete": true,
           "uniqueKeys": ["Alias"],
           "Device.T.{i}.": {"type": "object", "protocols": ["cwmp"], "uniqueKeys": ["Alias"], "access": true, "array": true,
             "Alias": {"type": "string", "read": true, "write": true, "protocols": ["cwmp"], "datatype": "Alias", "range": [{"max": 64}]}}}}
        """;
    Schema schema = DefinitionReader.parse(json, "x.json", findings).schema();
    assertThat(schema.find("Device.T.1.Alias").type().dataType()).isEqualTo("Alias");
    assertThat(schema.find("Device.T.").facts().uniqueKeys()).containsExactly(new UniqueKey(false, List.of("Alias")));
    assertThat(schema.find("Device.").status()).isEqualTo(Status.OBSOLETED);
    assertThat(schema.find("Device.").protocols()).isEqualTo(Protocols.BOTH);
  }

  @Test
  void whatIsNoDefinitionIsAFindingAtItsPlace() {
    for (String json : List.of("", "[]", "7", "{\"Device.\": {\"type\": \"object\",\n \"X\": {\"type\": \"string\"", "{}{}", "[".repeat(5000))) {
      Findings findings = new Findings();
      assertThat(DefinitionReader.parse(json, "x.json", findings).schema()).isNotNull();
      assertThat(findings.errors()).as(json).isEqualTo(1);
    }
    Findings findings = new Findings();
    DefinitionReader.parse("{\"Device.\":{\"type\":\"object\",\n\"P\":{\"type\":\"string\"}\n", "x.json", findings);
    assertThat(findings.list()).extracting(Finding::toString).singleElement().asString().startsWith("x.json:3: error: ends too early");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-181", "tr-098", "tr-104", "tr-143"})
  void theModelsThatComeWithTheProgramAreWholeAndShared(String name) {
    Schema schema = BuiltInModels.schema(name);
    assertThat(BuiltInModels.schema(name)).isSameAs(schema);
    assertThat(schema.size()).isGreaterThan(900);
    assertThat(schema.models()).isNotEmpty();
    assertThat(lines(schema.root())).hasSize(schema.size());
  }

  @Test
  void whatIsOfTheWrongKindIsToldAndTheRestIsRead() {
    Findings findings = new Findings();
    String text =
        "{'Device.': {'type': 'object', 'protocols': ['cwmp', 'usp'],\n'P': {'type': 7},\n'Q': {'type': 'int', 'perProtocol': 5},\n"
            + "'R': {'type': 'int', 'perProtocol': {'usp': []}},\n'S': {'type': 'int', 'perProtocol': {'usp': {'type': 'int', 'write': 'perhaps'}}}}}";
    Schema schema = DefinitionReader.parse(text.replace('\'', '"'), "x.json", findings).schema();
    assertThat(findings.list())
        .extracting(Finding::toString)
        .containsExactly(
            "x.json:2: error: the \"type\" of \"P\" is a number where text is expected; left out",
            "x.json:3: error: \"perProtocol\" is a number where an object is expected; taken for nothing",
            "x.json:4: error: \"usp\" is an array where an object is expected; taken for nothing",
            "x.json:5: error: \"write\" is text where true or false is expected; taken for false");
    assertThat(schema.find("Device.").children()).extracting(SchemaNode::name).containsExactly("Q", "R", "S");
  }

  /** The program itself takes their patterns as they are. */
  @ParameterizedTest
  @ValueSource(strings = {"tr-181", "tr-098", "tr-104", "tr-143"})
  void nothingIsWrongWithTheModelsThatComeWithTheProgram(String name) throws IOException {
    Findings findings = new Findings();
    DefinitionReader.read(Path.of("datamodel", name + ".json"), findings);
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void theNewestTr181KnowsWhatControllersAskFor() {
    Schema schema = BuiltInModels.schema("tr-181");
    assertThat(schema.models()).containsExactly("Device:2.19");
    assertThat(schema.find("Device.ManagementServer.PeriodicInformInterval").xsd()).isEqualTo("xsd:unsignedInt");
    assertThat(schema.find("Device.ManagementServer.PeriodicInformInterval").check("0")).isPresent();
    assertThat(schema.find("Device.WiFi.SSID.1.SSID").check("x".repeat(33))).isPresent();
    assertThat(schema.find("Device.IP.Diagnostics.IPPing()").child("input", true).child("Host", false)).isNotNull();
    assertThat(schema.find("Device.Boot!").protocols()).isEqualTo(Protocols.USP);
    assertThat(schema.find("Device.IP.Diagnostics.IPPing.Host").protocols()).isEqualTo(Protocols.CWMP);
  }

  @Test
  void aFileIsReplacedAsAWholeOrStaysAsItWas() throws IOException {
    Path file = folder.resolve("out.json");
    AtomicFile.write(file, writer -> writer.write("one"));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    writer -> {
                      writer.write("half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("one");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
