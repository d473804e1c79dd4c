package org.argonaut.acs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/** The HTTP answers of the device port: always with a Content-Length, and one helpful line where there is no XML. */
final class Answers {
  /** In lower case, as the standard writes it and picky CPEs compare it. */
  private static final ContentType XML = ContentTypes.create(MediaTypes.TEXT_XML, HttpCharsets.custom("utf-8"));

  private static final HttpResponse NOTHING = HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);

  private Answers() {}

  /** 200, or another status, with an envelope. */
  static HttpResponse xml(int status, byte[] envelope) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(XML, ByteString.fromArrayUnsafe(envelope)));
  }

  /** 204 without a body: the session is over. */
  static HttpResponse nothing() {
    return NOTHING;
  }

  /** A status with one line for whoever looks. */
  static HttpResponse text(int status, String line) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, ByteString.fromString(line + "\n")));
  }

  /** 401 with its challenges, in this order. */
  static HttpResponse unauthorized(List<String> challenges, String line) {
    List<HttpHeader> headers = new ArrayList<>();
    for (String challenge : challenges) {
      headers.add(RawHeader.create("WWW-Authenticate", challenge));
    }
    return text(401, line).addHeaders(headers);
  }

  /** 503: the CPE comes back by itself. */
  static HttpResponse unavailable(Duration retryAfter, String line) {
    return text(503, line).addHeader(RawHeader.create("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))));
  }

  /** 405 with what is allowed instead. */
  static HttpResponse notAllowed(String allowed, String line) {
    return text(405, line).addHeader(RawHeader.create("Allow", allowed));
  }

  /** The same answer, after which the connection is closed. */
  static HttpResponse lastOne(HttpResponse response) {
    return response.addHeader(org.apache.pekko.http.javadsl.model.headers.Connection.create("close"));
  }
}
