package org.argonaut.node.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code argonaut bench NAME}: each benchmark is a subcommand with options of its own. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures this build on this machine; every ratio comes from one run.",
    subcommands = {CwmpBench.class, MemoryBench.class, PowercutBench.class, ApiBench.class, LuaBench.class, UspBench.class, ProfilesBench.class})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    var names = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "which benchmark? There are: " + names);
  }
}
