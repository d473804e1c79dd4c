package org.argonaut.datamodel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.json.DefinitionReader.Definition;
import org.argonaut.datamodel.mapping.MappedModel;
import org.argonaut.datamodel.mapping.Options;
import org.argonaut.datamodel.mapping.Surroundings;
import org.argonaut.datamodel.mapping.Ubus;
import org.argonaut.datamodel.mapping.ubus.CommandUbus;
import org.argonaut.datamodel.mapping.ubus.FixtureUbus;
import org.argonaut.datamodel.plugin.PluginMerge;
import org.argonaut.datamodel.plugin.PluginReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code argonaut datamodel exec}: executes requests against what plugins map paths to. */
@Command(
    name = "exec",
    description = "Executes what plugins map: reads requests as JSON, one a line, and answers each with one line of JSON.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A request: {\"op\":\"get|set|add|del|operate|schema|instances\",\"path\":\"Device.X.\",",
      "\"proto\":\"cwmp|usp|both\",\"value\":\"...\",\"type\":\"xsd:int\",\"input\":{...}}; proto, type and input may be left out.",
      "Changes go to the files under --uci; what is wrong with plugins and files is told on standard error.",
      "",
      "Exit codes: 0 all lines were answered (with faults or not), 2 wrong usage."
    })
final class ExecCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--core", paramLabel = "FILE|NAME", defaultValue = "tr-181", description = "A JSON definition, or one that comes with the program (${DEFAULT-VALUE}).")
  private String core;

  @Option(names = "--plugins", paramLabel = "DIR", required = true, description = "Execute the plugins of that folder.")
  private Path plugins;

  @Option(names = "--uci", paramLabel = "DIR", required = true, description = "The device's /etc/config; instance numbers are kept in its folder dmmap.")
  private Path uci;

  @Option(names = "--ubus", paramLabel = "FILE", description = "Replies of ubus: {\"objects\": {object: {method: file beside this one}}}.")
  private Path ubus;

  @Option(names = "--system-ubus", description = "Call ubus of this machine through the program \"ubus\".")
  private boolean systemUbus;

  @Option(names = "--prefix", paramLabel = "PREFIX", defaultValue = PluginReader.USUAL_PREFIX, description = "Put in for {BBF_VENDOR_PREFIX} (${DEFAULT-VALUE}).")
  private String prefix;

  @Option(names = "--root", paramLabel = "DIR", description = "The device's file system, for dependencies on files and packages.")
  private Path root;

  @Option(names = "--allow-cli", description = "Run the programs of cli mappings; they are not run otherwise.")
  private boolean allowCli;

  @Option(names = "--bbfdm-compatible", description = "Do as today's devices also where that is odd; see docs/datamodel.md.")
  private boolean compatible;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(uci)) {
      throw new ParameterException(spec.commandLine(), "--uci " + uci + " is no folder");
    }
    Findings findings = new Findings();
    Definition definition = Models.definition(spec.commandLine(), core, findings);
    Models.merge(spec.commandLine(), plugins, prefix, new PluginMerge(definition.root(), findings), findings);
    PrintWriter err = spec.commandLine().getErr();
    Printing.findings(findings, err);
    MappedModel model = MappedModel.open(definition.schema(), uci, bus(), new Options(compatible, allowCli, root, Surroundings.NONE));
    serve(model, System.in, spec.commandLine().getOut(), err);
    return 0;
  }

  private Ubus bus() {
    if (ubus == null) {
      return systemUbus ? new CommandUbus("ubus") : Ubus.NONE;
    }
    if (systemUbus) {
      throw new ParameterException(spec.commandLine(), "--ubus or --system-ubus, not both");
    }
    try {
      return new FixtureUbus(ubus);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--ubus " + ubus + ": " + Printing.reason(e), e);
    }
  }

  private static void serve(MappedModel model, InputStream in, PrintWriter out, PrintWriter err) throws IOException {
    RequestLines lines = new RequestLines(model);
    int told = 0;
    for (byte[] line = RequestLines.next(in); line != null; line = RequestLines.next(in)) {
      String answer = lines.answer(line);
      if (!answer.isEmpty()) {
        out.println(answer);
        out.flush();
      }
      told = tell(model, told, err);
    }
  }

  /** New findings; those of one request are rarely more than one. */
  private static int tell(MappedModel model, int told, PrintWriter err) {
    List<Finding> findings = model.findings(told);
    findings.forEach(err::println);
    err.flush();
    return told + findings.size();
  }
}
