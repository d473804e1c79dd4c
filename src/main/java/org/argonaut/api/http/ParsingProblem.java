package org.argonaut.api.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Requests that are no HTTP get a problem document too; named in the server's settings. */
public final class ParsingProblem extends ParsingErrorHandler {
  @Override
  public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    log.debug("api request that is no HTTP: {} {}", status.intValue(), error.formatPretty());
    Problem problem = Problem.of(status.intValue(), "malformed-request", "Not valid HTTP", error.summary());
    return HttpResponse.create()
        .withStatus(status.intValue())
        .withEntity(HttpEntities.create(ContentTypes.parse(Problem.CONTENT_TYPE), Json.bytes(problem.document())));
  }
}
