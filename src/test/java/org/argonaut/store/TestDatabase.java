package org.argonaut.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.store.embedded.DataDirectoryInUse;
import org.argonaut.store.embedded.EmbeddedPostgres;
import org.flywaydb.core.api.FlywayException;

/**
 * Real databases for tests. One server serves all test classes of the JVM (it starts in about half a second, stays in
 * {@code target/test-database} and is stopped with the JVM); each call gives a fresh, migrated database in it, in some
 * 50 ms. Use one per test class:
 *
 * <pre>{@code
 * static final ActorTestKit KIT = ActorTestKit.create(ConfigFactory.load(TestDatabase.config()));
 * static final Store STORE = Store.get(KIT.system());
 *
 * @AfterAll static void stop() { KIT.shutdownTestKit(); }
 * }</pre>
 *
 * <p>{@link #url} is for processes of their own ({@code ARGONAUT_DB_URL}); two nodes given the same one share it.
 */
public final class TestDatabase {
  private static final String TEMPLATE = "argonaut_template";
  private static final String PREFIX = "argonaut_test_";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static DatabaseUrl server;
  private static Path dataDirectory;

  private TestDatabase() {}

  /**
   * Settings with a fresh database, to be resolved with the defaults: {@code ConfigFactory.load(config())}. Remoting
   * takes any free port. Where no cluster is needed, put {@code pekko.actor.provider = local} before it: starts quicker.
   */
  public static Config config() {
    return config(url());
  }

  /** Settings with a database made before. */
  public static Config config(String url) {
    return ConfigFactory.parseMap(
        Map.of(
            "argonaut.store.url", url,
            "argonaut.store.health-interval", "100ms",
            "argonaut.store.contact-flush-interval", "100ms",
            "argonaut.node.remote-port", 0));
  }

  /** {@link #config} for tests that need no cluster. */
  public static Config localConfig() {
    return ConfigFactory.parseString("pekko.actor.provider = local").withFallback(config());
  }

  /** A fresh database. */
  public static String url() {
    DatabaseUrl url = create(PREFIX + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet());
    return "postgresql://" + url.user() + ":" + url.password() + "@" + url.host() + ":" + url.port() + "/"
        + url.database();
  }

  /**
   * Lets an embedded server in {@code dataDir} use the programs that are unpacked already; unpacking takes seconds.
   */
  public static void lendPrograms(Path dataDir) throws IOException {
    url(); // so that they are
    Files.createSymbolicLink(dataDir.resolve("postgres"), dataDirectory.resolve("postgres").toAbsolutePath());
  }

  private static synchronized DatabaseUrl create(String name) {
    try {
      if (server == null) {
        server = start();
      }
      execute(server, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
      return server.withDatabase(name);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("no test database: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseUrl start() throws IOException, InterruptedException, SQLException {
    EmbeddedPostgres postgres = open();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
    DatabaseUrl url = DatabaseUrl.of(postgres.start(), "postgres");
    for (String old : databases(url)) {
      execute(url, "DROP DATABASE IF EXISTS " + old + " WITH (FORCE)");
    }
    if (!databases(url, TEMPLATE).contains(TEMPLATE)) {
      execute(url, "CREATE DATABASE " + TEMPLATE);
    }
    try {
      Schema.prepare(url.withDatabase(TEMPLATE), TIMEOUT, TIMEOUT);
    } catch (FlywayException e) { // made by a migration that was changed since
      execute(url, "DROP DATABASE " + TEMPLATE + " WITH (FORCE)");
      execute(url, "CREATE DATABASE " + TEMPLATE);
      Schema.prepare(url.withDatabase(TEMPLATE), TIMEOUT, TIMEOUT);
    }
    return url;
  }

  private static EmbeddedPostgres open() throws IOException {
    try {
      dataDirectory = Path.of("target/test-database");
      return EmbeddedPostgres.open(settings(dataDirectory));
    } catch (DataDirectoryInUse e) { // another test run in the same checkout
      dataDirectory = Path.of("target/test-database-" + ProcessHandle.current().pid());
      return EmbeddedPostgres.open(settings(dataDirectory));
    }
  }

  private static EmbeddedPostgres.Settings settings(Path dataDir) {
    Map<String, String> parameters =
        Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "off", "max_connections", "300",
            "shared_buffers", "64MB", "jit", "off");
    return new EmbeddedPostgres.Settings(
        dataDir, 0, parameters, Duration.ofMinutes(1), Duration.ofSeconds(10), 1024 * 1024);
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> databases(DatabaseUrl url) throws SQLException {
    return databases(url, PREFIX);
  }

  private static List<String> databases(DatabaseUrl url, String prefix) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT datname FROM pg_database")) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        if (rows.getString(1).startsWith(prefix)) {
          names.add(rows.getString(1));
        }
      }
      return names;
    }
  }

  static void execute(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static Connection connect(DatabaseUrl url) throws SQLException {
    return DriverManager.getConnection(url.jdbc(), url.jdbcProperties(TIMEOUT));
  }
}
