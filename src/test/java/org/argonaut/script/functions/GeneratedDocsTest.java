package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.argonaut.lua.LuaProgram;
import org.argonaut.script.FunctionDocs;
import org.junit.jupiter.api.Test;

/** The files made from the table of functions are up to date; {@code -Dargonaut.regenerate} writes them anew. */
class GeneratedDocsTest {

  @Test
  void theAnnotationsForEditorsAreThoseOfTheTable() throws Exception {
    String annotations = FunctionDocs.annotations(ScriptApi.table());
    LuaProgram.compile(annotations, "argonaut.lua");
    check(Path.of("lua/argonaut.lua"), annotations);
  }

  @Test
  void theReferenceIsThatOfTheTable() throws IOException {
    check(Path.of("docs/script-functions.md"), FunctionDocs.reference(ScriptApi.table()));
  }

  private static void check(Path file, String wanted) throws IOException {
    if (Boolean.getBoolean("argonaut.regenerate")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, wanted);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s is out of date: mvn test -Dtest=GeneratedDocsTest -Dargonaut.regenerate=true", file)
        .isEqualTo(wanted);
  }
}
