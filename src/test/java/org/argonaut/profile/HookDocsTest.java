package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference made from the table of hooks is up to date; {@code -Dargonaut.regenerate} writes it anew. */
class HookDocsTest {

  @Test
  void theReferenceIsThatOfTheTable() throws IOException {
    Path file = Path.of("docs/profile-hooks.md");
    String wanted = HookDocs.reference();
    if (Boolean.getBoolean("argonaut.regenerate")) {
      Files.writeString(file, wanted);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s is out of date: mvn test -Dtest=HookDocsTest -Dargonaut.regenerate=true", file)
        .isEqualTo(wanted);
  }
}
