package org.argonaut.datamodel.mapping;

import static org.argonaut.datamodel.mapping.MappedDevice.leaf;
import static org.argonaut.datamodel.mapping.MappedDevice.object;
import static org.argonaut.datamodel.mapping.MappedDevice.ofSection;
import static org.argonaut.datamodel.mapping.MappedDevice.ofUci;
import static org.argonaut.datamodel.mapping.MappedDevice.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesOfOthersTest {
  @TempDir private Path folder;
  private MappedDevice device;

  @BeforeEach
  void makeDevice() {
    device = new MappedDevice(folder);
    device.uci("f", "config s 'a'", "\toption o '1'", "\toption r '1'", "config top 'x'");
    device.plugin(
        2,
        object("Device.X_T.", leaf("P", "string", ofUci("f", "a", "o")) + ", " + leaf("R", "string", ofUci("f", "a", "r")) + ", " + leaf("G", "string", ofUci("g", "a", "o")))
            + ", " + object("Device.X_I.{i}.", table("f", "top") + ", " + leaf("V", "string", ofSection("v"))));
  }

  private Path file() {
    return device.config().resolve("f");
  }

  @Test
  void aFileThatChangedIsReadAgainEvenIfItsSizeAndDateAreTheSame() throws IOException {
    assertThat(device.value("Device.X_T.P")).isEqualTo("1");
    FileTime time = Files.getLastModifiedTime(file());
    Files.writeString(file(), device.file("f").replace("'1'", "'2'"));
    Files.setLastModifiedTime(file(), time);
    assertThat(device.value("Device.X_T.P")).isEqualTo("2");
    Files.delete(file());
    assertThat(device.value("Device.X_T.P")).isEmpty();
  }

  @Test
  void changesOfOthersAreCountedAndOwnOnesAreNot() throws IOException {
    MappedModel model = device.model();
    Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minusSeconds(60)));
    long first = model.generation();
    device.get("Device.");
    device.set("Device.X_T.P", "mine");
    assertThat(model.generation()).isEqualTo(first);
    device.uci("f", "config s 'a'", "\toption o 'theirs'");
    long second = model.generation();
    assertThat(second).isNotEqualTo(first);
    assertThat(model.generation()).isEqualTo(second);
    device.uci("g", "config s 'a'");
    assertThat(model.generation()).isNotEqualTo(second);
    Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minusSeconds(30)));
    assertThat(model.generation()).isEqualTo(second + 1);
  }

  @Test
  void ownChangesGoOnTopOfThoseOthersMadeBefore() {
    assertThat(device.value("Device.X_T.P")).isEqualTo("1");
    device.uci("f", "config s 'a'", "\toption o '1'", "\toption r 'theirs'");
    assertThat(device.set("Device.X_T.P", "mine")).isZero();
    assertThat(device.file("f")).isEqualTo("config s 'a'\n\toption o 'mine'\n\toption r 'theirs'\n");
  }

  @Test
  void whatIsBegunIsSeenAtOnceAndWrittenWhenCommitted() {
    MappedModel model = device.model();
    String before = device.file("f");
    model.begin();
    assertThat(device.set("Device.X_T.P", "2")).isZero();
    assertThat(device.add("Device.X_I.")).isEqualTo(2);
    assertThat(device.set("Device.X_I.2.V", "v")).isZero();
    assertThat(device.value("Device.X_T.P")).isEqualTo("2");
    assertThat(device.file("f")).isEqualTo(before);
    assertThat(model.commit().fault()).isNull();
    assertThat(device.file("f")).contains("option o '2'", "config top 'top_2'\n\toption v 'v'");
  }

  @Test
  void whatIsRevertedNeverWas() {
    MappedModel model = device.model();
    String before = device.file("f");
    model.begin();
    device.set("Device.X_T.P", "2");
    device.add("Device.X_I.");
    device.delete("Device.X_I.1.");
    model.revert();
    assertThat(device.value("Device.X_T.P")).isEqualTo("1");
    assertThat(device.instances("Device.X_I.")).containsExactly("Device.X_I.1");
    assertThat(device.file("f")).isEqualTo(before);
    assertThat(device.add("Device.X_I.")).isEqualTo(2);
  }

  @Test
  void changesOfOthersInBetweenAreNeverOverwritten() {
    MappedModel model = device.model();
    model.begin();
    device.set("Device.X_T.P", "mine");
    device.uci("f", "config s 'a'", "\toption o 'theirs'");
    Fault fault = model.commit().fault();
    assertThat(fault.cwmp()).isEqualTo(9002);
    assertThat(fault.text()).contains("changed by somebody else");
    assertThat(device.file("f")).contains("'theirs'");
    assertThat(device.value("Device.X_T.P")).isEqualTo("theirs");
  }

  @Test
  void ofSeveralFilesNoneIsWrittenIfOthersChangedOne() {
    device.uci("g", "config s 'a'", "\toption o 'g1'");
    MappedModel model = device.model();
    model.begin();
    device.set("Device.X_T.P", "mine");
    device.set("Device.X_T.G", "mine");
    device.uci("g", "config s 'a'", "\toption o 'theirs'");
    String before = device.file("f");
    assertThat(model.commit().fault()).isNotNull();
    assertThat(device.file("f")).isEqualTo(before);
  }

  @Test
  void brokenQuotingTellsItsPlaceAndTheRestWorks() {
    device.uci("f", "config s 'a'", "\toption o 'fine'", "\toption r 'broken");
    assertThat(device.get("Device.X_T.")).containsExactly("Device.X_T.P=fine", "Device.X_T.R=", "Device.X_T.G=");
    assertThat(device.findings()).singleElement().asString().contains("f:3: error: a quote without its end");
    assertThat(device.set("Device.X_T.P", "new")).isZero();
    assertThat(device.file("f")).isEqualTo("config s 'a'\n\toption o 'new'\n\toption r 'broken\n");
  }

  @Test
  void namesThatLeaveTheFolderAreRefused() throws IOException {
    Files.writeString(folder.resolve("secret"), "config s 'a'\n\toption o 'secret'\nconfig top 'x'\n");
    String outside = object("Device.X_O.", leaf("P", "string", ofUci("../secret", "a", "o")));
    String tables =
        object("Device.X_Q.{i}.", table("f", "top").replace("dmmap_f", "../../secret") + ", " + leaf("V", "string", ofSection("o"))) + ", "
            + object("Device.X_W.{i}.", table("../secret", "top"));
    device.plugin(2, outside + ", " + tables).restart();
    assertThat(device.get("Device.")).contains("Device.X_O.P=").noneMatch(line -> line.contains("X_Q") || line.contains("X_W"));
    assertThat(device.set("Device.X_O.P", "x")).isEqualTo(9007);
    assertThat(device.add("Device.X_Q.")).isEqualTo(9005);
    assertThat(device.findings()).anySatisfy(f -> assertThat(f).contains("plugin2.json:1: error", "\"../secret\" is no name of a UCI file"));
    assertThat(Files.readString(folder.resolve("secret"))).contains("secret").doesNotContain("'x'\n\t");
  }

  @Test
  void ifOneFileCannotBeWrittenNoneIs() throws IOException {
    Files.createSymbolicLink(device.config().resolve("h"), folder.resolve("nowhere/h"));
    device.plugin(2, object("Device.X_H.{i}.", table("h", "top").replace("dmmap_h", "dmmap_f")));
    device.get("Device.");
    String numbers = device.file("dmmap/dmmap_f");
    assertThat(device.add("Device.X_H.")).isEqualTo(9002);
    assertThat(device.file("dmmap/dmmap_f")).isEqualTo(numbers);
    assertThat(device.instances("Device.")).containsExactly("Device.X_I.1");
  }

  @Test
  void withoutAFolderForNumbersThereAreValuesAndNoChanges() throws IOException {
    Files.writeString(device.config().resolve("dmmap"), "a file where the folder should be");
    String before = device.file("f");
    assertThat(device.get("Device.X_T.P")).containsExactly("Device.X_T.P=1");
    device.get("Device.X_I.");
    assertThat(device.add("Device.X_I.")).isIn(9002, 9005);
    assertThat(device.findings()).isNotEmpty();
    assertThat(device.file("f")).isEqualTo(before);
  }
}
