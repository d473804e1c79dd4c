package org.argonaut.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.argonaut.store.embedded.EmbeddedPostgres;

/**
 * Settings {@code argonaut.store.*}; each is explained in {@code reference.conf}.
 *
 * @param url null: embedded
 * @param bulkReports how many bulk data reports of each device are kept
 */
public record StoreSettings(
    DatabaseUrl url,
    EmbeddedPostgres.Settings embedded,
    String secretKey,
    int maxConnections,
    Duration connectTimeout,
    Duration acquireTimeout,
    Duration statementTimeout,
    Duration migrationTimeout,
    Duration healthInterval,
    Duration healthTimeout,
    Batches batch,
    Duration contactFlushInterval,
    int contactLimit,
    Retention retention,
    Scripts scripts,
    long bulkReports,
    long maxFileSize,
    Duration fileGrace,
    Duration credentialCacheTtl,
    long credentialCacheSize) {

  /** Limits of each group-commit queue. */
  record Batches(
      BatchLimits load,
      BatchLimits save,
      BatchLimits event,
      BatchLimits command,
      BatchLimits parameter,
      BatchLimits credential,
      BatchLimits bulkdata) {}

  /** What is deleted when. */
  record Retention(
      Duration event, Duration command, Duration scriptLog, Duration bulkdata, Duration interval, int chunk) {}

  /** What is kept of each script. */
  record Scripts(int versions, long logLines) {}

  /** Whether this node has a database of its own, which no other node can reach. */
  public boolean isEmbedded() {
    return url == null;
  }

  /**
   * Reads {@code argonaut.store}.
   *
   * @throws IllegalArgumentException with the setting and what is wrong with it
   */
  public static StoreSettings from(Config root) {
    Config store = root.getConfig("argonaut.store");
    String url = store.getString("url").strip();
    return new StoreSettings(
        url.isEmpty() ? null : DatabaseUrl.parse(url),
        embedded(store.getConfig("embedded"), Path.of(root.getString("argonaut.node.data-dir"))),
        secretKey(store.getString("secret-key")),
        store.getInt("max-connections"),
        store.getDuration("connect-timeout"),
        store.getDuration("acquire-timeout"),
        store.getDuration("statement-timeout"),
        store.getDuration("migration-timeout"),
        store.getDuration("health-interval"),
        store.getDuration("health-timeout"),
        batches(store.getConfig("batch")),
        store.getDuration("contact-flush-interval"),
        store.getInt("contact-limit"),
        new Retention(
            store.getDuration("event-retention"),
            store.getDuration("command-retention"),
            store.getDuration("script-log-retention"),
            store.getDuration("bulkdata-retention"),
            store.getDuration("retention-interval"),
            store.getInt("retention-chunk")),
        new Scripts(store.getInt("script-versions"), store.getLong("script-log-lines")),
        store.getLong("bulkdata-reports"),
        store.getBytes("max-file-size"),
        store.getDuration("file-grace"),
        store.getDuration("credential-cache-ttl"),
        store.getLong("credential-cache-size"));
  }

  private static String secretKey(String key) {
    if (!key.isEmpty() && key.length() < 16) {
      throw new IllegalArgumentException(
          "argonaut.store.secret-key (ARGONAUT_SECRET_KEY) has " + key.length() + " characters: give it 16 or more");
    }
    return key;
  }

  private static Batches batches(Config batch) {
    return new Batches(
        BatchLimits.from(batch.getConfig("load")),
        BatchLimits.from(batch.getConfig("save")),
        BatchLimits.from(batch.getConfig("event")),
        BatchLimits.from(batch.getConfig("command")),
        BatchLimits.from(batch.getConfig("parameter")),
        BatchLimits.from(batch.getConfig("credential")),
        BatchLimits.from(batch.getConfig("bulkdata")));
  }

  private static EmbeddedPostgres.Settings embedded(Config embedded, Path dataDir) {
    Map<String, String> parameters = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : embedded.getConfig("parameters").entrySet()) {
      parameters.put(entry.getKey(), String.valueOf(entry.getValue().unwrapped()));
    }
    return new EmbeddedPostgres.Settings(
        dataDir,
        embedded.getInt("port"),
        parameters,
        embedded.getDuration("start-timeout"),
        embedded.getDuration("stop-timeout"),
        embedded.getBytes("max-log-size"));
  }

  @Override
  public String toString() { // holds a key and passwords
    return "StoreSettings[" + (url == null ? "embedded in " + embedded.dataDir() : url) + "]";
  }
}
