package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  @Test
  void aGoodScriptGivesNoOutput() throws IOException {
    assertThat(check(file("good.lua", "print('x')"))).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anErrorIsOneLineWithItsPlaceAndFails() throws IOException {
    Path file = file("bad.lua", "local a = 1\nlocal b = = 2\n");
    assertThat(check(file, file("good.lua", "print('x')"))).isEqualTo(1);
    assertThat(out.toString().lines()).singleElement().asString().matches(file + ":2:\\d+: error: .+");
  }

  @Test
  void warningsFailOnlyWhenStrict() throws IOException {
    Path file = file("typo.lua", "slep(1)");
    assertThat(check(file)).isZero();
    assertThat(out.toString()).contains(file + ":1:1: warning: there is no function 'slep'");
    assertThat(Main.commandLine().setOut(new PrintWriter(out)).execute("script", "check", "--strict", file.toString()))
        .isEqualTo(1);
  }

  @Test
  void aFileThatIsNotThereFails() {
    assertThat(check(folder.resolve("nothing.lua"))).isEqualTo(1);
    assertThat(out.toString()).contains("nothing.lua:1:1: error: the file cannot be read");
  }

  @Test
  void noFileIsWrongUsage() {
    assertThat(check()).isEqualTo(2);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private int check(Path... files) {
    String[] arguments = new String[files.length + 2];
    arguments[0] = "script";
    arguments[1] = "check";
    for (int i = 0; i < files.length; i++) {
      arguments[i + 2] = files[i].toString();
    }
    return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter())).execute(arguments);
  }
}
