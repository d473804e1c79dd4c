package org.argonaut.node;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.argonaut.script.ScriptCheck;
import org.argonaut.script.functions.ScriptApi;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code argonaut script}: scripts, without a node. */
@Command(
    name = "script",
    description = "Looks at Lua scripts.",
    mixinStandardHelpOptions = true,
    subcommands = {ScriptCommand.Check.class, CommandLine.HelpCommand.class})
final class ScriptCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? check");
  }

  /** {@code argonaut script check}. Exit codes: 0 nothing wrong, 1 errors, 2 wrong usage. */
  @Command(
      name = "check",
      description = {
        "Checks scripts: syntax, calls of functions that do not exist, numbers of arguments.",
        "One line a finding: FILE:LINE:COLUMN: error|warning: text."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 wrong usage."})
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--strict", description = "Warnings count as errors for the exit code.")
    private boolean strict;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Lua files.")
    private List<Path> files;

    @Override
    public Integer call() {
      var out = spec.commandLine().getOut();
      boolean well = true;
      for (var file : files) {
        well &= check(file, out);
      }
      out.flush();
      return well ? 0 : Main.FAILED;
    }

    private boolean check(Path file, PrintWriter out) {
      boolean well = true;
      try {
        for (var finding : ScriptCheck.of(Files.readString(file, StandardCharsets.UTF_8), ScriptApi.table())) {
          out.println(
              file + ":" + finding.line() + ":" + finding.column() + ": " + (finding.isError() ? "error" : "warning")
                  + ": " + finding.text());
          well &= !finding.isError() && !strict;
        }
      } catch (CharacterCodingException e) {
        out.println(file + ":1:1: error: the file is not UTF-8");
        return false;
      } catch (IOException e) {
        out.println(file + ":1:1: error: the file cannot be read: " + e);
        return false;
      }
      return well;
    }
  }
}
