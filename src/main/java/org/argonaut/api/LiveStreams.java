package org.argonaut.api;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Response;

/** Answers that go on until somebody ends them: so many at once, and all end when the node stops. */
final class LiveStreams {
  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final SharedKillSwitch stop = KillSwitches.shared("api-live-streams");

  LiveStreams(ApiSettings settings) {
    this.most = settings.maxEventStreams();
  }

  /**
   * Streams to one client.
   *
   * @throws Problem 503 when there are too many already
   */
  Response answer(String contentType, Source<ByteString, NotUsed> content) throws Problem {
    if (open.get() >= most) {
      throw Problem.unavailable("This node serves " + most + " live streams already", 10);
    }
    return Response.stream(200, contentType, counted(content.via(stop.flow())), -1)
        .withHeader("Cache-Control", "no-store")
        .withHeader("X-Accel-Buffering", "no");
  }

  private Source<ByteString, NotUsed> counted(Source<ByteString, NotUsed> content) {
    return content.watchTermination(
        (mat, done) -> {
          open.incrementAndGet();
          done.whenComplete((_, _) -> open.decrementAndGet());
          return mat;
        });
  }

  /** Streams open now. */
  int open() {
    return open.get();
  }

  /** Ends all streams; clients come back by themselves, to another node or later. */
  void close() {
    stop.shutdown();
  }
}
