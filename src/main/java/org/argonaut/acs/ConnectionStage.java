package org.argonaut.acs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;

/**
 * One TCP connection's requests, one after the other, through its own handler. Ends the connection when no complete
 * request came for a while, also while bytes trickle in (slow loris), and in order when the node stops.
 */
final class ConnectionStage extends GraphStage<FlowShape<HttpRequest, HttpResponse>> {
  /** How long a connection that is to end waits for one more request; a CPE in a session sends it at once. */
  private static final Duration LAST_REQUEST = Duration.ofSeconds(1);

  /** What serves the requests of one connection. */
  interface Handler {
    /**
     * Serves one request; the next one comes only after the answer.
     *
     * @return fails only for a bug of ours, which is answered with 500
     */
    CompletionStage<HttpResponse> serve(HttpRequest request);

    /** Answers a request whose handling failed with a bug of ours. */
    HttpResponse failed(HttpRequest request, Throwable bug);

    /** An answer goes out now. */
    void answering();

    /** The connection is gone; {@code failure} is null when it ended in order. */
    void closed(Throwable failure);
  }

  /** Ends connections from outside, when the node stops. */
  interface Stoppable {
    /**
     * Ends the connection after the next answer, which says so; or soon, when no request comes. A connection that closed
     * under a CPE's request would cost it the session.
     */
    void stop();
  }

  private final Inlet<HttpRequest> in = Inlet.create("requests");
  private final Outlet<HttpResponse> out = Outlet.create("responses");
  private final FlowShape<HttpRequest, HttpResponse> shape = FlowShape.of(in, out);
  private final Handler handler;
  private final Duration idleTimeout;
  private final LiveConnections live;
  private final CompletableFuture<Done> gone;

  /**
   * @param gone completed when the connection is
   */
  ConnectionStage(Handler handler, Duration idleTimeout, LiveConnections live, CompletableFuture<Done> gone) {
    this.handler = handler;
    this.idleTimeout = idleTimeout;
    this.live = live;
    this.gone = gone;
  }

  @Override
  public FlowShape<HttpRequest, HttpResponse> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  private record Served(HttpRequest request, HttpResponse response, Throwable bug) {}

  private final class Logic extends TimerGraphStageLogic implements Stoppable {
    private final AsyncCallback<Served> served = createAsyncCallback(this::onServed);
    private final AsyncCallback<Boolean> stop = createAsyncCallback(_ -> onStop());
    private boolean busy;
    private boolean stopping;
    private long idleSince;
    private Throwable failure;

    Logic() {
      super(ConnectionStage.this.shape);
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              onRequest(grab(in));
            }

            @Override
            public void onUpstreamFinish() {
              if (!busy) {
                completeStage();
              }
            }

            @Override
            public void onUpstreamFailure(Throwable ex) {
              failure = ex;
              failStage(ex);
            }
          });
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              if (isClosed(in)) {
                completeStage();
              } else if (!hasBeenPulled(in)) {
                pull(in);
              }
            }
          });
    }

    @Override
    public void preStart() {
      idleSince = System.nanoTime();
      live.add(this);
      scheduleOnce("idle", idleTimeout);
    }

    @Override
    public void postStop() {
      live.remove(this);
      handler.closed(failure);
      gone.complete(Done.getInstance());
    }

    @Override
    public void stop() {
      stop.invoke(true);
    }

    private void onStop() {
      stopping = true;
      scheduleOnce("last-request", LAST_REQUEST);
    }

    private void onRequest(HttpRequest request) {
      busy = true;
      CompletionStage<HttpResponse> response;
      try {
        response = handler.serve(request);
      } catch (RuntimeException bug) {
        onServed(new Served(request, null, bug));
        return;
      }
      response.whenComplete((answer, bug) -> served.invoke(new Served(request, answer, bug)));
    }

    private void onServed(Served result) {
      busy = false;
      idleSince = System.nanoTime();
      HttpResponse response =
          result.response() != null ? result.response() : handler.failed(result.request(), result.bug());
      if (isClosed(out)) {
        completeStage();
        return;
      }
      handler.answering();
      if (stopping) {
        emit(out, Answers.lastOne(response), this::completeStage);
      } else {
        push(out, response);
        if (isClosed(in)) {
          completeStage();
        }
      }
    }

    @Override
    public void onTimer(Object timerKey) {
      if (stopping) {
        if (!busy) {
          completeStage();
        }
        return;
      }
      long idle = System.nanoTime() - idleSince;
      if (busy) {
        scheduleOnce("idle", idleTimeout);
      } else if (idle >= idleTimeout.toNanos()) {
        completeStage();
      } else {
        scheduleOnce("idle", idleTimeout.minusNanos(idle));
      }
    }
  }
}
