package org.argonaut.acs;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Serves requests below a path of the device port that are not CWMP; brought by {@code node}. */
@FunctionalInterface
public interface MountedHandler {

  /**
   * Serves one request; the next one of the connection comes only after the answer.
   *
   * @param remoteAddress the device's address without the port
   * @return fails only for a bug of ours, which is answered with 500
   */
  CompletionStage<HttpResponse> serve(HttpRequest request, String remoteAddress);
}
