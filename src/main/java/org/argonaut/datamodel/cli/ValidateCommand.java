package org.argonaut.datamodel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.argonaut.datamodel.Finding.Level;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.plugin.PluginFolder;
import org.argonaut.datamodel.plugin.PluginReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code argonaut datamodel validate}: lints JSON plugins. */
@Command(
    name = "validate",
    description = "Checks JSON plugins: one line a finding, FILE:LINE: level: what is wrong, why, and how to mend it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit codes: 0 no errors, 1 errors, 2 wrong usage."})
final class ValidateCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PLUGIN", description = "JSON plugins, or folders of them.")
  private List<Path> plugins;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      defaultValue = PluginReader.USUAL_PREFIX,
      description = "Put in for {BBF_VENDOR_PREFIX} (${DEFAULT-VALUE}).")
  private String prefix;

  @Override
  public Integer call() throws IOException {
    Findings findings = new Findings();
    PluginReader reader = new PluginReader(prefix, findings);
    int read = 0;
    for (Path plugin : plugins) {
      if (Files.isDirectory(plugin)) {
        read += PluginFolder.read(plugin, reader, findings).size();
      } else {
        reader.read(plugin);
        read++;
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    Printing.findings(findings, out);
    long warnings = findings.list().stream().filter(finding -> finding.level() == Level.WARNING).count();
    out.println(Printing.count(read, "plugin") + ": " + Printing.count(findings.errors(), "error") + ", " + Printing.count(warnings, "warning"));
    out.flush();
    return findings.errors() == 0 ? 0 : FAILED;
  }
}
