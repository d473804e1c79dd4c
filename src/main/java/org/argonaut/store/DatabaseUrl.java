package org.argonaut.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.client.SSLMode;
import org.argonaut.store.embedded.EmbeddedPostgres;
import reactor.netty.resources.LoopResources;

/**
 * Where the database is: {@code postgresql://user:password@host:port/database?name=value}, as libpq writes it.
 *
 * @param parameters sslmode, sslrootcert, sslcert, sslkey
 */
record DatabaseUrl(
    String host, int port, String database, String user, String password, Map<String, String> parameters) {
  private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey");
  private static final String APPLICATION = "argonaut";

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException that says what is wrong, without the password
   */
  static DatabaseUrl parse(String url) {
    URI uri = uri(url);
    if (!Set.of("postgresql", "postgres").contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))) {
      throw bad("it must begin with postgresql://");
    }
    if (uri.getHost() == null) {
      throw bad("it names no host, or one that cannot be; percent-encode special characters of user and password");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (path.length() < 2) {
      throw bad("it names no database: postgresql://user:password@host:5432/DATABASE");
    }
    String[] user = uri.getRawUserInfo() == null ? new String[] {"argonaut"} : uri.getRawUserInfo().split(":", 2);
    return new DatabaseUrl(
        uri.getHost(),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        decode(path.substring(1)),
        decode(user[0]),
        user.length < 2 ? "" : decode(user[1]),
        parameters(uri.getRawQuery()));
  }

  static DatabaseUrl of(EmbeddedPostgres.Address address, String database) {
    return new DatabaseUrl(address.host(), address.port(), database, address.user(), address.password(), Map.of());
  }

  DatabaseUrl withDatabase(String name) {
    return new DatabaseUrl(host, port, name, user, password, parameters);
  }

  /** For JDBC; user and password are in {@link #jdbcProperties}. */
  String jdbc() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + java.net.URLEncoder.encode(database, UTF_8);
  }

  Properties jdbcProperties(Duration connectTimeout) {
    Properties properties = new Properties();
    properties.putAll(parameters);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", APPLICATION);
    properties.setProperty("connectTimeout", Long.toString(Math.max(1, connectTimeout.toSeconds())));
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  /** For R2DBC; statements end on the server at {@code statementTimeout}. */
  PostgresqlConnectionConfiguration r2dbc(
      Duration connectTimeout, Duration statementTimeout, LoopResources threads) {
    PostgresqlConnectionConfiguration.Builder builder =
        PostgresqlConnectionConfiguration.builder()
            .host(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
            .port(port)
            .database(database)
            .username(user)
            .password(password)
            .applicationName(APPLICATION)
            .connectTimeout(connectTimeout)
            .statementTimeout(statementTimeout)
            .lockWaitTimeout(statementTimeout)
            // All joins of ours look up a few rows by key; so they lock rows in the order they are given.
            .options(Map.of("enable_hashjoin", "off", "enable_mergejoin", "off"))
            .forceBinary(true)
            .tcpKeepAlive(true)
            .loopResources(threads)
            .autodetectExtensions(false)
            .codecRegistrar(new ColumnCodec.Registrar());
    parameters.forEach(
        (name, value) -> {
          switch (name) {
            case "sslmode" -> builder.sslMode(SSLMode.fromValue(value));
            case "sslrootcert" -> builder.sslRootCert(value);
            case "sslcert" -> builder.sslCert(value);
            case "sslkey" -> builder.sslKey(value);
            default -> throw new IllegalStateException(name);
          }
        });
    return builder.build();
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw bad("it is no URL; percent-encode special characters of user and password"); // the cause holds the password
    }
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length != 2 || !PARAMETERS.contains(parts[0])) {
        throw bad("parameter '" + parts[0] + "' is not one of " + PARAMETERS.stream().sorted().toList());
      }
      parameters.put(parts[0], decode(parts[1]));
    }
    String mode = parameters.get("sslmode");
    if (mode != null) {
      try {
        SSLMode.fromValue(mode);
      } catch (IllegalArgumentException e) {
        throw bad("sslmode '" + mode + "' is not one of disable, allow, prefer, require, verify-ca, verify-full");
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static IllegalArgumentException bad(String why) {
    return new IllegalArgumentException("argonaut.store.url (ARGONAUT_DB_URL): " + why);
  }

  @Override
  public String toString() { // never a password in a log
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }
}
