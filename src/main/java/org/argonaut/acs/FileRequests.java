package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.UniversalEntity;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.argonaut.device.LogLimit;
import org.argonaut.store.FileRow;
import org.argonaut.store.FileRows;
import org.argonaut.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files for Download and from Upload (TR-069 A.3.2.8, A.4.1.5): a CPE reads with a link of {@link FileLinks} or with its own
 * credentials, and writes with a link only.
 */
final class FileRequests {
  private static final Logger LOG = LoggerFactory.getLogger(FileRequests.class);
  private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  private final AcsSettings settings;
  private final FileRows rows;
  private final FileLinks links;
  private final AccessControl access;
  private final BodyReader bodies;
  private final AcsStats stats;
  private final LogLimit refused = new LogLimit();

  FileRequests(
      AcsSettings settings,
      FileRows rows,
      FileLinks links,
      AccessControl access,
      BodyReader bodies,
      AcsStats stats) {
    this.settings = settings;
    this.rows = rows;
    this.links = links;
    this.access = access;
    this.bodies = bodies;
    this.stats = stats;
  }

  /**
   * Serves one request.
   *
   * @param encodedName the rest of the path, as sent
   */
  CompletionStage<HttpResponse> serve(HttpRequest request, String encodedName, CpeConnection connection) {
    String name = decoded(encodedName);
    if (name == null || name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
      return refuse(request, Answers.text(404, "There is no file of that name."));
    }
    if (request.method() == HttpMethods.GET || request.method() == HttpMethods.HEAD) {
      return read(request, name, connection);
    }
    if (request.method() == HttpMethods.PUT || request.method() == HttpMethods.POST) {
      return write(request, name, connection);
    }
    return refuse(request, Answers.notAllowed("GET, HEAD, PUT, POST", "Files are read with GET and uploaded with PUT."));
  }

  private CompletionStage<HttpResponse> read(HttpRequest request, String name, CpeConnection connection) {
    String token = request.getUri().query().get("token").orElse(null);
    if (token == null) {
      AcsSettings.Auth configured = settings.authentication().scheme();
      AcsSettings.Auth scheme = configured == AcsSettings.Auth.NONE ? AcsSettings.Auth.BASIC_OR_DIGEST : configured;
      return access
          .authorizeFile(request, connection, scheme)
          .thenCompose(refusal -> refusal == null ? found(request, name, connection) : refuse(request, refusal));
    }
    HttpResponse refusal = refusal(links.check(name, FileLinks.Direction.READ, token), name, connection);
    return refusal == null ? found(request, name, connection) : refuse(request, refusal);
  }

  private HttpResponse refusal(FileLinks.Check check, String name, CpeConnection connection) {
    if (check == FileLinks.Check.GOOD) {
      return null;
    }
    boolean expired = check == FileLinks.Check.EXPIRED;
    stats.authenticationFailures.increment();
    if (refused.permit()) {
      LOG.warn(
          "{}: refused file {}: the link {}{}",
          connection.describe(),
          BodyReader.printable(name),
          expired ? "has expired" : "is not of our making or was changed",
          refused.note());
    }
    return Answers.text(
        403,
        expired
            ? "This link has expired: queue the transfer again to get a new one."
            : "This link is not good for this file: use it exactly as the ACS sent it.");
  }

  private CompletionStage<HttpResponse> found(HttpRequest request, String name, CpeConnection connection) {
    return bodies
        .drain(request.entity())
        .thenCompose(_ -> rows.stat(name))
        .thenApply(row -> row == null ? missing(name, connection) : content(request, row))
        .exceptionally(failure -> trouble(failure, name, connection));
  }

  private HttpResponse missing(String name, CpeConnection connection) {
    LOG.warn("{}: asked for file {}, which does not exist", connection.describe(), BodyReader.printable(name));
    return Answers.text(404, "There is no file of that name.");
  }

  private HttpResponse content(HttpRequest request, FileRow row) {
    String etag = '"' + row.sha256() + '"';
    String wanted = header(request, "If-None-Match");
    if (wanted != null && (wanted.strip().equals("*") || wanted.contains(etag))) {
      return described(HttpResponse.create().withStatus(304), row, etag);
    }
    ByteRange range = ByteRange.of(rangeStillMeant(request, row, etag) ? header(request, "Range") : null, row.size());
    if (range.kind() == ByteRange.Kind.UNSATISFIABLE) {
      return Answers.text(416, "The file has " + row.size() + " bytes.")
          .addHeader(RawHeader.create("Content-Range", "bytes */" + row.size()));
    }
    HttpResponse response = HttpResponse.create().withStatus(range.kind() == ByteRange.Kind.PART ? 206 : 200);
    if (range.kind() == ByteRange.Kind.PART) {
      long last = range.offset() + range.length() - 1;
      response =
          response.addHeader(
              RawHeader.create("Content-Range", "bytes " + range.offset() + '-' + last + '/' + row.size()));
    }
    return described(response, row, etag).withEntity(entity(row, range));
  }

