package org.argonaut.datamodel.mapping;

import static org.argonaut.datamodel.mapping.MappedDevice.leaf;
import static org.argonaut.datamodel.mapping.MappedDevice.object;
import static org.argonaut.datamodel.mapping.MappedDevice.ofSection;
import static org.argonaut.datamodel.mapping.MappedDevice.ofUci;
import static org.argonaut.datamodel.mapping.MappedDevice.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.argonaut.datamodel.Protocols;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UciMappingTest {
  @TempDir private Path folder;
  private MappedDevice device;

  @BeforeEach
  void makeDevice() {
    device = new MappedDevice(folder);
  }

  private static String uci(String body) {
    return "'mapping': [{'type': 'uci', 'uci': {" + body + "}}]";
  }

  @Test
  void anOptionOfANamedSectionIsReadAndWrittenAndTheRestOfTheFileStays() {
    device.uci("net", "# mine", "config host 'main'", "\toption addr  1.2.3.4 # old", "config host", "\toption addr '9'");
    device.plugin(2, object("Device.X_N.", leaf("Addr", "string", ofUci("net", "main", "addr")) + ", " + leaf("Second", "string", ofUci("net", "@host[1]", "addr"))));
    assertThat(device.get("Device.X_N.")).containsExactly("Device.X_N.Addr=1.2.3.4", "Device.X_N.Second=9");
    assertThat(device.set("Device.X_N.Addr", "it's")).isZero();
    assertThat(device.file("net")).isEqualTo("# mine\nconfig host 'main'\n\toption addr  'it'\\''s' # old\nconfig host\n\toption addr '9'\n");
    assertThat(device.value("Device.X_N.Addr")).isEqualTo("it's");
  }

  @Test
  void settingNothingRemovesTheOption() {
    device.uci("net", "config host 'main'", "\toption addr '1'");
    device.plugin(2, object("Device.X_N.", leaf("Addr", "string", ofUci("net", "main", "addr"))));
    assertThat(device.set("Device.X_N.Addr", "")).isZero();
    assertThat(device.file("net")).isEqualTo("config host 'main'\n");
  }

  @Test
  void aSectionThatIsNotThereReadsAsNothingAndCannotBeSet() {
    device.plugin(2, object("Device.X_N.", leaf("Addr", "string", ofUci("net", "main", "addr"))));
    assertThat(device.value("Device.X_N.Addr")).isEmpty();
    assertThat(device.set("Device.X_N.Addr", "x")).isEqualTo(9007);
    assertThat(device.config().resolve("net")).doesNotExist();
  }

  @Test
  void listsAreJoinedByCommasAndSplitByThem() {
    device.uci("net", "config host 'main'", "\tlist dns 'a'", "\tlist dns 'b c'", "\toption plain 'x  y z'");
    String list = "'section': {'name': 'main'}, 'list': {'name': '%s'}";
    device.plugin(
        2,
        object(
            "Device.X_N.",
            leaf("Dns", "string", uci("'file': 'net', " + list.formatted("dns")))
                + ", " + leaf("Plain", "string", uci("'file': 'net', " + list.formatted("plain")))
                + ", " + leaf("AsOption", "string", ofUci("net", "main", "dns"))));
    assertThat(device.get("Device.X_N.")).containsExactly("Device.X_N.Dns=a,b c", "Device.X_N.Plain=x,y,z", "Device.X_N.AsOption=a b c");
    assertThat(device.set("Device.X_N.Dns", " one , two,")).isZero();
    assertThat(device.file("net")).contains("list dns 'one'\n\tlist dns 'two'\n").doesNotContain("'a'");
    assertThat(device.set("Device.X_N.Dns", "")).isZero();
    assertThat(device.file("net")).doesNotContain("dns");
  }

  @Test
  void insideAnInstanceItsOwnSectionIsReadWhateverTheIndex() {
    device.uci("net", "config rule", "\toption p '1'", "config rule", "\toption p '2'");
    String ofType = uci("'file': 'net', 'section': {'type': 'rule', 'index': '@i-1'}, 'option': {'name': 'p'}");
    device.plugin(2, object("Device.X_R.{i}.", table("net", "rule") + ", " + leaf("P", "string", ofType)));
    assertThat(device.get("Device.X_R.")).containsExactly("Device.X_R.1.P=1", "Device.X_R.2.P=2");
    assertThat(device.set("Device.X_R.2.P", "new")).isZero();
    assertThat(device.file("net")).isEqualTo("config rule\n\toption p '1'\nconfig rule\n\toption p 'new'\n");
  }

  @Test
  void anEmptyOptionIsSoughtInAnotherSectionOnlyIfTheOwnIsOfAnotherKindOrOnCompatibleDevices() {
    device.uci("net", "config rule 'a'", "config rule 'b'", "\toption p 'of b'", "config peer", "config peer", "\toption p 'second peer'");
    String same = uci("'file': 'net', 'section': {'type': 'rule'}, 'option': {'name': 'p'}");
    String other = uci("'file': 'net', 'section': {'type': 'peer'}, 'option': {'name': 'p'}");
    device.plugin(2, object("Device.X_R.{i}.", table("net", "rule") + ", " + leaf("Same", "string", same) + ", " + leaf("Other", "string", other)));
    // Numbers do not follow the order of the file: a has 2, b has 1.
    device.uci("dmmap/dmmap_net", "config rule", "\toption section_name 'a'", "\toption instance '2'", "config rule", "\toption section_name 'b'", "\toption instance '1'");
    assertThat(device.get("Device.X_R.2.")).containsExactly("Device.X_R.2.Same=", "Device.X_R.2.Other=second peer");
    assertThat(device.get("Device.X_R.1.")).containsExactly("Device.X_R.1.Same=of b", "Device.X_R.1.Other=of b");
    device.options(MappedDevice.COMPATIBLE).restart();
    assertThat(device.get("Device.X_R.2.")).containsExactly("Device.X_R.2.Same=of b", "Device.X_R.2.Other=second peer");
  }

  @Test
  void theIndexCountsOnlyWhereThereIsNoInstanceAndNotOnCompatibleDevices() {
    device.uci("sys", "config system", "\toption zone 'A'", "config system", "\toption zone 'B'");
    String at = "'file': 'sys', 'section': {'type': 'system', 'index': '%s'}, 'option': {'name': 'zone'}";
    String none = "'file': 'sys', 'section': {'type': 'system'}, 'option': {'name': 'zone'}";
    device.plugin(
        2,
        object(
            "Device.X_S.",
            leaf("First", "string", uci(at.formatted("0"))) + ", " + leaf("Second", "string", uci(at.formatted("1"))) + ", " + leaf("None", "string", uci(none))));
    assertThat(device.get("Device.X_S.")).containsExactly("Device.X_S.First=A", "Device.X_S.Second=B", "Device.X_S.None=");
    assertThat(device.set("Device.X_S.Second", "C")).isZero();
    assertThat(device.file("sys")).contains("'A'", "'C'").doesNotContain("'B'");
    device.options(MappedDevice.COMPATIBLE).restart();
    assertThat(device.get("Device.X_S.")).containsExactly("Device.X_S.First=", "Device.X_S.Second=", "Device.X_S.None=");
  }

  @Test
  void entriesAreCountedBelowTheirParentAndSinceVersionOneOnlyWithTheWord() {
    device.uci(
        "f", "config top 'a'", "config top 'b'", "config sub", "\toption dm_parent 'a'", "config sub", "\toption dm_parent 'a'", "config sub");
    String count = "'mapping': [{'type': 'uci', 'uci': {'file': 'f', 'section': {'type': '%s'}, 'option': {'name': '%s'}}}]";
    String members =
        leaf("TopNumberOfEntries", "unsignedInt", count.formatted("top", "@Count")) + ", " + leaf("OddNumberOfEntries", "unsignedInt", count.formatted("top", "name"));
    String sub = leaf("SubNumberOfEntries", "unsignedInt", count.formatted("sub", "@Count"));
    device.plugin(2, object("Device.X_T.", members + ", " + object("Device.X_T.Top.{i}.", table("f", "top") + ", " + sub)));
    assertThat(device.get("Device.X_T."))
        .containsExactly(
            "Device.X_T.TopNumberOfEntries=2", "Device.X_T.OddNumberOfEntries=0", "Device.X_T.Top.1.SubNumberOfEntries=3", "Device.X_T.Top.2.SubNumberOfEntries=1");
    device.plugin(0, object("Device.X_V0.", leaf("OddNumberOfEntries", "unsignedInt", count.formatted("top", "name")))).restart();
    assertThat(device.value("Device.X_V0.OddNumberOfEntries")).isEqualTo("2");
  }

  @Test
  void theNameOfASectionIsReadDecodedAndSetEncodedEverywhereItIsReferredTo() {
    device.uci("f", "config top 'a'", "config sub", "\toption dm_parent 'a'", "config top '40C3A9'");
    String name = "'mapping': [{'type': 'uci', 'uci': {'file': 'f', 'section': {'type': 'top'}, 'option': {'name': '@Name'}}}]";
    device.plugin(
        2,
        object(
            "Device.X_T.{i}.", table("f", "top") + ", " + leaf("Name", "string", name) + ", " + leaf("Same", "string", ofSection("@Name"))
                + ", " + object("Device.X_T.{i}.Sub.{i}.", table("f", "sub") + ", " + leaf("P", "string", ofSection("p")))));
    assertThat(device.value("Device.X_T.*.Name")).isEqualTo("a|é");
    assertThat(device.set("Device.X_T.1.Name", "my rule")).isZero();
    assertThat(device.file("f")).contains("config top '406D792072756C65'", "option dm_parent '406D792072756C65'");
    assertThat(device.value("Device.X_T.*.Same")).isEqualTo("my rule|é");
    assertThat(device.instances("Device.X_T.")).containsExactly("Device.X_T.1", "Device.X_T.1.Sub.1", "Device.X_T.2");
    assertThat(device.file("dmmap/dmmap_f")).contains("option section_name '406D792072756C65'").doesNotContain("'a'");
    assertThat(device.set("Device.X_T.1.Name", "é")).isEqualTo(9007);
    assertThat(device.set("Device.X_T.1.Name", "")).isEqualTo(9007);
  }

  @Test
  void aliasesLiveInTheShadowAndAreMadeWhenFirstRead() {
    device.uci("f", "config top 'a'", "\toption alias 'not this'");
    device.plugin(2, object("Device.X_T.{i}.", table("f", "top") + ", " + leaf("Alias", "string", ofSection("alias"))));
    assertThat(device.value("Device.X_T.1.Alias")).isEqualTo("cpe-1");
    assertThat(device.file("dmmap/dmmap_f")).contains("option alias 'cpe-1'");
    assertThat(device.set("Device.X_T.1.Alias", "mine")).isZero();
    assertThat(device.get("Device.X_T.[mine].Alias")).containsExactly("Device.X_T.1.Alias=mine");
    assertThat(device.get("Device.X_T.[other].")).containsExactly("9005");
    assertThat(device.set("Device.X_T.1.Alias", "x".repeat(65))).isEqualTo(9007);
    assertThat(device.file("f")).contains("'not this'");
  }

  @Test
  void theShadowSectionIsReadAndWrittenByItsOwnMapping() {
    device.uci("f", "config top 'a'");
    String shadow = "'mapping': [{'type': 'dmmap_sec', 'data': '@Parent', '%s': 'note'}]";
    device.plugin(2, object("Device.X_T.{i}.", table("f", "top") + ", " + leaf("Note", "string", shadow.formatted("key")) + ", " + leaf("Notes", "string", shadow.formatted("list"))));
    assertThat(device.set("Device.X_T.1.Note", "a b")).isZero();
    assertThat(device.get("Device.X_T.1.")).containsExactly("Device.X_T.1.Note=a b", "Device.X_T.1.Notes=a,b");
    assertThat(device.set("Device.X_T.1.Notes", "c,d")).isZero();
    assertThat(device.file("dmmap/dmmap_f")).contains("list note 'c'", "list note 'd'");
    assertThat(device.file("f")).isEqualTo("config top 'a'\n");
  }

  @Test
  void secretsAreHiddenFromCwmpAndCanStillBeEmptied() {
    device.uci("f", "config top 'a'", "\toption pw 'geheim'");
    device.plugin(2, object("Device.X_T.", leaf("Password", "string", "'flags': ['Secure'], " + ofUci("f", "a", "pw"))));
    assertThat(device.get("Device.X_T.Password", Protocols.CWMP)).containsExactly("Device.X_T.Password=");
    assertThat(device.get("Device.X_T.Password", Protocols.USP)).containsExactly("Device.X_T.Password=geheim");
    assertThat(MappedDevice.code(device.model().set("Device.X_T.Password", "", null, Protocols.CWMP))).isZero();
    assertThat(device.value("Device.X_T.Password")).isEmpty();
  }

  @Test
  void ofSeveralEntriesTheFirstToGetIsReadAndAllToSetAreExecutedUntilOneFails() {
    device.uci("f", "config s 'a'", "\toption one '1'", "\toption two '2'");
    String entry = "{%s 'type': 'uci', 'uci': {'file': 'f', 'section': {'name': '%s'}, 'option': {'name': '%s'}}}";
    String both =
        "'mapping': [" + entry.formatted("'rpc': 'set',", "a", "one") + ", " + entry.formatted("'rpc': 'get',", "a", "two") + ", "
            + entry.formatted("", "a", "three") + "]";
    String failing = "'mapping': [" + entry.formatted("", "a", "four") + ", {'rpc': 'set'}]";
    String empty = "'mapping': [{'rpc': 'get'}, " + entry.formatted("", "a", "one") + "]";
    String unknown = "'mapping': [{'type': 'magic'}, " + entry.formatted("", "a", "one") + "]";
    String members = leaf("Both", "string", both) + ", " + leaf("Failing", "string", failing) + ", " + leaf("Empty", "string", empty) + ", " + leaf("Unknown", "string", unknown);
    device.plugin(2, object("Device.X_T.", members)).plugin(0, object("Device.X_V0.", leaf("Both", "string", both)));
    assertThat(device.get("Device.")).contains("Device.X_T.Both=2", "Device.X_T.Empty=", "Device.X_T.Unknown=", "Device.X_V0.Both=1");
    assertThat(device.set("Device.X_T.Both", "new")).isZero();
    assertThat(device.file("f")).isEqualTo("config s 'a'\n\toption one 'new'\n\toption two '2'\n\toption three 'new'\n");
    assertThat(device.set("Device.X_T.Failing", "x")).isEqualTo(9007);
    assertThat(device.file("f")).doesNotContain("four");
    assertThat(device.set("Device.X_T.Unknown", "x")).isEqualTo(9007);
  }

  @Test
  void filesOfTheShadowFolderAreReachedByTheirOldFolderAndNoOther() {
    device.uci("f", "config s 'a'");
    device.plugin(0, object("Device.X_T.", leaf("Old", "string", uci("'path': '/etc/bbfdm', 'file': 'dmmap_f', 'section': {'name': 'z'}, 'option': {'name': 'p'}"))
        + ", " + leaf("Bad", "string", uci("'path': '/root', 'file': 'f', 'section': {'name': 'a'}, 'option': {'name': 'p'}"))));
    device.uci("dmmap/dmmap_f", "config s 'z'", "\toption p 'from shadow'");
    assertThat(device.get("Device.X_T.")).containsExactly("Device.X_T.Old=from shadow", "Device.X_T.Bad=");
    assertThat(device.findings()).singleElement().asString().contains("plugin1.json:1: error", "\"/root\"");
  }
}
