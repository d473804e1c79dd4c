package org.argonaut.script;

import static org.argonaut.script.ScriptNode.await;
import static org.argonaut.script.ScriptNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.argonaut.store.ScriptRow;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts kept as files in a folder. */
class ScriptFolderTest {
  @TempDir private static Path folder;
  private static ScriptNode node;

  @BeforeAll
  static void start() throws IOException {
    write("at start", "print('from a file')");
    node =
        new ScriptNode(
            "argonaut.script.folder = \"" + folder + "\"", TestDatabase.config(), List.of());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void filesAreLoadedAtStartAndRun() {
    await().until(() -> log("at start").contains("print: from a file"));
    ScriptRow row = row("at start");
    assertThat(row.origin()).isEqualTo("folder");
    assertThat(row.changedBy()).isEqualTo("folder");
  }

  @Test
  void aFileThatComesChangesAndGoesTakesItsScriptWithIt() throws IOException {
    write("comes", "print('one')");
    await().until(() -> log("comes").contains("print: one"));
    write("comes", "print('one and two')");
    await().until(() -> log("comes").contains("print: one and two"));
    assertThat(row("comes").version()).isEqualTo(2);
    Files.delete(folder.resolve("comes.lua"));
    await().until(() -> row("comes").deleted());
  }

  @Test
  void aFileThatIsNoLuaProgramLeavesWhatRunsAsItIs() throws IOException {
    write("good", "print('good')");
    await().until(() -> log("good").contains("print: good"));
    write("good", "print('good' = bad");
    await().until(() -> log("good").stream().anyMatch(line -> line.startsWith("error: the file ") && line.contains("good.lua")));
    assertThat(row("good").version()).isEqualTo(1);
    write("good", "print('good again')");
    await().until(() -> row("good").version() == 2);
  }

  @Test
  void aScriptOfTheApiStaysUnlessAFileHasItsName() throws IOException {
    node.put("by hand", "print('by hand')");
    node.put("taken over", "print('by hand')");
    write("taken over", "print('by file')");
    await().until(() -> row("taken over").origin().equals("folder"));
    assertThat(row("by hand").deleted()).isFalse();
    assertThat(row("by hand").origin()).isEqualTo("api");
  }

  /** At once, as tools that deploy do: a file that is half written might be taken otherwise. */
  private static void write(String name, String content) throws IOException {
    Path half = Files.writeString(folder.resolve(name + ".tmp"), content);
    Files.move(half, folder.resolve(name + ".lua"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ScriptRow row(String name) {
    return get(node.store().scripts().get(name));
  }

  private static List<String> log(String name) {
    return node.log(name);
  }
}