  private UniversalEntity entity(FileRow row, ByteRange range) {
    if (range.length() == 0) {
      return HttpEntities.create(ContentTypes.APPLICATION_OCTET_STREAM, ByteString.emptyByteString());
    }
    Source<ByteString, NotUsed> bytes =
        rows.read(row.name(), range.offset(), range.length()).map(piece -> {
          stats.fileBytesSent.add(piece.length());
          return piece;
        });
    return HttpEntities.create(ContentTypes.APPLICATION_OCTET_STREAM, range.length(), bytes);
  }

  private static HttpResponse described(HttpResponse response, FileRow row, String etag) {
    return response
        .addHeader(RawHeader.create("ETag", etag))
        .addHeader(RawHeader.create("Last-Modified", HTTP_DATE.format(row.updated().atZone(ZoneOffset.UTC))))
        .addHeader(RawHeader.create("Accept-Ranges", "bytes"));
  }

  /** If-Range: the part is wanted only of the file the CPE has begun to read; of another one it wants all. */
  private static boolean rangeStillMeant(HttpRequest request, FileRow row, String etag) {
    String condition = header(request, "If-Range");
    if (condition == null) {
      return true;
    }
    if (condition.strip().startsWith("\"")) {
      return condition.strip().equals(etag);
    }
    try {
      Instant begun = ZonedDateTime.parse(condition.strip(), HTTP_DATE).toInstant();
      return row.updated().getEpochSecond() == begun.getEpochSecond();
    } catch (DateTimeParseException unreadable) {
      return false;
    }
  }

  private CompletionStage<HttpResponse> write(HttpRequest request, String name, CpeConnection connection) {
    String token = request.getUri().query().get("token").orElse(null);
    if (token == null) {
      return refuse(request, Answers.text(403, "Uploads need the link (?token=...) that the ACS sent."));
    }
    HttpResponse refusal = refusal(links.check(name, FileLinks.Direction.WRITE, token), name, connection);
    if (refusal != null) {
      return refuse(request, refusal);
    }
    long limit = settings.files().maxUploadSize();
    if (request.entity().getContentLengthOption().orElse(0) > limit) {
      return refuse(request, tooLarge(name, request.entity().getContentLengthOption().getAsLong(), connection));
    }
    String stored = FileLinks.uploadName(name);
    Source<ByteString, ?> content =
        request.entity().withSizeLimit(limit).getDataBytes().completionTimeout(settings.files().uploadDeadline());
    return rows.put(stored, "upload", null, null, content)
        .thenApply(row -> stored(row, connection))
        .exceptionally(failure -> notStored(failure, stored, limit, connection));
  }

  private HttpResponse stored(FileRow row, CpeConnection connection) {
    stats.filesReceived.increment();
    LOG.info("{}: uploaded {} with {} bytes", connection.describe(), BodyReader.printable(row.name()), row.size());
    return Answers.text(201, "Stored as " + row.name() + ", " + row.size() + " bytes.");
  }

  private HttpResponse notStored(Throwable failure, String name, long limit, CpeConnection connection) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof FileRows.FileTooLarge || BodyReader.overSizeLimit(cause)) {
      return tooLarge(name, limit + 1, connection);
    }
    if (cause instanceof StoreUnavailable) {
      return Answers.lastOne(trouble(failure, name, connection));
    }
    LOG.warn("{}: upload of {} broke off: {}", connection.describe(), BodyReader.printable(name), cause.toString());
    return Answers.lastOne(Answers.text(400, "The upload broke off or took too long; send it again."));
  }

  private HttpResponse tooLarge(String name, long size, CpeConnection connection) {
    LOG.warn(
        "{}: upload of {} refused, {} bytes or more are too many", connection.describe(), BodyReader.printable(name), size);
    long limit = settings.files().maxUploadSize();
    return Answers.lastOne(
        Answers.text(413, "The file is larger than " + limit + " bytes (argonaut.acs.files.max-upload-size)."));
  }

  private HttpResponse trouble(Throwable failure, String name, CpeConnection connection) {
    stats.unavailable.increment();
    LOG.warn(
        "{}: file {} cannot be served now, CPE gets 503: {}",
        connection.describe(),
        BodyReader.printable(name),
        unwrapped(failure).toString());
    return Answers.unavailable(settings.retryAfter(), "Not now: the database is away. Try again later.");
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, HttpResponse refusal) {
    return bodies.drain(request.entity()).thenApply(_ -> refusal);
  }

  private static String header(HttpRequest request, String name) {
    return request.getHeader(name).map(found -> found.value()).orElse(null);
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure.getCause() == null ? failure : failure.getCause();
  }

  /** The name behind percent escapes; null when they are broken. */
  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException brokenEscapes) {
      return null;
    }
  }
}
