package org.argonaut.datamodel.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.argonaut.datamodel.Access;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.DefaultValue;
import org.argonaut.datamodel.Enumeration;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Notification;
import org.argonaut.datamodel.ObjectFacts.UniqueKey;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Range;
import org.argonaut.datamodel.Reference;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.Status;
import org.argonaut.datamodel.ValueType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BbfImporterTest {
  private static final String PORT =
      """
      <object name='Device.Port.{i}.' access='readWrite' minEntries='0' maxEntries='unbounded' version='2.1'
          numEntriesParameter='PortNumberOfEntries' enableParameter='Enable'>
        <uniqueKey functional='false'><parameter ref='Alias'/></uniqueKey>
        <uniqueKey functional='true'><parameter ref='Name'/><parameter ref='Speed'/></uniqueKey>
        <parameter name='Enable' access='readWrite'><syntax><boolean/><default type='object' value='false'/></syntax></parameter>
        <parameter name='Name' access='readOnly' version='2.3' activeNotify='canDeny' forcedInform='true'>
          <description>Ignored.</description><syntax><string><size maxLength='64'/><pattern value='\\w+'/></string></syntax></parameter>
        <parameter name='Speed' access='readWrite' status='deprecated'><syntax>
          <int><range minInclusive='-1' maxInclusive='-1'/><range minInclusive='10' step='10'/><units value='Mbps'/></int></syntax></parameter>
        <parameter name='Old' access='readOnly' status='deleted'><syntax><string/></syntax></parameter>
      """;

  @TempDir private Path folder;
  private XmlFolder files;

  @BeforeEach
  void open() {
    files = new XmlFolder(folder);
  }

  private static String model(String content) {
    return "<model name='Device:2.1'><object name='Device.' access='readOnly' minEntries='1' maxEntries='1' version='2.0'>"
        + "<parameter name='PortNumberOfEntries' access='readOnly'><syntax><unsignedInt/></syntax></parameter></object>"
        + content
        + "</model>";
  }

  @Test
  void objectsAndParametersAreReadWithAllTheirFacts() {
    files.document("tr-181-2-1-0-cwmp-full.xml", "tr-181-2-1-0-cwmp", model(PORT + "</object>"));
    Schema schema = files.read("tr-181-2-1-0-cwmp-full.xml");
    assertThat(files.findings()).isEmpty();
    assertThat(schema.models()).containsExactly("Device:2.1");
    SchemaNode port = schema.find("Device.Port.{i}.");
    assertThat(port.isTable()).isTrue();
    assertThat(port.access()).isEqualTo(Access.READ_WRITE);
    assertThat(port.protocols()).isEqualTo(Protocols.CWMP);
    assertThat(port.facts().entriesParameter()).isEqualTo("PortNumberOfEntries");
    assertThat(port.facts().enableParameter()).isEqualTo("Enable");
    assertThat(port.facts().uniqueKeys())
        .containsExactly(new UniqueKey(false, List.of("Alias")), new UniqueKey(true, List.of("Name", "Speed")));
    assertThat(schema.find("Device.Port.1.Enable").type().defaultValue()).isEqualTo(new DefaultValue("false", "object"));
    assertThat(schema.find("Device.Port.1.Enable").version()).as("that of its object").isEqualTo("2.1");
    SchemaNode name = schema.find("Device.Port.1.Name");
    assertThat(name.version()).isEqualTo("2.3");
    assertThat(name.notification()).isEqualTo(Notification.CAN_DENY);
    assertThat(name.forcedInform()).isTrue();
    assertThat(name.check("eth0")).isEmpty();
    assertThat(name.check("eth 0")).as("a pattern of XML means all of the value").isPresent();
    ValueType speed = schema.find("Device.Port.1.Speed").type();
    assertThat(speed.units()).isEqualTo("Mbps");
    assertThat(speed.ranges()).hasSize(2);
    assertThat(schema.find("Device.Port.1.Speed").check("25")).isPresent();
    assertThat(schema.find("Device.Port.1.Speed").status()).isEqualTo(Status.DEPRECATED);
    assertThat(schema.find("Device.Port.1.Old").status()).isEqualTo(Status.DELETED);
  }

  @Test
  void dataTypesAreDerivedAndTheirFacetsChanged() {
    files.document(
        "m.xml",
        "m",
        "<dataType name='Address'><string><size maxLength='45'/></string></dataType>"
            + "<dataType name='V4' base='Address'><size maxLength='15'/><pattern value='[0-9.]+'/></dataType>"
            + "<dataType name='Pair'><list minItems='2' maxItems='2'/><int><range minInclusive='0'/></int></dataType>"
            + model(
                "<object name='Device.T.'>"
                    + "<parameter name='A' access='readOnly'><syntax><dataType ref='V4'/></syntax></parameter>"
                    + "<parameter name='B' access='readOnly'><syntax><list maxItems='3'><size maxLength='99'/></list><dataType base='V4'>"
                    + "<size maxLength='7'/></dataType></syntax></parameter>"
                    + "<parameter name='C' access='readOnly'><syntax><dataType ref='Pair'/></syntax></parameter></object>"));
    Schema schema = files.read("m.xml");
    assertThat(files.findings()).isEmpty();
    ValueType a = schema.find("Device.T.A").type();
    assertThat(a.dataType()).isEqualTo("V4");
    assertThat(a.sizes()).containsExactly(Range.of(0, 15));
    ValueType b = schema.find("Device.T.B").type();
    assertThat(b.sizes()).containsExactly(Range.of(0, 7));
    assertThat(b.patterns()).isEqualTo(a.patterns());
    assertThat(b.list().maxItems()).isEqualTo(3);
    assertThat(schema.find("Device.T.B").check("1.2,3.4.5.6.7")).isPresent();
    assertThat(schema.find("Device.T.C").type().list().minItems()).isEqualTo(2);
    assertThat(schema.find("Device.T.C").check("1,2")).isEmpty();
  }

  @Test
  void componentsArePutInPlaceAndItemsOfTheBaseChanged() {
    files
        .document(
            "tr-181-2-1-0-common.xml",
            "tr-181-2-1-0-common",
            "<import file='tr-106-types.xml'><component name='Alias'/></import>"
                + "<component name='Ports'>"
                + PORT
                + "<component ref='Alias'/></object><object name='Device.Port.{i}.Stats.'/></component>"
                + "<component name='Counter'><parameter name='Bytes' access='readOnly' version='1.0'><syntax>"
                + "<unsignedInt><units value='bytes'/></unsignedInt></syntax></parameter></component>"
                + model("<component ref='Ports'/><component ref='Counter' path='Device.Port.{i}.Stats.' version='2.2'/>"))
        .document(
            "tr-106-types.xml",
            "tr-106",
            "<component name='Alias' virtual='true'><parameter name='Alias' access='readOnly'><syntax><string/></syntax></parameter></component>"
                + "<component name='_AliasUSP'><parameter name='Alias' access='writeOnceReadOnly'><syntax><string/></syntax></parameter></component>")
        .document(
            "tr-181-2-1-0-usp.xml",
            "tr-181-2-1-0-usp",
            "<import file='tr-181-2-common.xml' spec='urn:example:tr-181-2-1-common'><model name='_Device:2.1' ref='Device:2.1'/></import>"
                + "<import file='tr-106-types.xml'><component name='Alias' ref='_AliasUSP'/></import>"
                + "<model name='Device:2.1' base='_Device:2.1'><object base='Device.Port.{i}.Stats.'>"
                + "<parameter base='Bytes' status='obsoleted'><syntax><unsignedInt><range maxInclusive='9'/></unsignedInt></syntax></parameter>"
                + "<parameter name='First' access='readOnly' dmr:previousParameter='None'><syntax><string/></syntax></parameter>"
                + "<parameter name='Packets' access='readOnly' dmr:previousParameter='Bytes'><syntax><string/></syntax></parameter>"
                + "</object></model>");
    Schema schema = files.read("tr-181-2-1-0-usp.xml");
    assertThat(files.findings()).isEmpty();
    assertThat(schema.find("Device.Port.1.Alias").access()).as("virtual components give way").isEqualTo(Access.WRITE_ONCE);
    SchemaNode bytes = schema.find("Device.Port.1.Stats.Bytes");
    assertThat(bytes.version()).as("earlier versions are raised").isEqualTo("2.2");
    assertThat(bytes.status()).isEqualTo(Status.OBSOLETED);
    assertThat(bytes.type().units()).as("facets not given stay").isEqualTo("bytes");
    assertThat(bytes.check("10")).isPresent();
    assertThat(bytes.parent().children()).extracting(SchemaNode::name).containsExactly("Bytes", "Packets", "First");
    assertThat(bytes.protocols()).isEqualTo(Protocols.USP);
  }

  @Test
  void ofSeveralVersionsOfAnImportTheNewestThatFitsIsTaken() {
    for (String version : List.of("2-9-0", "2-10-0", "2-10-2", "2-11-0")) {
      files.document(
          "lib/tr-181-" + version + "-part.xml",
          "tr-181-" + version + "-part",
          "<component name='Part'><object name='Device.V" + version.replace('-', '_') + ".'/></component>");
    }
    files.document("m1.xml", "m", importing("tr-181-2-part.xml", "tr-181-2-10-part"));
    files.document("m2.xml", "m", importing("tr-181-2-part.xml", "tr-181-2-12-part"));
    files.document("m3.xml", "m", importing("tr-181-2-9-0-part.xml", "tr-181-2-9-part"));
    List<Path> lib = List.of(folder.resolve("lib"));
    assertThat(files.read(lib, "m1.xml").find("Device.V2_10_2.")).isNotNull();
    assertThat(files.findings()).isEmpty();
    assertThat(files.read(lib, "m2.xml").find("Device.V2_11_0.")).isNotNull();
    assertThat(files.findings()).singleElement().asString().startsWith("m2.xml:2: warning: ").contains("took 'tr-181-2-11-0-part.xml'");
    assertThat(files.read(lib, "m3.xml").find("Device.V2_9_0.")).isNotNull();
  }

  private static String importing(String file, String spec) {
    return "<import file='" + file + "' spec='urn:example:" + spec + "'><component name='Part'/></import>" + model("<component ref='Part'/>");
  }

  @Test
  void referencesBecomeAbsolute() {
    String reference = "<parameter name='%s' access='readWrite'><syntax><string>%s</string></syntax></parameter>";
    files.document(
        "m.xml",
        "m",
        model(
            "<object name='Device.A.'/><object name='Device.A.B.{i}.' maxEntries='unbounded'>"
                + reference.formatted("Up", "<pathRef refType='strong' targetParent='##.Port. .Port.' targetType='row'/>")
                + reference.formatted("Down", "<instanceRef refType='weak' targetParent='C.'/>")
                + reference.formatted("Mode", "<enumerationRef targetParam='#.Modes' nullValue=''/>")
                + reference.formatted("Out", "<pathRef refType='weak' targetParent='####.X.'/>")
                + "</object>"));
    Schema schema = files.read("m.xml");
    assertThat(schema.find("Device.A.B.1.Up").type().references())
        .containsExactly(new Reference.ToPath(true, List.of("Device.Port.", "Device.Port."), "row", "any"));
    assertThat(schema.find("Device.A.B.1.Down").type().references()).containsExactly(new Reference.ToInstance(false, "Device.A.B.{i}.C."));
    assertThat(schema.find("Device.A.B.1.Mode").type().references()).containsExactly(new Reference.ToEnumeration("Device.A.Modes", ""));
    assertThat(files.findings()).singleElement().asString().contains("Device.A.B.{i}.Out").contains("above the root");
  }

  @Test
  void commandsAndEventsAreReadWithTheirArguments() {
    files.document(
        "m-usp.xml",
        "m-usp",
        "<component name='Fault'><object name='FaultStruct.'><parameter name='Code'><syntax><unsignedInt/></syntax></parameter></object></component>"
            + model(
                "<object name='Device.D.'><command name='Run()' async='true'><input><parameter name='Host' mandatory='true'><syntax><string/></syntax>"
                    + "</parameter></input><output><object name='Hop.{i}.' minEntries='0' maxEntries='unbounded'><parameter name='Name'><syntax>"
                    + "<string/></syntax></parameter></object><component ref='Fault'/></output></command>"
                    + "<event name='Done!'><parameter name='Cause'><syntax><string><enumeration value='Local'/></string></syntax></parameter></event></object>"));
    Schema schema = files.read("m-usp.xml");
    assertThat(files.findings()).isEmpty();
    SchemaNode run = schema.find("Device.D.Run()");
    assertThat(run.kind()).isEqualTo(NodeKind.COMMAND);
    assertThat(run.asynchronous()).isTrue();
    assertThat(run.child("input", true).child("Host", false).mandatory()).isTrue();
    assertThat(run.child("output", true).child("Hop", true).isTable()).isTrue();
    assertThat(run.child("output", true).child("FaultStruct", true).child("Code", false)).isNotNull();
    SchemaNode done = schema.find("Device.D.Done!");
    assertThat(done.child("Cause", false).type().enumerations()).containsExactly(Enumeration.of("Local"));
    assertThat(done.protocols()).isEqualTo(Protocols.USP);
  }

  @Test
  void documentsOfBothProtocolsBecomeOneAndEachNodeKnowsWhoseItIs() {
    files.document("m-cwmp.xml", "m-cwmp", model("<object name='Device.Both.'/><object name='Device.C.'/>"));
    files.document("m-usp.xml", "m-usp", model("<object name='Device.Both.'/><object name='Device.U.'/>"));
    Schema schema = files.read("m-cwmp.xml", "m-usp.xml");
    assertThat(schema.find("Device.Both.").protocols()).isEqualTo(Protocols.BOTH);
    assertThat(schema.find("Device.C.").protocols()).isEqualTo(Protocols.CWMP);
    assertThat(schema.find("Device.U.").protocols()).isEqualTo(Protocols.USP);
    assertThat(files.findings()).isEmpty();
  }

  @Test
  void whereTheProtocolsDifferEachHasItsOwnFactsInWhateverOrderTheFilesCome() {
    String both = "<object name='Device.Both.' minEntries='1' access='%s'><parameter name='Unset' access='%s'>%s</parameter></object>";
    files.document("m-cwmp.xml", "m-cwmp", model(both.formatted("readOnly", "readOnly", "<syntax><string/></syntax>")));
    files.document(
        "m-usp.xml",
        "m-usp",
        model(both.formatted("readWrite", "writeOnceReadOnly", "<syntax><string><size maxLength='5'/></string></syntax>")).replace("<unsignedInt/>", "<int/>"));
    for (Schema schema : List.of(files.read("m-cwmp.xml", "m-usp.xml"), files.read("m-usp.xml", "m-cwmp.xml"))) {
      assertThat(schema.find("Device.PortNumberOfEntries", Protocols.CWMP).xsd()).isEqualTo("xsd:unsignedInt");
      assertThat(schema.find("Device.PortNumberOfEntries", Protocols.USP).xsd()).isEqualTo("xsd:int");
      assertThat(schema.find("Device.PortNumberOfEntries").xsd()).as("of CWMP for who asks for both").isEqualTo("xsd:unsignedInt");
      assertThat(schema.find("Device.Both.", Protocols.CWMP).access()).isEqualTo(Access.READ_ONLY);
      assertThat(schema.find("Device.Both.", Protocols.USP).access()).isEqualTo(Access.READ_WRITE);
      SchemaNode unset = schema.root(Protocols.USP).children().getFirst().child("Both", true).child("Unset", false);
      assertThat(unset.protocols()).isEqualTo(Protocols.BOTH);
      assertThat(unset.access()).isEqualTo(Access.WRITE_ONCE);
      assertThat(unset.check("longer")).isPresent();
      assertThat(unset.as(Protocols.CWMP).check("longer")).isEmpty();
    }
    assertThat(files.findings()).isEmpty();
  }

  @Test
  void filesForTheSameProtocolKeepTheFactsOfTheFirst() {
    files.document("a-usp.xml", "a-usp", model(""));
    files.document("b-usp.xml", "b-usp", model("").replace("<unsignedInt/>", "<int/>"));
    Schema schema = files.read("a-usp.xml", "b-usp.xml");
    assertThat(schema.find("Device.PortNumberOfEntries", Protocols.USP).xsd()).isEqualTo("xsd:unsignedInt");
    assertThat(files.findings()).singleElement().asString().startsWith("b-usp.xml:2: info: 1 parameters differ").endsWith("Device.PortNumberOfEntries");
  }

  @Test
  void servicesLieBelowDeviceServicesAndTr098IsCwmpOnly() {
    files.document("s.xml", "s", "<model name='VoiceService:1.0' isService='true'><object name='VoiceService.{i}.' maxEntries='unbounded'/></model>");
    files.document("g.xml", "g", "<model name='InternetGatewayDevice:1.4'><object name='InternetGatewayDevice.'/></model>");
    Schema schema = files.read("s.xml", "g.xml");
    assertThat(schema.find("Device.Services.VoiceService.1.")).isNotNull();
    assertThat(schema.find("InternetGatewayDevice.").protocols()).isEqualTo(Protocols.CWMP);
  }

  @Test
  void newerComponentsHoldAllOfTheOlderFlattenedFileThatIsNotDeleted() {
    files.document("old-full.xml", "old-cwmp", model(PORT + "</object>"));
    files.document("part.xml", "part", "<component name='Ports'>" + PORT + "<parameter name='New' access='readOnly'><syntax><string/></syntax></parameter></object></component>");
    files.document("new-cwmp.xml", "new-cwmp", "<import file='part.xml'><component name='Ports'/></import>" + model("<component ref='Ports'/>"));
    Schema newer = files.read("new-cwmp.xml");
    List<String> missing = paths(files.read("old-full.xml").root()).stream().filter(path -> newer.find(path) == null).toList();
    assertThat(missing).isEmpty();
    assertThat(newer.find("Device.Port.1.New")).isNotNull();
  }

  private static List<String> paths(SchemaNode node) {
    return node.children().stream()
        .filter(child -> child.status() != Status.DELETED)
        .flatMap(child -> java.util.stream.Stream.concat(java.util.stream.Stream.of(child.path()), paths(child).stream()))
        .toList();
  }

  @Test
  void typesAreStringsWhenNothingElseIsKnown() {
    files.document("m.xml", "m", model("<object name='Device.T.'><parameter name='P' access='readOnly'><syntax><dataType ref='Nope'/></syntax></parameter></object>"));
    assertThat(files.read("m.xml").find("Device.T.P").type().base()).isEqualTo(BaseType.STRING);
    assertThat(files.findings()).singleElement().asString().startsWith("m.xml:2: error: ").contains("'Nope'");
  }
}
