package org.argonaut.datamodel.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.argonaut.datamodel.AtomicFile;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.json.DefinitionWriter;
import org.argonaut.datamodel.xml.BbfImporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code argonaut datamodel convert}: Broadband Forum XML to the combined JSON definition. */
@Command(
    name = "convert",
    description = "Reads Broadband Forum data models (XML, flattened or of components) and writes them as one JSON definition.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit codes: 0 written, 1 nothing written or something left out, 2 wrong usage."})
final class ConvertCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "XML files with models; those of both protocols become one.")
  private List<Path> files;

  @Option(names = "--import-path", paramLabel = "DIR", description = "Where imported files lie, besides beside those that import them; may be repeated.")
  private List<Path> importPath = new ArrayList<>();

  @Option(names = {"-o", "--output"}, paramLabel = "OUT.json", required = true, description = "The file to write; - is standard output.")
  private String output;

  @Override
  public Integer call() throws IOException {
    for (Path folder : importPath) {
      if (!Files.isDirectory(folder)) {
        throw new ParameterException(spec.commandLine(), "--import-path " + folder + " is no folder");
      }
    }
    var err = spec.commandLine().getErr();
    var out = spec.commandLine().getOut();
    Findings findings = new Findings();
    BbfImporter.Imported imported = new BbfImporter(importPath, findings).read(files);
    Printing.findings(findings, err);
    if (imported.root().children().isEmpty()) {
      err.println("argonaut: no model found, nothing written");
      return FAILED;
    }
    if (output.equals("-")) {
      DefinitionWriter.write(imported.root(), imported.models(), out);
    } else {
      try {
        AtomicFile.write(Path.of(output), writer -> write(imported, writer));
      } catch (IOException e) {
        err.println("argonaut: cannot write " + output + ": " + Printing.reason(e));
        return FAILED;
      }
      out.println(output + ": " + String.join(", ", imported.models()) + ": " + Counts.of(imported.root()));
    }
    out.flush();
    return findings.errors() == 0 ? 0 : FAILED;
  }

  private static void write(BbfImporter.Imported imported, Writer writer) throws IOException {
    DefinitionWriter.write(imported.root(), imported.models(), writer);
  }

  /** How many there are of each kind, arguments aside. */
  private record Counts(int objects, int parameters, int commands, int events) {
    static String of(Draft root) {
      Counts counts = below(root);
      return counts.objects + " objects, " + counts.parameters + " parameters, " + counts.commands + " commands, "
          + counts.events + " events";
    }

    private static Counts below(Draft draft) {
      Counts sum = new Counts(0, 0, 0, 0);
      for (Draft child : draft.children()) {
        NodeKind kind = child.kind();
        Counts inner = kind == NodeKind.OBJECT ? below(child) : new Counts(0, 0, 0, 0);
        sum =
            new Counts(
                sum.objects + inner.objects + (kind == NodeKind.OBJECT ? 1 : 0),
                sum.parameters + inner.parameters + (kind == NodeKind.PARAMETER ? 1 : 0),
                sum.commands + inner.commands + (kind == NodeKind.COMMAND ? 1 : 0),
                sum.events + inner.events + (kind == NodeKind.EVENT ? 1 : 0));
      }
      return sum;
    }
  }
}
