package org.argonaut.acs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/** Takes a body's pieces until it ends, breaks off or its deadline passes. Completes on the stream's own thread. */
final class BodySink extends GraphStage<SinkShape<ByteString>> {

  /** Where the pieces go. */
  interface Taker {
    void add(ByteString piece);
  }

  /** How a body ended. */
  enum End {
    COMPLETE,
    DEADLINE,
    TOO_LONG,
    BROKEN_OFF
  }

  private final Inlet<ByteString> in = Inlet.create("body");
  private final SinkShape<ByteString> shape = SinkShape.of(in);
  private final Taker taker;
  private final Duration deadline;
  private final CompletableFuture<End> end = new CompletableFuture<>();

  BodySink(Taker taker, Duration deadline) {
    this.taker = taker;
    this.deadline = deadline;
  }

  /** Never fails. */
  CompletionStage<End> end() {
    return end;
  }

  @Override
  public SinkShape<ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new TimerGraphStageLogic(shape) {
      {
        setHandler(
            in,
            new AbstractInHandler() {
              @Override
              public void onPush() {
                taker.add(grab(in));
                pull(in);
              }

              @Override
              public void onUpstreamFinish() {
                end.complete(End.COMPLETE);
                completeStage();
              }

              @Override
              public void onUpstreamFailure(Throwable cause) {
                end.complete(BodyReader.overSizeLimit(cause) ? End.TOO_LONG : End.BROKEN_OFF);
                completeStage();
              }
            });
      }

      @Override
      public void preStart() {
        pull(in);
        scheduleOnce("deadline", deadline);
      }

      @Override
      public void onTimer(Object timerKey) {
        end.complete(End.DEADLINE);
        completeStage();
      }

      @Override
      public void postStop() {
        end.complete(End.BROKEN_OFF); // the node stops; without effect when it has ended
      }
    };
  }
}
