package org.argonaut.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.argonaut.store.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which server to talk to. Methods block. */
sealed interface DatabaseSource extends AutoCloseable {

  /** Where it is now; starts it when it is ours and does not run. */
  DatabaseUrl locate() throws Exception;

  /** How often it had to be started again. */
  long restarts();

  @Override
  void close() throws IOException;

  /**
   * @param onEnd called when the embedded server ended by itself
   */
  static DatabaseSource of(StoreSettings settings, Runnable onEnd) {
    return settings.url() != null ? new External(settings.url()) : new Embedded(settings, onEnd);
  }

  /** Somebody else's server. */
  record External(DatabaseUrl url) implements DatabaseSource {
    @Override
    public DatabaseUrl locate() {
      return url;
    }

    @Override
    public long restarts() {
      return 0;
    }

    @Override
    public void close() {
      // not ours to stop
    }
  }

  /** Our own server, started again whenever it dies. */
  final class Embedded implements DatabaseSource {
    private static final Logger LOG = LoggerFactory.getLogger(Embedded.class);
    private static final String DATABASE = "argonaut";

    private final EmbeddedPostgres.Settings settings;
    private final Duration connectTimeout;
    private final Runnable onEnd;
    private final AtomicLong starts = new AtomicLong();
    private EmbeddedPostgres server;
    private boolean closed;

    Embedded(StoreSettings settings, Runnable onEnd) {
      this.settings = settings.embedded();
      this.connectTimeout = settings.connectTimeout();
      this.onEnd = onEnd;
    }

    @Override
    public synchronized DatabaseUrl locate() throws IOException, InterruptedException, SQLException {
      if (closed) {
        throw new IOException("closed");
      }
      if (server == null) {
        server = EmbeddedPostgres.open(settings);
      }
      boolean running = server.server().map(ProcessHandle::isAlive).orElse(false);
      DatabaseUrl url = DatabaseUrl.of(server.start(), DATABASE);
      if (!running) {
        starts.incrementAndGet();
        createDatabase(url);
        server.ended().thenRun(this::ended);
      }
      return url;
    }

    private void ended() {
      if (!closed) {
        LOG.warn("the embedded database ended by itself: starting it again");
        onEnd.run();
      }
    }

    private void createDatabase(DatabaseUrl url) throws SQLException {
      DatabaseUrl maintenance = url.withDatabase("postgres");
      try (Connection connection =
              DriverManager.getConnection(maintenance.jdbc(), maintenance.jdbcProperties(connectTimeout));
          Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (!found.next()) {
          statement.execute("CREATE DATABASE " + DATABASE);
        }
      }
    }

    @Override
    public long restarts() {
      return Math.max(0, starts.get() - 1);
    }

    @Override
    public void close() throws IOException {
      closed = true; // before the lock: a start may be under way, and its end is not news
      synchronized (this) {
        if (server != null) {
          server.close();
        }
      }
    }
  }
}
