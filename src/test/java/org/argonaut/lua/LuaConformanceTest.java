package org.argonaut.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs say what the reference interpreters say of them: lua5.1, and luajit where {@code goto} is in them. {@code
 * src/test/lua/regenerate.sh} asks those anew.
 */
class LuaConformanceTest {
  private static final Path FOLDER = Path.of("src/test/resources/lua/conformance");

  @TestFactory
  Stream<DynamicContainer> programsSayWhatTheReferenceSays() throws IOException {
    List<Path> files;
    try (var all = Files.list(FOLDER)) {
      files = all.filter(f -> !f.toString().endsWith(".expected")).sorted().toList();
    }
    return files.stream().map(f -> DynamicContainer.dynamicContainer(f.getFileName().toString(), tests(f)));
  }

  @Test
  void thereAreSeveralHundredPrograms() throws IOException {
    long count = 0;
    try (var all = Files.list(FOLDER)) {
      for (Path file : all.filter(f -> !f.toString().endsWith(".expected")).toList()) {
        count += LuaPrograms.read(file).size();
      }
    }
    assertThat(count).isGreaterThan(400);
  }

  private static Stream<DynamicTest> tests(Path file) {
    List<String> programs = LuaPrograms.read(file);
    List<String> expected = LuaPrograms.expected(file);
    assertThat(expected).as("run regenerate.sh for %s", file).hasSameSizeAs(programs);
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      String program = programs.get(i);
      String wanted = expected.get(i);
      String name = (i + 1) + ": " + program.lines().findFirst().orElse("");
      tests.add(
          DynamicTest.dynamicTest(
              name, () -> assertThat(LuaPrograms.run(program)).as("of the program\n%s\n", program).isEqualTo(wanted)));
    }
    return tests.stream();
  }
}
