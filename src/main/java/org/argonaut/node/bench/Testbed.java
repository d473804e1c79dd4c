package org.argonaut.node.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Locale;
import org.argonaut.node.bench.load.LoadPlan;

/** Where a benchmark takes place: a temporary folder, and the processes that are ended when it is over. */
final class Testbed implements AutoCloseable {
  private final Path folder;
  private final PrintWriter progress;
  private final Deque<AutoCloseable> processes = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::end, "end-of-benchmark");

  private Testbed(Path folder, PrintWriter progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Makes the folder.
   *
   * @param progress where people see what is going on
   */
  static Testbed open(PrintWriter progress) {
    try {
      var testbed = new Testbed(Files.createTempDirectory("argonaut-bench-"), progress);
      Runtime.getRuntime().addShutdownHook(testbed.atExit);
      return testbed;
    } catch (IOException e) {
      throw new BenchFailed("cannot make a temporary folder: " + e.getMessage(), e);
    }
  }

  /** Logs and data of the processes; gone when the benchmark is over. */
  Path folder() {
    return folder;
  }

  /** Ends {@code process} with the benchmark. */
  synchronized <T extends AutoCloseable> T with(T process) {
    processes.push(process);
    return process;
  }

  @FormatMethod
  void say(@FormatString String what, Object... values) {
    progress.println(String.format(Locale.ROOT, what, values));
    progress.flush();
  }

  /** Carries the plan out and counts what it cost each side. */
  Measurement measure(ServerUnderTest server, LoadProcess generator, LoadPlan plan) {
    var before = cpu(server, generator);
    var load = generator.run(plan);
    return new Measurement(load, cpu(server, generator).minus(before));
  }

  private static Cpu cpu(ServerUnderTest server, LoadProcess generator) {
    return new Cpu(server.serverCpu(), server.databaseCpu(), generator.cpu());
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end();
  }

  private synchronized void end() {
    while (!processes.isEmpty()) {
      try {
        processes.pop().close();
      } catch (Exception e) {
        say("ending a process of the benchmark: %s", e.getMessage());
      }
    }
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(this::delete);
    } catch (IOException e) {
      say("cannot remove %s: %s", folder, e.getMessage());
    }
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      say("cannot remove %s: %s", file, e.getMessage());
    }
  }
}
