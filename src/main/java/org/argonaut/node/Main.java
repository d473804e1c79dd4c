package org.argonaut.node;

import java.io.PrintWriter;
import org.argonaut.cpe.CpeCommand;
import org.argonaut.datamodel.cli.DatamodelCommand;
import org.argonaut.node.bench.BenchCommand;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage or settings. */
@Command(
    name = "argonaut",
    description = "A clustered TR-069 ACS and TR-369 controller.",
    mixinStandardHelpOptions = true,
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      CpeCommand.class,
      ScriptCommand.class,
      ProfileCommand.class,
      DatamodelCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "And, by the launcher: argonaut test installs what the tests need and runs them.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or settings."
    })
public final class Main implements Runnable {
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    int status = commandLine().execute(arguments);
    Logging.flush();
    System.exit(status);
  }

  /** The whole command line, for {@link #main} and for tests. */
  static CommandLine commandLine() {
    var line =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((failure, _) -> wrongUsage(failure))
            .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command.getErr()));
    giveVersion(line);
    return line;
  }

  private static void giveVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Main::giveVersion);
  }

  private static int wrongUsage(ParameterException failure) {
    var command = failure.getCommandLine();
    var err = command.getErr();
    err.println("argonaut: " + failure.getMessage());
    err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return WRONG_USAGE;
  }

  /** What a user can mend is one line; anything else is our mistake and goes to the log with its trace. */
  private static int failed(Exception failure, PrintWriter err) {
    switch (failure) {
      case InvalidSettings e -> {
        e.getMessage().lines().forEach(line -> err.println("argonaut: " + line));
        return WRONG_USAGE;
      }
      case CommandFailed e -> {
        err.println("argonaut: " + e.getMessage());
        return FAILED;
      }
      default -> {
        LoggerFactory.getLogger(Main.class).error("unexpected failure; please report it", failure);
        err.println("argonaut: unexpected failure: " + Configuration.oneLine(failure));
        return FAILED;
      }
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /** The version Maven wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"argonaut " + number()};
    }

    static String number() {
      var version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
