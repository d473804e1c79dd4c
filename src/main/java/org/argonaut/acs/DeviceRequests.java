package org.argonaut.acs;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.argonaut.device.LogLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device port's table of paths: files under {@code /files/}, reports at {@code /bulkdata}, what was mounted ({@code /usp}), and CWMP everywhere else,
 * because CPEs post to any path they were once given.
 */
final class DeviceRequests {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceRequests.class);
  private static final String FILES = "/files/";

  private final Duration retryAfter;
  private final Map<String, MountedHandler> mounted;
  private final AcsStats stats;
  private final LogLimit bugs = new LogLimit();
  private final LogLimit failures = new LogLimit();
  private volatile Ready ready;

  /** What serves once the cluster's secrets are known. */
  record Ready(CwmpRequests cwmp, FileRequests files, BulkRequests bulk) {}

  /**
   * @param mounted handlers by path, for example of WebSocket upgrades at {@code /usp}; they also get what is below it
   */
  DeviceRequests(Duration retryAfter, Map<String, MountedHandler> mounted, AcsStats stats) {
    this.retryAfter = retryAfter;
    this.mounted = Map.copyOf(mounted);
    this.stats = stats;
  }

  /** From now on requests are served; before, they get 503. */
  void ready(Ready now) {
    ready = now;
  }

  CompletionStage<HttpResponse> serve(HttpRequest request, CpeConnection connection) {
    stats.requests.increment();
    Ready now = ready;
    if (now == null) {
      stats.unavailable.increment();
      return CompletableFuture.completedFuture(
          Answers.lastOne(Answers.unavailable(retryAfter, "Not now: the node is starting. Try again later.")));
    }
    String path = request.getUri().path();
    if (path.startsWith(FILES)) {
      return now.files().serve(request, path.substring(FILES.length()), connection);
    }
    if (BulkRequests.at(path)) {
      return now.bulk().serve(request, path, connection);
    }
    for (Map.Entry<String, MountedHandler> mount : mounted.entrySet()) {
      if (path.equals(mount.getKey()) || path.startsWith(mount.getKey() + '/')) {
        return mount.getValue().serve(request, connection.remoteAddress());
      }
    }
    return now.cwmp().serve(request, connection);
  }

  HttpResponse failed(HttpRequest request, Throwable bug, CpeConnection connection) {
    if (bugs.permit()) {
      LOG.error(
          "{}: {} {} failed by a bug of ours, CPE gets 500{}",
          connection.describe(),
          request.method().value(),
          BodyReader.printable(request.getUri().path()),
          bugs.note(),
          bug);
    }
    return Answers.lastOne(Answers.text(500, "Internal error; the node's log says more."));
  }

  void refusedByParser() {
    stats.badRequests.increment();
  }

  void closed(CpeConnection connection, Throwable failure) {
    if (failure != null && failures.permit()) {
      LOG.info("{}: connection failed: {}{}", connection.describe(), failure.getMessage(), failures.note());
    }
  }
}
