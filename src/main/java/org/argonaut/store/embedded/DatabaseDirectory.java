package org.argonaut.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database's files: created once, cleared of what a dead server left, and the processes that work in them. */
final class DatabaseDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseDirectory.class);
  private static final Duration INIT_TIMEOUT = Duration.ofMinutes(2);

  private final Path dataDir;
  private final Path binaries;
  private final RunAs runAs;
  private final boolean sync;

  /**
   * @param dataDir real path of the node's data directory
   * @param sync whether what is created must survive a power cut
   */
  DatabaseDirectory(Path dataDir, Path binaries, RunAs runAs, boolean sync) {
    this.dataDir = dataDir;
    this.binaries = binaries;
    this.runAs = runAs;
    this.sync = sync;
  }

  Path path() {
    return dataDir.resolve("db");
  }

  /** The superuser's password; made on first use, readable by the owner only. */
  String password() throws IOException {
    Path file = dataDir.resolve("db-password");
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Path fresh = dataDir.resolve("db-password.new");
      writePrivate(fresh, HexFormat.of().formatHex(random));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }

  /** Creates the database cluster unless it exists; whole or not at all. */
  void initialize(String password) throws IOException, InterruptedException {
    Path db = path();
    if (Files.exists(db.resolve("PG_VERSION"))) {
      checkVersion(db);
      runAs.own(db);
      return;
    }
    Directories.deleteChildren(dataDir, "db-new"); // what a crash left
    Path fresh = Files.createDirectory(dataDir.resolve("db-new"), ownerOnly("rwx------"));
    Path passwordFile = dataDir.resolve("db-new-password");
    try {
      runAs.own(fresh);
      writePrivate(passwordFile, password);
      runAs.own(passwordFile);
      initdb(fresh, passwordFile);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Files.move(fresh, db, StandardCopyOption.ATOMIC_MOVE);
  }

  private void initdb(Path target, Path passwordFile) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(runAs.prefix());
    command.addAll(
        List.of(
            binaries.resolve("bin/initdb").toString(),
            "--pgdata=" + target,
            "--username=" + EmbeddedPostgres.USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8"));
    if (!sync) {
      command.add("--no-sync");
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).directory(dataDir.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(INIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("initdb could not create the embedded database in " + target + ": " + output.strip());
    }
  }

  private void checkVersion(Path db) throws IOException {
    String found = Files.readString(db.resolve("PG_VERSION")).strip();
    String ours = String.valueOf(binaries.getFileName());
    if (!ours.startsWith(found + ".")) {
      throw new IOException(
          db + " was made by PostgreSQL " + found + ", this is " + ours + ": dump it with the old version and restore it");
    }
  }

  /** Pid and state ({@code ready}, {@code starting} ...) as the running server wrote them. */
  Optional<ServerState> state() throws IOException {
    Path file = path().resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
      return Optional.empty(); // being written
    }
    return Optional.of(
        new ServerState(Long.parseLong(lines.getFirst().strip()), lines.size() < 8 ? "" : lines.get(7).strip()));
  }

  record ServerState(long pid, String status) {}

  /**
   * Ends a server that a killed process left behind, and its children; afterwards nobody works in the directory.
   *
   * @param patience for an orderly shutdown; then it is killed, which loses nothing but time
   */
  void evictOrphans(Duration patience) throws IOException, InterruptedException {
    List<ProcessHandle> orphans = processes();
    if (!orphans.isEmpty()) {
      LOG.info("an embedded database of an earlier run still works in {}: stopping it", path());
      signal("INT", orphans);
      if (!gone(patience)) {
        LOG.warn("the old embedded database in {} does not stop: killing it", path());
        processes().forEach(ProcessHandle::destroyForcibly);
        if (!gone(patience)) {
          throw new IOException("cannot end the processes " + processes() + " that work in " + path());
        }
      }
    }
    removeForeignPidFile();
  }

  /** PostgreSQL clears a dead server's pid file itself, but not when that pid is somebody else's by now. */
  private void removeForeignPidFile() throws IOException {
    Optional<ServerState> state = state();
    if (state.isPresent() && ProcessHandle.of(state.get().pid()).isPresent()) {
      LOG.info("{} names process {}, which is not a database of ours: removing it", path(), state.get().pid());
      Files.deleteIfExists(path().resolve("postmaster.pid"));
    }
  }

  private boolean gone(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!processes().isEmpty()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  /** Only the server itself is told, its children follow; children without a parent end on their own. */
  private void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
    for (ProcessHandle process : processes) {
      if (isPostmaster(process.pid())) {
        signal(name, process.pid());
      }
    }
  }

  /** Sends a signal that {@link ProcessHandle} cannot. */
  void signal(String name, long pid) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(runAs.prefix());
    command.addAll(List.of(binaries.resolve("bin/pg_ctl").toString(), "kill", name, Long.toString(pid)));
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor(5, TimeUnit.SECONDS);
  }

  /** All that have this directory as their working directory: a server and its children. */
  private List<ProcessHandle> processes() throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (worksHere(process)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private boolean worksHere(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(path())
          && Files.readString(process.resolve("comm")).startsWith("postgres");
    } catch (IOException e) {
      return false; // ended meanwhile, or somebody else's
    }
  }

  private static boolean isPostmaster(long pid) {
    try {
      String commandLine = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return commandLine.contains("bin/postgres\0"); // children rename themselves "postgres: ..."
    } catch (IOException e) {
      return false; // ended meanwhile
    }
  }

  private static void writePrivate(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, ownerOnly("rw-------"));
    Files.writeString(file, text, StandardOpenOption.WRITE);
  }

  private static java.nio.file.attribute.FileAttribute<?> ownerOnly(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
