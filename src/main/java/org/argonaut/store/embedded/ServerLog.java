package org.argonaut.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server prints, in two files of bounded size; the last lines are kept for error messages. */
final class ServerLog {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);
  private static final int LAST_LINES = 20;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Path file;
  private final long maxFileBytes;
  private final ArrayDeque<String> last = new ArrayDeque<>();
  private volatile Thread follower;
  private boolean failed; // used by the copying thread only

  /** At most {@code maxBytes} in {@code file} and {@code file.1} together. */
  ServerLog(Path file, long maxBytes) {
    this.file = file;
    this.maxFileBytes = maxBytes / 2;
  }

  /** Copies until the server closes its end, on a thread of its own. */
  void follow(InputStream output) {
    follower = Thread.ofPlatform().daemon().name("postgres-log").start(() -> copy(output));
  }

  /** Waits for the last words of a server that ended. */
  void finish() throws InterruptedException {
    if (follower != null) {
      follower.join(LAST_WORDS);
    }
  }

  /** What was printed last. */
  List<String> tail() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  private void copy(InputStream output) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        remember(line);
        write(line);
      }
    } catch (IOException e) {
      LOG.warn("the embedded database's output cannot be read any more: {}", e.toString());
    }
  }

  /** Opens the file for each line: the server says little, and an operator may move the file away. */
  private void write(String line) {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    try {
      if (Files.exists(file) && Files.size(file) + bytes.length > maxFileBytes) {
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      failed = false;
    } catch (IOException e) {
      if (!failed) { // once, not for each line of a full disk
        LOG.warn("cannot write the embedded database's log {}: {}", file, e.toString());
      }
      failed = true;
    }
  }

  private void remember(String line) {
    synchronized (last) {
      if (last.size() == LAST_LINES) {
        last.removeFirst();
      }
      last.addLast(line);
    }
  }
}
