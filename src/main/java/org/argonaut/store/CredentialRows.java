package org.argonaut.store;

import static org.argonaut.store.Batcher.WhenFull.REFUSE_NEW;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import reactor.core.publisher.Mono;

/** Device credentials, hashed by {@code acs}. */
public final class CredentialRows {
  private static final String COLUMNS = "username, sn, ha1_md5, ha1_sha256, basic_hash, updated";
  private static final String PUT =
      """
      INSERT INTO credential (username, sn, ha1_md5, ha1_sha256, basic_hash, updated) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (username) DO UPDATE SET sn = excluded.sn, ha1_md5 = excluded.ha1_md5,
        ha1_sha256 = excluded.ha1_sha256, basic_hash = excluded.basic_hash, updated = excluded.updated
      """;

  private final Database database;
  private final Batcher<String, Optional<CredentialRow>> lookups;
  private final AsyncCache<String, Optional<CredentialRow>> cache;

  CredentialRows(Database database, StoreSettings settings) {
    this.database = database;
    this.lookups =
        new Batcher<>(
            "credential",
            database,
            settings,
            settings.batch().credential(),
            REFUSE_NEW,
            null,
            username -> 1,
            CredentialRows::lookUp);
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(settings.credentialCacheSize())
            .expireAfterWrite(settings.credentialCacheTtl())
            .buildAsync();
  }

  /** From a cache that is a few seconds old at most, misses included; null when unknown. */
  public CompletionStage<CredentialRow> get(String username) {
    return cache
        .get(Sql.storable(username), (name, executor) -> lookups.submit(name).toCompletableFuture())
        .thenApply(found -> found.orElse(null));
  }

  /** Creates or replaces. */
  public CompletionStage<Done> put(CredentialRow row) {
    return database
        .run(
            connection ->
                Sql.update(
                    connection,
                    PUT,
                    row.username(),
                    Sql.text(row.sn()),
                    Sql.text(row.ha1Md5()),
                    Sql.text(row.ha1Sha256()),
                    Sql.text(row.basicHash()),
                    row.updated()))
        .thenApply(
            count -> {
              cache.synchronous().invalidate(row.username());
              return Done.getInstance();
            });
  }

  /** False when it was unknown. */
  public CompletionStage<Boolean> delete(String username) {
    return database
        .run(connection -> Sql.update(connection, "DELETE FROM credential WHERE username = $1", username))
        .thenApply(
            count -> {
              cache.synchronous().invalidate(username);
              return count > 0;
            });
  }

  /**
   * Credentials by user name.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<CredentialRow>> list(int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where();
    if (cursor != null) {
      where.and("username > ?", cursor);
    }
    String sql = "SELECT " + COLUMNS + " FROM credential" + where + " ORDER BY username LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, CredentialRows::credential, where.parameters())
                .map(rows -> Sql.page(rows, limit, CredentialRow::username)));
  }

  StoreStats.Queue stats() {
    return lookups.stats();
  }

  private static CredentialRow credential(Readable row) {
    return new CredentialRow(
        row.get(0, String.class),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, String.class),
        row.get(4, String.class),
        Sql.instant(row, 5));
  }

  private static Mono<List<Optional<CredentialRow>>> lookUp(Connection connection, List<String> usernames) {
    Column names = Column.text(usernames.size());
    usernames.forEach(names::add);
    String sql = "SELECT " + COLUMNS + " FROM credential WHERE username = ANY($1::text[])";
    return Sql.query(connection, sql, CredentialRows::credential, names)
        .map(
            found -> {
              Map<String, CredentialRow> byName = HashMap.newHashMap(found.size());
              found.forEach(row -> byName.put(row.username(), row));
              List<Optional<CredentialRow>> inOrder = new ArrayList<>(usernames.size());
              usernames.forEach(name -> inOrder.add(Optional.ofNullable(byName.get(name))));
              return inOrder;
            });
  }
}
