package org.argonaut.node.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM started by a benchmark: the same Java, class path and flags as this one. */
final class ChildProcess implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
  private static final int LOG_LINES_SHOWN = 5;

  /** Flags of ours that a child does not inherit: debuggers and agents, and the heap, which it is given. */
  private static final List<String> NOT_INHERITED =
      List.of("-agentlib", "-agentpath", "-javaagent", "-Xmx", "-Xms", "-XX:MaxRAMPercentage", "-XX:StartFlightRecording");

  private final String name;
  private final Path log;
  private final Process process;
  private final Writer requests;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    Thread.ofVirtual().name("answers-of-" + name).start(this::readAnswers);
  }

  /**
   * Starts {@link ChildMain}.
   *
   * @param name for messages and the log file {@code NAME.log} in {@code folder}, to which a further start appends
   * @param heap maximum, as the JVM writes it: {@code 2g}
   * @param environment settings of Argonaut; those of this process are not inherited
   */
  static ChildProcess start(String name, Path folder, String heap, Map<String, String> environment, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
        .forEach(command::add);
    command.add("-Xmx" + heap);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName()));
    command.addAll(arguments);
    var log = folder.resolve(name + ".log");
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("ARGONAUT_"));
    builder.environment().putAll(environment);
    builder.directory(new File(folder.toString()));
    try {
      return new ChildProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new BenchFailed("cannot start the process of the " + name + ": " + e.getMessage(), e);
    }
  }

  /** Asks and waits for the answer. */
  <T> T ask(String request, Class<T> type, Duration limit) {
    try {
      requests.write(request + "\n");
      requests.flush();
      var deadline = System.nanoTime() + limit.toNanos();
      while (System.nanoTime() < deadline) {
        var answer = answers.poll(200, TimeUnit.MILLISECONDS);
        if (answer != null) {
          return BenchJson.mapper().readValue(answer, type);
        }
        requireAlive();
      }
      throw new BenchFailed("the " + name + " did not answer within " + limit.toSeconds() + " s" + logTail());
    } catch (JsonProcessingException e) {
      throw new BenchFailed("the " + name + " answered what cannot be read: " + e.getOriginalMessage() + logTail(), e);
    } catch (IOException e) {
      throw new BenchFailed("the " + name + " is gone" + logTail(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailed("interrupted", e);
    }
  }

  /**
   * Fails when the process has ended.
   *
   * @throws BenchFailed with the end of its log
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new BenchFailed("the " + name + " ended with status " + process.exitValue() + logTail());
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends the process as SIGTERM does, or by force when that takes too long. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void readAnswers() {
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ChildMain.MARK)) {
          answers.add(line.substring(ChildMain.MARK.length()));
        }
      }
    } catch (IOException e) {
      // The stream breaks when the process is ended: whoever waits for an answer sees that it is gone.
      answers.clear();
    }
  }

  private String logTail() {
    try {
      var lines = Files.readAllLines(log);
      var last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
      return last.isEmpty() ? "" : "; the end of its log:" + System.lineSeparator() + String.join(System.lineSeparator(), last);
    } catch (IOException e) {
      return "; its log cannot be read: " + e.getMessage();
    }
  }
}
