package org.argonaut.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import reactor.core.publisher.Mono;

/** Firmware, configuration and uploaded files, streamed in and out in pieces. */
public final class FileRows {
  /** Bytes of one stored piece; what a reader or writer holds in memory. */
  static final int CHUNK = 1024 * 1024;

  private static final String COLUMNS = "name, type, version, model, size, sha256, updated";
  private static final String BEGIN = "INSERT INTO file_content DEFAULT VALUES RETURNING id";
  // Touching the content with each piece keeps the garbage collector away while it grows.
  private static final String PIECE =
      """
      WITH alive AS (UPDATE file_content SET garbage_since = now() WHERE id = $1 RETURNING id)
      INSERT INTO file_chunk (content, part, data) SELECT id, $2, $3 FROM alive
      """;
  private static final String TURN = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 0))) AS turn";
  private static final String PUBLISH =
      """
      WITH old AS (SELECT content FROM file WHERE name = $1 FOR UPDATE),
      retired AS (UPDATE file_content SET garbage_since = now() WHERE id IN (SELECT content FROM old)),
      kept AS (UPDATE file_content SET garbage_since = NULL WHERE id = $8)
      INSERT INTO file (name, type, version, model, size, sha256, updated, content)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (name) DO UPDATE SET type = excluded.type, version = excluded.version, model = excluded.model,
        size = excluded.size, sha256 = excluded.sha256, updated = excluded.updated, content = excluded.content
      """;
  private static final String DELETE =
      """
      WITH old AS (DELETE FROM file WHERE name = $1 RETURNING content)
      UPDATE file_content SET garbage_since = now() WHERE id IN (SELECT content FROM old)
      """;
  private static final String ABANDON = "DELETE FROM file_content WHERE id = $1";

  private final Database database;
  private final long maxSize;
  private final ClassicActorSystemProvider system;

  FileRows(Database database, StoreSettings settings, ClassicActorSystemProvider system) {
    this.database = database;
    this.maxSize = settings.maxFileSize();
    this.system = system;
  }

  /** One file without its content; null when unknown. */
  public CompletionStage<FileRow> stat(String name) {
    return database.run(
        connection ->
            Sql.query(connection, "SELECT " + COLUMNS + " FROM file WHERE name = $1", FileRows::file, name)
                .flatMap(Sql::firstOrNothing));
  }

  /**
   * Files by name.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<FileRow>> list(int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where();
    if (cursor != null) {
      where.and("name > ?", cursor);
    }
    String sql = "SELECT " + COLUMNS + " FROM file" + where + " ORDER BY name LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, FileRows::file, where.parameters())
                .map(rows -> Sql.page(rows, limit, FileRow::name)));
  }

  /** False when it was unknown. Readers that have begun may finish. */
  public CompletionStage<Boolean> delete(String name) {
    return database.run(connection -> Sql.update(connection, DELETE, name)).thenApply(count -> count > 0);
  }

  /**
   * Stores a file; replaces one of the same name at once when the last byte is in. Readers of the old content may finish.
   *
   * @return fails with {@link FileTooLarge} above {@code argonaut.store.max-file-size}
   */
  public CompletionStage<FileRow> put(
      String name, String type, String version, String model, Source<ByteString, ?> content) {
    return database
        .run(connection -> Sql.query(connection, BEGIN, row -> Sql.int8(row, 0)).map(List::getFirst))
        .thenCompose(id -> store(name, type, version, model, content, id));
  }

  private CompletionStage<FileRow> store(
      String name, String type, String version, String model, Source<ByteString, ?> content, long id) {
    FileIntake intake = new FileIntake(name, maxSize);
    return content
        .statefulMapConcat(() -> intake::pieces)
        .concatLazy(Source.lazySource(() -> Source.from(intake.rest())))
        .mapAsync(1, piece -> database.run(connection -> piece(connection, id, piece)))
        .runFold(0L, Long::sum, system)
        .thenCompose(
            parts -> {
              FileRow row =
                  new FileRow(name, type, version, model, intake.size(), intake.sha256(), Instant.now());
              return database.run(connection -> publish(connection, row, id)).thenApply(done -> row);
            })
        .exceptionallyCompose(
            error ->
                database
                    .run(connection -> Sql.update(connection, ABANDON, id))
                    .handle((count, alsoFailed) -> CompletableFuture.<FileRow>failedFuture(Failures.of(error)))
                    .thenCompose(failure -> failure));
  }

  private static Mono<Long> piece(Connection connection, long id, FileIntake.Piece piece) {
    return Sql.update(connection, PIECE, id, piece.part(), piece.bytes())
        .flatMap(
            count ->
                count == 1
                    ? Mono.just(count)
                    : Mono.error(new StoreUnavailable("the upload was interrupted for too long")));
  }

  private static Mono<Long> publish(Connection connection, FileRow row, long id) {
    Mono<Long> publish =
        Sql.update(
        connection,
        PUBLISH,
        row.name(),
        Sql.text(row.type()),
        Sql.text(row.version()),
        Sql.text(row.model()),
        row.size(),
        row.sha256(),
        row.updated(),
        id);
    // Two uploads of one name take turns, so that the second sees and retires the content of the first.
    return Sql.transaction(connection, Sql.query(connection, TURN, turn -> 1, row.name()).then(publish));
  }

  /**
   * The content from {@code offset} on, at most {@code length} bytes, read as the taker asks for it.
   *
   * @return fails with {@link NoSuchFileException} when there is no such file
   */
  public Source<ByteString, NotUsed> read(String name, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("offset " + offset + " and length " + length + " must not be negative");
    }
    return Source.lazyCompletionStage(() -> locate(name))
        .flatMapConcat(found -> found.content().map(id -> read(id, offset, Math.min(length, found.size() - offset)))
            .orElseGet(() -> Source.failed(new NoSuchFileException(name))))
        .mapMaterializedValue(value -> NotUsed.getInstance());
  }

  private record Located(Optional<Long> content, long size) {}

  private CompletionStage<Located> locate(String name) {
    return database
        .run(
            connection ->
                Sql.query(
                        connection,
                        "SELECT content, size FROM file WHERE name = $1",
                        row -> new Located(Optional.of(Sql.int8(row, 0)), Sql.int8(row, 1)),
                        name)
                    .flatMap(Sql::firstOrNothing))
        .thenApply(found -> found == null ? new Located(Optional.empty(), 0) : found);
  }

  private Source<ByteString, NotUsed> read(long content, long offset, long length) {
    return Source.unfoldAsync(
        offset,
        at -> {
          long left = offset + length - at;
          if (left <= 0) {
            return CompletableFuture.completedFuture(Optional.empty());
          }
          return slice(content, at, (int) Math.min(left, CHUNK - at % CHUNK))
              .thenApply(bytes -> Optional.of(Pair.create(at + bytes.size(), bytes)));
        });
  }

  private CompletionStage<ByteString> slice(long content, long at, int length) {
    return database.run(
        connection ->
            Sql.query(
                    connection,
                    "SELECT substring(data FROM $3 FOR $4) FROM file_chunk WHERE content = $1 AND part = $2",
                    row -> ByteString.fromArrayUnsafe(row.get(0, byte[].class)),
                    content,
                    (int) (at / CHUNK),
                    (int) (at % CHUNK) + 1,
                    length)
                .flatMap(
                    found ->
                        found.size() == 1 && found.getFirst().size() == length
                            ? Mono.just(found.getFirst())
                            : Mono.error(new StoreUnavailable("the file was replaced while it was read"))));
  }

  private static FileRow file(Readable row) {
    return new FileRow(
        row.get(0, String.class),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, String.class),
        Sql.int8(row, 4),
        row.get(5, String.class),
        Sql.instant(row, 6));
  }


  /** More bytes came than a file may have. */
  public static final class FileTooLarge extends RuntimeException {
    public FileTooLarge(String message) {
      super(message);
    }
  }
}
