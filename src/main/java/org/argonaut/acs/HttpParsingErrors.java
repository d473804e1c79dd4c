package org.argonaut.acs;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what the HTTP parser refuses, in one line. {@link WireWatch} writes the log line. Loaded by name, by Pekko. */
public final class HttpParsingErrors extends ParsingErrorHandler {
  @Override
  public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    return Answers.text(status.intValue(), error.withFallbackSummary("The request is no HTTP.").summary());
  }
}
