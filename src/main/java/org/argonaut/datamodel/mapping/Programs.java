package org.argonaut.datamodel.mapping;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.argonaut.datamodel.mapping.Template.Given;
import org.argonaut.datamodel.plugin.Mapping;

/** Runs programs: a fixed list of arguments and no shell, nothing to read, a deadline, and a limit to what they print. */
public final class Programs {
  private static final int MOST_OUTPUT = 16 << 20;

  private Programs() {}

  /** What running came to. */
  public sealed interface Outcome {}

  /**
   * It ended by itself.
   *
   * @param output what it printed; errors are thrown away
   */
  public record Ended(int exit, String output) implements Outcome {}

  /** It could not be started, took too long, or printed too much; it does not run any more. */
  public record Broken(String why) implements Outcome {}

  /** The program of a mapping and its arguments, symbols replaced; each stays one argument whatever is in it. */
  static List<String> command(Mapping.Cli cli, int version, Given given) {
    List<String> command = new ArrayList<>();
    command.add(cli.command());
    cli.arguments().forEach(argument -> command.add(Template.of(argument, version).resolve(given)));
    return command;
  }

  /** Runs a program and waits for its end. */
  public static Outcome run(List<String> command, Duration deadline) {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
    } catch (IOException | RuntimeException e) {
      return new Broken("cannot be started: " + e.getMessage());
    }
    CompletableFuture<byte[]> output = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read(process, output));
    try {
      byte[] printed = output.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (printed.length > MOST_OUTPUT) {
        return new Broken("printed more than " + (MOST_OUTPUT >> 20) + " MB");
      }
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        return new Broken("closed its output but did not end");
      }
      return new Ended(process.exitValue(), new String(printed, StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      return new Broken("did not end within " + deadline.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Broken("cannot be read: " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Broken("was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** One byte more than permitted shows that there was more. */
  private static void read(Process process, CompletableFuture<byte[]> to) {
    try (InputStream in = process.getInputStream()) {
      to.complete(in.readNBytes(MOST_OUTPUT + 1));
    } catch (IOException e) {
      to.completeExceptionally(e);
    }
  }
}
