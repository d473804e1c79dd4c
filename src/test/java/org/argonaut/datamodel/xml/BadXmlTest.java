package org.argonaut.datamodel.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.argonaut.datamodel.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BadXmlTest {
  private static final String SMALL =
      """
      <model name='Device:2.0'>
      <object name='Device.' access='readOnly'>
      <parameter name='P' access='readWrite'>
      <syntax><list maxItems='3'/><string><size maxLength='10'/><pattern value='[a-z]+'/></string><default value='a'/></syntax></parameter>
      <uniqueKey functional='true'><parameter ref='P'/></uniqueKey></object>
      </model>""";

  @TempDir private Path folder;
  private XmlFolder files;

  @BeforeEach
  void open() {
    files = new XmlFolder(folder);
  }

  @Test
  void aMissingImportIsToldAtItsPlaceAndTheRestIsRead() {
    files.document(
        "m.xml",
        "m",
        "\n<import file='gone.xml' spec='urn:example:gone'><component name='C'/><dataType name='T'/></import>\n<model name='Device:2.0'>\n"
            + "<object name='Device.'>\n<component ref='C'/>\n<parameter name='P'><syntax><dataType ref='T'/></syntax></parameter></object></model>");
    Schema schema = files.read("m.xml");
    assertThat(schema.find("Device.P")).isNotNull();
    assertThat(files.findings())
        .satisfiesExactly(
            f -> assertThat(f).startsWith("m.xml:3: error: import of 'gone.xml'").contains("--import-path"),
            f -> assertThat(f).startsWith("m.xml:6: error: component 'C' comes from a file that is missing"));
  }

  @Test
  void importsCannotLeaveTheirFolders() {
    files.document("secret.xml", "s", "<component name='C'><object name='Device.Secret.'/></component>");
    files.document("in/m.xml", "m", "<import file='../secret.xml'><component name='C'/></import><model name='Device:2.0'><component ref='C'/></model>");
    assertThat(files.read("in/m.xml").find("Device.Secret.")).isNull();
    assertThat(files.findings()).first().asString().contains("import of '../secret.xml', which is not there");
  }

  @Test
  void circlesOfImportsComponentsTypesAndModelsEnd() {
    files.document("a.xml", "a", "<import file='b.xml'><component name='X'/><dataType name='T'/></import>" + using("<component ref='X'/>"));
    files.document("b.xml", "b", "<import file='a.xml'><component name='X'/><dataType name='T'/></import>");
    files.document(
        "c.xml",
        "c",
        "<dataType name='T' base='T'/><component name='X'><object name='Device.Y.'/><component ref='X'/></component>" + using("<component ref='X'/>"));
    files.document("d.xml", "d", "<model name='Device:2.0' base='Device:2.0'><object name='Device.'/></model>");
    assertThat(files.read("a.xml").find("Device.P")).isNotNull();
    assertThat(files.findings()).isNotEmpty();
    assertThat(files.read("c.xml").find("Device.Y.")).isNotNull();
    assertThat(files.findings()).anyMatch(f -> f.contains("contains itself")).anyMatch(f -> f.contains("derived from itself"));
    assertThat(files.read("d.xml").find("Device.")).isNotNull();
    assertThat(files.findings()).hasSize(1);
  }

  @Test
  @Timeout(60)
  void componentsThatDoubleWithEveryLevelEnd() {
    StringBuilder levels = new StringBuilder();
    for (int i = 0; i < 35; i++) {
      levels.append("<component name='C%d'><component ref='C%d'/><component ref='C%d'/></component>".formatted(i, i + 1, i + 1));
    }
    files.document("m.xml", "m", levels + "<component name='C35'/><model name='Device:2.0'><object name='Device.'/><component ref='C0'/></model>");
    assertThat(files.read("m.xml").find("Device.")).isNotNull();
    assertThat(files.findings()).anyMatch(f -> f.contains("more than 100000 components"));
  }

  private static String using(String component) {
    return "<model name='Device:2.0'><object name='Device.'><parameter name='P'><syntax><dataType ref='T'/></syntax></parameter></object>" + component + "</model>";
  }

  @Test
  void plainEntitiesOfTheDocumentItselfAreReadAsTextWithLinesKept() {
    files.file(
        "m.xml",
        "<?xml version='1.0'?>\n<!-- <!DOCTYPE no> -->\n<!DOCTYPE d [\n <!ENTITY digit \"[0-9]\">\n <!ENTITY two '&digit;&digit;'> <!-- > -->\n]>\n"
            + "<document spec='s'>\n<model name='Device:2.0'><object name='Device.'><parameter name='P'><syntax>"
            + "<string><pattern value='&two;'/></string></syntax></parameter>\n<parameter/></object></model></document>");
    Schema schema = files.read("m.xml");
    assertThat(schema.find("Device.P").check("42")).isEmpty();
    assertThat(schema.find("Device.P").check("4")).isPresent();
    assertThat(files.findings()).first().asString().startsWith("m.xml:9: error: ");
  }

  @Test
  @Timeout(60)
  void entitiesThatExplodeOrReachOutsideAreRefused() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE d [<!ENTITY e0 'lol lol lol lol lol lol'>");
    for (int i = 1; i < 40; i++) {
      bomb.append("<!ENTITY e").append(i).append(" '").append(("&e" + (i - 1) + ";").repeat(10)).append("'>");
    }
    files.file("bomb.xml", bomb + "]>\n<document spec='&e39;'/>");
    files.read("bomb.xml");
    assertThat(files.findings()).singleElement().asString().contains("error").contains("entities");
    files.file("outside.xml", "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<document spec='s'><model name='&x;'/></document>");
    files.read("outside.xml");
    assertThat(files.findings()).singleElement().asString().contains("error").doesNotContain("root:");
    files.file("many.xml", "<!DOCTYPE d [<!ENTITY x '" + "y".repeat(9000) + "'>]>\n<document spec='" + "&x;".repeat(1000) + "'/>");
    files.read("many.xml");
    assertThat(files.findings()).singleElement().asString().startsWith("many.xml:2: error: entities that grow");
  }

  @Test
  void whatIsNoDataModelIsToldAtItsPlace() {
    files.file("broken.xml", "<document spec='s'>\n<model name='Device:2.0'>\n<object name='Device.'>\n</model></document>");
    files.file("empty.xml", "");
    files.file("other.xml", "<html/>");
    files.file("deep.xml", "<document spec='s'>" + "<a>".repeat(1000) + "</a>".repeat(1000) + "</document>");
    files.file("binary.xml", "\u0000\u0001\u0002<<<");
    files.document("none.xml", "none", "");
    assertThat(files.read("broken.xml", "empty.xml", "other.xml", "deep.xml", "binary.xml", "none.xml", "gone.xml").size()).isZero();
    List<String> findings = files.findings();
    assertThat(findings).hasSize(7).allMatch(f -> f.contains(": error: "));
    assertThat(findings.getFirst()).startsWith("broken.xml:4: error: no well-formed XML");
  }

  @Test
  @Timeout(120)
  void mutatedDocumentsNeverDoMoreHarmThanFindings() {
    files.document("ok.xml", "ok", SMALL);
    for (int round = 0; round < 3000; round++) {
      Random random = new Random(round);
      StringBuilder text = new StringBuilder("<document spec='s'>" + SMALL + "</document>");
      for (int times = random.nextInt(1, 6); times > 0; times--) {
        mutate(text, random);
      }
      files.file("fuzz.xml", text.toString());
      files.read("fuzz.xml", "ok.xml");
      assertThat(files.findings()).as("round " + round).noneMatch(f -> f.contains("Exception"));
    }
  }

  private static void mutate(StringBuilder text, Random random) {
    List<String> spices =
        List.of("<", ">", "'", "&", "&#0;", "<!DOCTYPE a [", "]>", "<!--", "-->", "name", "base='Device.'", "<object name='{i}.'/>", "{i}",
            "<parameter base='P'/>", "<component ref='a'/>", "999999999999999999", "-1", "\u0000", "<syntax/>", "<dataType ref=''/>", ".", "..");
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + random.nextInt(20));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, spices.get(random.nextInt(spices.size())));
      case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
      default -> text.setCharAt(at, (char) random.nextInt(256));
    }
    if (text.isEmpty()) {
      text.append('<');
    }
  }
}
