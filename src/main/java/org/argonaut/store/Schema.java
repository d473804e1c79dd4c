package org.argonaut.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;

/**
 * What a database must have before it serves: the tables of this version and the cluster's root key. Over JDBC, and
 * blocking; several nodes may do it at once.
 *
 * @param rootKey 32 random bytes, the same for all nodes
 * @param trigrams whether substring search has an index
 */
record Schema(byte[] rootKey, boolean trigrams) {
  private static final String ROOT_KEY = "root";

  /** Migrates as far as needed; nothing happens when all is done. */
  static Schema prepare(DatabaseUrl url, Duration connectTimeout, Duration migrationTimeout) throws SQLException {
    Properties properties = url.jdbcProperties(connectTimeout);
    properties.setProperty("socketTimeout", Long.toString(migrationTimeout.toSeconds()));
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(url.jdbc(), url.user(), url.password())
        .jdbcProperties(stringMap(properties))
        .locations("classpath:db/migration")
        .failOnMissingLocations(true)
        .connectRetries(0)
        .loggers("slf4j")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url.jdbc(), properties)) {
      return new Schema(rootKey(connection), hasTrigrams(connection));
    }
  }

  private static Map<String, String> stringMap(Properties properties) {
    Map<String, String> map = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }

  private static byte[] rootKey(Connection connection) throws SQLException {
    byte[] fresh = new byte[32];
    new SecureRandom().nextBytes(fresh);
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO cluster_secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING");
        PreparedStatement select =
            connection.prepareStatement("SELECT value FROM cluster_secret WHERE name = ?")) {
      insert.setString(1, ROOT_KEY);
      insert.setBytes(2, fresh);
      insert.executeUpdate();
      select.setString(1, ROOT_KEY);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  private static boolean hasTrigrams(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT to_regclass('device_search') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
