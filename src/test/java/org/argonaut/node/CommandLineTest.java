package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TestFactory
  List<DynamicTest> everyCommandHasHelpAndAVersion() {
    var tests = new ArrayList<DynamicTest>();
    collect(Main.commandLine(), List.of(), tests);
    return tests;
  }

  private void collect(CommandLine line, List<String> path, List<DynamicTest> tests) {
    if (line.getCommandSpec().helpCommand()) {
      return;
    }
    tests.add(
        DynamicTest.dynamicTest(
            "argonaut " + String.join(" ", path),
            () -> {
              assertThat(run(with(path, "--help"))).isZero();
              assertThat(out.toString()).contains("Usage: argonaut").contains("--help");
              assertThat(run(with(path, "--version"))).isZero();
              assertThat(out.toString()).contains("argonaut ");
            }));
    line.getSubcommands().forEach((name, sub) -> collect(sub, List.of(with(path, name)), tests));
  }

  @Test
  void anUnknownCommandIsWrongUsageInTwoLines() {
    assertThat(run("nonsense")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2).last().asString().isEqualTo("See 'argonaut --help'.");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("bench")).isEqualTo(2);
  }

  @Test
  void aSettingsFileThatIsNotThereIsWrongUsageInOneLine() {
    assertThat(run("up", "--config", "/nowhere.conf")).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("/nowhere.conf");
  }

  private int run(String... arguments) {
    return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
  }

  private static String[] with(List<String> path, String last) {
    var all = new ArrayList<>(path);
    all.add(last);
    return all.toArray(String[]::new);
  }
}
