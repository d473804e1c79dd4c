package org.argonaut.datamodel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.json.BuiltInModels;
import org.argonaut.datamodel.json.DefinitionReader;
import org.argonaut.datamodel.json.DefinitionReader.Definition;
import org.argonaut.datamodel.plugin.PluginFolder;
import org.argonaut.datamodel.plugin.PluginMerge;
import org.argonaut.datamodel.plugin.PluginReader;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Models and plugins as options name them. */
final class Models {
  private Models() {}

  /** The core model: a file, or one that comes with the program. */
  static Definition definition(CommandLine command, String core, Findings findings) {
    if (BuiltInModels.NAMES.contains(core)) {
      return BuiltInModels.read(core);
    }
    try {
      return DefinitionReader.read(Path.of(core), findings);
    } catch (IOException e) {
      throw new ParameterException(
          command, "--core " + core + ": " + Printing.reason(e) + "; it is a file or one of " + String.join(", ", BuiltInModels.NAMES), e);
    }
  }

  /** Merges the plugins of a folder. */
  static void merge(CommandLine command, Path plugins, String prefix, PluginMerge merge, Findings findings) {
    try {
      PluginFolder.read(plugins, new PluginReader(prefix, findings), findings).forEach(merge::add);
    } catch (IOException e) {
      String reason = Files.exists(plugins) ? "is no folder that can be read" : "no such folder";
      throw new ParameterException(command, "--plugins " + plugins + ": " + reason, e);
    }
  }
}
