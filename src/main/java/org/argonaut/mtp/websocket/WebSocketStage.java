package org.argonaut.mtp.websocket;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
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
import org.apache.pekko.util.ByteString;
import org.argonaut.device.AgentRoute.Mtp;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.AgentConnection;
import org.argonaut.mtp.AgentLink;
import org.argonaut.mtp.EndpointIds;
import org.argonaut.mtp.MtpStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket: records in and out, pings, limits, and the closing handshake. The opening one was done by the HTTP server;
 * where we dial it is done here.
 *
 * <p>Reads on only while few records wait for their device actors, so that an agent that floods is slowed down by TCP.
 */
final class WebSocketStage extends GraphStage<FlowShape<ByteString, ByteString>> {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketStage.class);

  /** Records of one agent that may wait for their device actor. */
  private static final int MAX_UNACKNOWLEDGED = 64;
  /** Frames that may wait for a slow agent. */
  private static final int MAX_QUEUED = 1024;

  private enum Timer {
    HANDSHAKE,
    PING,
    PONG,
    SILENCE,
    CLOSING
  }

  private final Inlet<ByteString> in = Inlet.create("frames-in");
  private final Outlet<ByteString> out = Outlet.create("frames-out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final WebSocketSettings settings;
  private final ClientHandshake handshake;
  private final Duration handshakeTimeout;
  private final AtomicLong received;
  private final MtpStats stats;
  private final Function<AgentLink, AgentConnection> open;

  /**
   * As a server whose opening handshake is done.
   *
   * @param received bytes of received records in memory, counted for all connections together
   * @param open makes the connection known once the stage runs
   */
  WebSocketStage(
      WebSocketSettings settings, AtomicLong received, MtpStats stats, Function<AgentLink, AgentConnection> open) {
    this(settings, null, null, received, stats, open);
  }

  /**
   * As a client.
   *
   * @param handshake null: we are the server
   * @param open makes the connection known once the handshake is done
   */
  WebSocketStage(
      WebSocketSettings settings,
      ClientHandshake handshake,
      Duration handshakeTimeout,
      AtomicLong received,
      MtpStats stats,
      Function<AgentLink, AgentConnection> open) {
    this.settings = settings;
    this.handshake = handshake;
    this.handshakeTimeout = handshakeTimeout;
    this.received = received;
    this.stats = stats;
    this.open = open;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  /** Ends the TCP connection at once: there is nobody to say goodbye to. */
  private static final class Abandoned extends RuntimeException {
    Abandoned(String message) {
      super(message, null, false, false);
    }
  }

  private record Closing(int code, String reason) {}

  private final class Logic extends TimerGraphStageLogic implements AgentLink {
    private final AsyncCallback<byte[]> send = createAsyncCallback(this::onSend);
    private final AsyncCallback<Closing> close = createAsyncCallback(c -> beginClose(c.code(), c.reason()));
    private final AsyncCallback<Integer> acknowledged = createAsyncCallback(this::onAcknowledged);

    private final FrameReader reader = new FrameReader(handshake == null, settings.maxRecordSize());
    private final Frames frames = new Frames(handshake != null);
    private final ArrayDeque<ByteString> queue = new ArrayDeque<>();
    /** Null while the handshake is under way. */
    private AgentConnection connection;
    private long queuedBytes;
    private int unacknowledged;
    private long unacknowledgedBytes;
    private long budgeted;
    private boolean heard;
    private boolean closing;
    private boolean peerClosed;
    /** What comes can no longer be understood, or is of no interest. */
    private boolean deaf;
    private long messageSince;

    Logic() {
      super(WebSocketStage.this.shape);
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              heard = true;
              ByteString bytes = grab(in);
              if (connection == null) {
                onAnswer(bytes);
              } else if (deaf) {
                pull(in);
              } else {
                reader.feed(bytes);
                read();
              }
            }

            @Override
            public void onUpstreamFinish() {
              if (connection == null) {
                failStage(new Abandoned("the agent closed the connection before the handshake was done"));
              } else if (deaf || closing || hasRoom()) {
                onInputOver();
              } // else what is held back is read first, as room comes
            }
          });
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              heard |= !queue.isEmpty(); // it takes bytes, so it lives
              write();
            }
          });
    }

    @Override
    public void preStart() {
      if (handshake == null) {
        begin();
      } else {
        enqueue(handshake.request());
        scheduleOnce(Timer.HANDSHAKE, handshakeTimeout);
      }
      pull(in);
    }

    private void begin() {
      connection = open.apply(this);
      long interval = settings.pingInterval().toMillis();
      Duration first = Duration.ofMillis(interval / 2 + ThreadLocalRandom.current().nextLong(interval / 2 + 1));
      scheduleWithFixedDelay(Timer.PING, first, settings.pingInterval());
      scheduleOnce(Timer.SILENCE, settings.connectRecordWait());
    }

    private void onAnswer(ByteString bytes) {
      ByteString frames;
      try {
        frames = handshake.feed(bytes);
      } catch (ClientHandshake.Failed failed) {
        failStage(new Abandoned(failed.getMessage()));
        return;
      }
      if (frames == null) {
        pull(in);
        return;
      }
      cancelTimer(Timer.HANDSHAKE);
      begin();
      reader.feed(frames);
      read();
    }

    @Override
    public void postStop() {
      received.addAndGet(-budgeted - unacknowledgedBytes);
      if (connection != null) {
        connection.ended();
      }
    }

    // ---- in ----

    private void read() {
      try {
        while (!peerClosed && (closing || hasRoom())) {
          FrameReader.Event event = reader.next();
          if (event == null) {
            onNothingLeft();
            return;
          }
          on(event);
        }
      } catch (Violation violation) {
        onViolation(violation);
      }
    }

    private boolean hasRoom() {
      return unacknowledged < MAX_UNACKNOWLEDGED && unacknowledgedBytes < settings.maxRecordSize();
    }

    private void onNothingLeft() throws Violation {
      if (!reader.midMessage()) {
        messageSince = 0;
      } else if (messageSince == 0) {
        messageSince = System.nanoTime();
      }
      long held = reader.held();
      received.addAndGet(held - budgeted);
      budgeted = held;
      if (held > 0 && received.get() > settings.receiveBudget()) {
        throw new Violation(CloseCodes.TRY_AGAIN_LATER, "too many large records at once, try again later");
      }
      if (isClosed(in)) {
        onInputOver();
      } else if (!hasBeenPulled(in)) {
        pull(in);
      }
    }

    private void onInputOver() {
      peerClosed = true;
      scheduleOnce(Timer.CLOSING, settings.closeTimeout());
      finishWhenWritten();
    }

    private void on(FrameReader.Event event) {
      switch (event) {
        case FrameReader.Event.Message(byte[] bytes) -> onMessage(bytes);
        case FrameReader.Event.Ping(byte[] payload) -> {
          if (!closing) {
            enqueue(frames.pong(payload));
          }
        }
        case FrameReader.Event.Pong() -> cancelTimer(Timer.PONG);
        case FrameReader.Event.Close(int code, String reason) -> onClose(code, reason);
      }
    }

    private void onMessage(byte[] bytes) {
      messageSince = 0;
      if (closing) {
        return;
      }
      switch (connection.received(bytes)) {
        case Admission.Verdict.Admitted admitted -> {
          unacknowledged++;
          unacknowledgedBytes += bytes.length;
          received.addAndGet(bytes.length);
          admitted.done().whenComplete((_, _) -> acknowledged.invoke(bytes.length));
        }
        case Admission.Verdict.Dropped(Admission.Reason reason, String detail)
            when reason == Admission.Reason.NOT_A_RECORD ->
            beginClose(CloseCodes.UNACCEPTABLE, detail);
        case Admission.Verdict.Dropped _ -> {} // counted and logged
      }
    }

    private void onAcknowledged(int bytes) {
      boolean wasFull = !hasRoom();
      unacknowledged--;
      unacknowledgedBytes -= bytes;
      received.addAndGet(-bytes);
      if (wasFull && hasRoom() && !closing) {
        read();
      }
    }

    private void onClose(int code, String reason) {
      peerClosed = true;
      LOG.debug("{}: closed by the agent: {} {}", describe(), code, EndpointIds.printable(reason));
      if (!closing) {
        closing = true;
        enqueue(frames.close(code == CloseCodes.NONE ? CloseCodes.NORMAL : code, ""));
        scheduleOnce(Timer.CLOSING, settings.closeTimeout());
      }
      finishWhenWritten();
    }

    private void onViolation(Violation violation) {
      LOG.info("{}: WebSocket closed with {}: {}", describe(), violation.closeCode(), violation.getMessage());
      deaf = true; // goes on taking bytes: closing under what the agent still sends would cost it our reason
      beginClose(violation.closeCode(), violation.getMessage());
      if (!isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    // ---- out ----

    @Override
    public void send(byte[] record) {
      send.invoke(record);
    }

    @Override
    public void close(Ending why, String reason) {
      close.invoke(new Closing(why == Ending.NODE_STOPS ? CloseCodes.GOING_AWAY : CloseCodes.NORMAL, reason));
    }

    private void onSend(byte[] record) {
      if (closing) {
        return;
      }
      if (queuedBytes + record.length > settings.sendBuffer() || queue.size() >= MAX_QUEUED) {
        stats.slowReader(Mtp.WEBSOCKET);
        LOG.warn("{}: does not read, {} bytes wait for it: disconnected", describe(), queuedBytes);
        failStage(new Abandoned("the agent does not read"));
        return;
      }
      stats.sent(Mtp.WEBSOCKET, record.length);
      enqueue(frames.binary(record));
    }

    /** Says goodbye after what is queued, and waits a moment for the other side to do so. */
    private void beginClose(int code, String reason) {
      if (closing) {
        return;
      }
      closing = true;
      enqueue(frames.close(code, reason));
      scheduleOnce(Timer.CLOSING, settings.closeTimeout());
      if (!deaf && !hasRoom() && !hasBeenPulled(in)) {
        read(); // what was held back is dropped, to find the answer
      }
    }

    private void enqueue(ByteString frame) {
      if (queue.size() > 2 * MAX_QUEUED) { // pongs to one who pings and never reads
        stats.slowReader(Mtp.WEBSOCKET);
        failStage(new Abandoned("the agent does not read"));
        return;
      }
      queue.add(frame);
      queuedBytes += frame.length();
      write();
    }

    private void write() {
      if (isAvailable(out) && !queue.isEmpty()) {
        ByteString frame = queue.poll();
        queuedBytes -= frame.length();
        push(out, frame);
      }
      finishWhenWritten();
    }

    private void finishWhenWritten() {
      if (!peerClosed || !queue.isEmpty()) {
        return;
      }
      if (isClosed(in)) {
        completeStage();
      } else if (!isClosed(out)) {
        complete(out); // closes the TCP connection
      }
    }

    // ---- time ----

    @Override
    public void onTimer(Object timerKey) {
      switch ((Timer) timerKey) {
        case HANDSHAKE -> failStage(new Abandoned("the agent did not answer the handshake in time"));
        case PING -> onPing();
        case PONG -> onNoPong();
        case SILENCE -> connection.silent();
        case CLOSING -> completeStage();
      }
    }

    private void onPing() {
      if (closing) {
        return;
      }
      if (messageSince != 0 && System.nanoTime() - messageSince > settings.messageDeadline().toNanos()) {
        beginClose(CloseCodes.POLICY, "a message took longer than " + settings.messageDeadline().toSeconds() + " s");
        return;
      }
      heard = false;
      enqueue(frames.ping());
      scheduleOnce(Timer.PONG, settings.pongTimeout());
    }

    private void onNoPong() {
      boolean heldBack = !hasRoom(); // it may have answered, we have not read it yet
      if (!closing && !heard && !heldBack) {
        stats.lost(Mtp.WEBSOCKET);
        LOG.info("{}: no answer to a ping within {} ms: disconnected", describe(), settings.pongTimeout().toMillis());
        failStage(new Abandoned("no answer to a ping"));
      }
    }

    private String describe() {
      String agent = connection.endpointId();
      String place = connection.route().place();
      return agent == null ? place : agent + " at " + place;
    }
  }
}
