package org.argonaut.datamodel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code argonaut datamodel}: what can be done with data models without a device. */
@Command(
    name = "datamodel",
    description = "Imports, checks, shows and executes data models and their plugins.",
    mixinStandardHelpOptions = true,
    subcommands = {ConvertCommand.class, ValidateCommand.class, TreeCommand.class, ExecCommand.class})
public final class DatamodelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? convert, validate, tree or exec");
  }
}
