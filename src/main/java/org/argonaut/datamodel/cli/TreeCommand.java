package org.argonaut.datamodel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.json.DefinitionReader.Definition;
import org.argonaut.datamodel.plugin.Change;
import org.argonaut.datamodel.plugin.PluginMerge;
import org.argonaut.datamodel.plugin.PluginReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code argonaut datamodel tree}: the data model with plugins merged in, or what they did to it. */
@Command(
    name = "tree",
    description = "Prints a data model with plugins merged in: one path a line, its type, whether it can be set, who sees it, where it comes from.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit codes: 0 printed, 1 nothing to print or errors in plugins, 2 wrong usage."})
final class TreeCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int SUGGESTIONS = 5;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "Print that path and what is below it only.")
  private String path;

  @Option(names = "--core", paramLabel = "FILE|NAME", defaultValue = "tr-181", description = "A JSON definition, or one that comes with the program (${DEFAULT-VALUE}).")
  private String core;

  @Option(names = "--plugins", paramLabel = "DIR", description = "Merge the plugins of that folder, in the order of their names.")
  private Path plugins;

  @Option(names = "--protocol", paramLabel = "cwmp|usp", description = "What that protocol sees only.")
  private String protocol;

  @Option(names = "--prefix", paramLabel = "PREFIX", defaultValue = PluginReader.USUAL_PREFIX, description = "Put in for {BBF_VENDOR_PREFIX} (${DEFAULT-VALUE}).")
  private String prefix;

  @Option(names = "--report", description = "Print what each plugin extended, overwrote, excluded or conflicted with, instead of the tree.")
  private boolean report;

  @Override
  public Integer call() {
    Protocols asker = asker();
    Findings findings = new Findings();
    Definition definition = Models.definition(spec.commandLine(), core, findings);
    PluginMerge merge = new PluginMerge(definition.root(), findings);
    if (plugins != null) {
      Models.merge(spec.commandLine(), plugins, prefix, merge, findings);
    }
    Printing.findings(findings, spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    boolean printed = report ? printReport(merge.changes(), out) : printTree(definition.schema(), asker, out);
    out.flush();
    return printed && findings.errors() == 0 ? 0 : FAILED;
  }

  private Protocols asker() {
    return switch (protocol) {
      case null -> Protocols.BOTH;
      case "cwmp" -> Protocols.CWMP;
      case "usp" -> Protocols.USP;
      default -> throw new ParameterException(spec.commandLine(), "--protocol is cwmp or usp, not " + protocol);
    };
  }

  private static boolean printReport(List<Change> changes, PrintWriter out) {
    Map<String, List<Change>> byFile =
        changes.stream().collect(Collectors.groupingBy(Change::file, java.util.LinkedHashMap::new, Collectors.toList()));
    byFile.forEach(
        (file, ofFile) -> {
          out.println(file);
          for (Change change : ofFile) {
            String text = change.text().isEmpty() ? "" : " (" + change.text() + ")";
            out.printf("  %-9s %s%s, line %d%n", change.kind().word(), change.path(), text, change.line());
          }
        });
    if (changes.isEmpty()) {
      out.println("no plugin changed anything");
    }
    return true;
  }

  private boolean printTree(Schema schema, Protocols asker, PrintWriter out) {
    if (path == null) {
      schema.root(asker).children().forEach(child -> print(child, asker, out));
      return true;
    }
    SchemaNode node = schema.find(path, asker);
    if (node == null) {
      List<String> near = schema.complete(path, asker, SUGGESTIONS);
      String advice = near.isEmpty() ? "; objects end with a dot, instances are {i}" : "; there is " + String.join(", ", near);
      spec.commandLine().getErr().println("argonaut: no \"" + path + "\" in the data model" + advice);
      return false;
    }
    print(node, asker, out);
    return true;
  }

  private static void print(SchemaNode node, Protocols asker, PrintWriter out) {
    if (!node.protocols().visibleTo(asker)) {
      return;
    }
    StringBuilder line = new StringBuilder(node.path()).append("  ").append(facts(node));
    if (asker == Protocols.BOTH && node.differsByProtocol()) {
      String usp = facts(node.as(Protocols.USP));
      line.append(usp.equals(facts(node)) ? "" : " (usp: " + usp + ")");
    }
    line.append(' ').append(String.join(",", node.protocols().words()));
    if (node.source() != null) {
      line.append(" [").append(node.source().file()).append(':').append(node.source().line()).append(']');
    }
    out.println(line);
    node.children().forEach(child -> print(child, asker, out));
  }

  private static String facts(SchemaNode node) {
    String access =
        switch (node.access()) {
          case READ_ONLY -> "";
          case READ_WRITE -> node.isTable() ? " add/delete" : " writable";
          case WRITE_ONCE -> " writable once";
        };
    return type(node) + access + (node.mandatory() ? " mandatory" : "");
  }

  private static String type(SchemaNode node) {
    return switch (node.kind()) {
      case OBJECT -> node.isTable() ? "table" : "object";
      case PARAMETER -> (node.type().list() == null ? "" : "list of ") + node.type().base().word();
      case COMMAND -> node.asynchronous() ? "async command" : "command";
      case EVENT -> "event";
      case INPUT -> "input";
      case OUTPUT -> "output";
    };
  }
}
