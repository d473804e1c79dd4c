package org.argonaut.datamodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final Draft root = Draft.root();
  private final Schema schema = build();

  private Schema build() {
    Draft device = root.put(new Draft(NodeKind.OBJECT, "Device"));
    parameter(device, "Name", BaseType.STRING);
    Draft port = device.put(new Draft(NodeKind.OBJECT, "Port").facts(ObjectFacts.TABLE).access(Access.READ_WRITE));
    parameter(port, "Enable", BaseType.BOOLEAN).access(Access.READ_WRITE).version("2.4");
    parameter(port, "Stats", BaseType.STRING);
    Draft stats = port.put(new Draft(NodeKind.OBJECT, "Stats").protocols(Protocols.USP));
    parameter(stats, "Bytes", BaseType.UNSIGNED_LONG);
    parameter(device.put(new Draft(NodeKind.OBJECT, "80211x")), "Mode", BaseType.STRING);
    Draft reset = port.put(new Draft(NodeKind.COMMAND, "Reset()").asynchronous(true).protocols(Protocols.USP));
    parameter(reset.put(new Draft(NodeKind.INPUT, "input")), "Delay", BaseType.UNSIGNED_INT).mandatory(true);
    device.put(new Draft(NodeKind.EVENT, "Boot!").protocols(Protocols.USP));
    return Schema.of(root, List.of("Device:2.0"));
  }

  private static Draft parameter(Draft parent, String name, BaseType type) {
    return parent.put(new Draft(NodeKind.PARAMETER, name).type(ValueType.of(type)));
  }

  @Test
  void whatAProtocolDoesNotSeeIsNotThereForIt() {
    Draft root = Draft.root();
    Draft device = root.put(new Draft(NodeKind.OBJECT, "Device"));
    device.put(new Draft(NodeKind.PARAMETER, "Ours").type(ValueType.of(BaseType.INT)).protocols(Protocols.CWMP));
    device
        .put(new Draft(NodeKind.OBJECT, "Theirs").protocols(Protocols.USP))
        .put(new Draft(NodeKind.PARAMETER, "Deep").type(ValueType.of(BaseType.INT)));
    Schema schema = Schema.of(root, List.of());
    assertThat(schema.find("Device.Ours", Protocols.CWMP)).isNotNull();
    assertThat(schema.find("Device.Ours", Protocols.USP)).isNull();
    assertThat(schema.find("Device.Theirs.Deep", Protocols.USP)).isNotNull();
    assertThat(schema.find("Device.Theirs.Deep", Protocols.CWMP)).as("both see it, but not what it is in").isNull();
    assertThat(schema.complete("Device.", Protocols.CWMP, 9)).containsExactly("Device.Ours");
    assertThat(schema.complete("Device.Theirs.", Protocols.CWMP, 9)).isEmpty();
    assertThat(schema.find("Device.", Protocols.USP).children()).extracting(SchemaNode::name).containsExactly("Theirs");
    assertThat(schema.find("Device.").children()).hasSize(2);
  }

  @Test
  void pathsAreFoundWithNumbersWildcardsAliasesAndPlaceholders() {
    for (String instance : List.of("1", "4711", "{i}", "*", "[cpe-1]", "[Name==\"a.b\"]")) {
      assertThat(schema.find("Device.Port." + instance + ".Enable")).as(instance).isNotNull();
      assertThat(schema.find("Device.Port." + instance + ".Stats.Bytes").path()).isEqualTo("Device.Port.{i}.Stats.Bytes");
      assertThat(schema.find("Device.Port." + instance + ".")).isEqualTo(schema.find("Device.Port."));
    }
  }

  @Test
  void pathsThatLeaveOutOrInventAnInstanceNameNothing() {
    for (String path :
        List.of("", ".", "Device", "Device.Port", "Device.Port.Enable", "Device.Port.1", "Device.Port.1.2.Enable", "Device.1.Name",
            "Device.Port.x.Enable", "Device.Port.1.Enable.", "Device..Name", "Device.Nam", "Device.Names", "Device.Port.[a", "1.", "{i}.")) {
      assertThat(schema.find(path)).as(path).isNull();
    }
  }

  @Test
  void objectsAndParametersOfOneNameAreToldApart() {
    assertThat(schema.find("Device.Port.1.Stats").kind()).isEqualTo(NodeKind.PARAMETER);
    assertThat(schema.find("Device.Port.1.Stats.").kind()).isEqualTo(NodeKind.OBJECT);
  }

  @Test
  void namesThatBeginWithADigitAreNames() {
    assertThat(schema.find("Device.80211x.Mode")).isNotNull();
  }

  @Test
  void aNodeSaysAllThatIsKnownOfIt() {
    SchemaNode enable = schema.find("Device.Port.2.Enable");
    assertThat(enable.access()).isEqualTo(Access.READ_WRITE);
    assertThat(enable.version()).isEqualTo("2.4");
    assertThat(enable.xsd()).isEqualTo("xsd:boolean");
    assertThat(enable.parent().isTable()).isTrue();
    assertThat(enable.parent().access().writable()).isTrue();
    SchemaNode reset = schema.find("Device.Port.2.Reset()");
    assertThat(reset.asynchronous()).isTrue();
    assertThat(reset.child("input", true).child("Delay", false).mandatory()).isTrue();
    assertThat(schema.find("Device.Boot!").kind()).isEqualTo(NodeKind.EVENT);
  }

  @Test
  void aTableIsToldFromItsInstances() {
    SchemaNode port = schema.find("Device.Port.");
    assertThat(port.namesTable("Device.Port.")).isTrue();
    assertThat(port.namesTable("Device.Port.1.")).isFalse();
    assertThat(port.namesTable("Device.Port.[a.b].")).isFalse();
    assertThat(schema.find("Device.").namesTable("Device.")).isFalse();
  }

  @Test
  void whatIsTypedIsCompleted() {
    assertThat(schema.complete("", 10)).containsExactly("Device.");
    assertThat(schema.complete("Device.P", 10)).containsExactly("Device.Port.");
    assertThat(schema.complete("Device.Port.", 10)).containsExactly("Device.Port.{i}.");
    assertThat(schema.complete("Device.Port.3.", 2)).containsExactly("Device.Port.3.Enable", "Device.Port.3.Stats");
    assertThat(schema.complete("Device.No.Such.", 10)).isEmpty();
  }

  @Test
  void laterChangesOfTheTreeDoNotShow() {
    root.descend("Device.").remove("Name", false);
    assertThat(schema.find("Device.Name")).isNotNull();
  }

  @Test
  void protocolsSeeTheirOwnAndWhatBothSee() {
    assertThat(Protocols.BOTH.visibleTo(Protocols.CWMP)).isTrue();
    assertThat(Protocols.USP.visibleTo(Protocols.CWMP)).isFalse();
    assertThat(Protocols.USP.visibleTo(Protocols.BOTH)).isTrue();
    assertThat(Protocols.NONE.visibleTo(Protocols.BOTH)).isFalse();
    assertThat(Protocols.CWMP.or(Protocols.USP)).isEqualTo(Protocols.BOTH);
    assertThat(Protocols.NONE.or(Protocols.NONE)).isEqualTo(Protocols.NONE);
  }
}
