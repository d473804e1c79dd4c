package org.argonaut.node.bench.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One TCP connection over which devices hold their sessions one after the other: Inform, InformResponse, empty request,
 * 204. Belongs to the thread of its {@link LoadLoop}.
 */
final class CpeConnection {
  private static final int MAX_ANSWER = 64 * 1024;
  private static final byte[] INFORM_RESPONSE = "InformResponse".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_COOKIES = 2048;

  /** What the connection waits for. */
  private enum Step {
    IDLE,
    CONNECTED,
    INFORM_RESPONSE,
    END
  }

  private final LoadLoop loop;
  private final byte[] inform;
  private final byte[] empty;
  private final ByteBuffer informOut;
  private final ByteBuffer emptyOut;
  private final byte[] in = new byte[MAX_ANSWER];
  private final ByteBuffer inBuffer = ByteBuffer.wrap(in);
  private final HttpAnswer answer = new HttpAnswer();

  private SocketChannel channel;
  private SelectionKey key;
  private ByteBuffer out;
  private Step step = Step.IDLE;
  private int device;
  private int sessionsOnConnection;
  private long started;
  private long resumeAt;

  CpeConnection(LoadLoop loop) {
    this.loop = loop;
    this.inform = loop.informs().copy();
    this.informOut = ByteBuffer.wrap(inform);
    this.empty = new byte[loop.emptyRequest().length + MAX_COOKIES + END_OF_HEAD.length];
    System.arraycopy(loop.emptyRequest(), 0, empty, 0, loop.emptyRequest().length);
    this.emptyOut = ByteBuffer.wrap(empty);
  }

  /** Begins the session of the next device, if there is one, when its turn has come. */
  void startNext() {
    step = Step.IDLE;
    long now = System.nanoTime();
    resumeAt = loop.nextTurn(now);
    if (resumeAt > now) {
      loop.pause(this);
    } else {
      resume();
    }
  }

  /** Its turn has come. */
  void resume() {
    started = System.nanoTime();
    device = loop.nextDevice(started);
    if (device == DeviceTurns.NONE) {
      return;
    }
    loop.informs().number(inform, device);
    try {
      if (channel == null) {
        connect();
      } else {
        sendInform();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  void ready(SelectionKey ready) {
    try {
      if (ready.isConnectable()) {
        channel.finishConnect();
        sendInform();
        return;
      }
      if (ready.isWritable()) {
        write();
      }
      if (ready.isReadable()) {
        read();
      }
    } catch (IOException e) {
      fail(e);
    } catch (HttpAnswer.Unreadable e) {
      fail(e.getMessage());
    }
  }

  void checkDeadline(long now) {
    if (step != Step.IDLE && now - started > loop.answerLimitNanos()) {
      fail("no answer in time");
    }
  }

  /** When a connection that waits may go on. */
  long resumeAt() {
    return resumeAt;
  }

  void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      loop.count("closing a connection: " + e.getMessage());
    }
    channel = null;
    sessionsOnConnection = 0;
  }

  private void connect() throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    step = Step.CONNECTED;
    if (channel.connect(loop.target())) {
      key = channel.register(loop.selector(), SelectionKey.OP_READ, this);
      sendInform();
    } else {
      key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
    }
  }

  private void sendInform() throws IOException {
    send(informOut.clear(), Step.INFORM_RESPONSE);
  }

  private void sendEmpty() throws IOException {
    int length = loop.emptyRequest().length;
    length += answer.copyCookies(empty, length);
    System.arraycopy(END_OF_HEAD, 0, empty, length, END_OF_HEAD.length);
    send(emptyOut.clear().limit(length + END_OF_HEAD.length), Step.END);
  }

  private void send(ByteBuffer request, Step next) throws IOException {
    out = request;
    step = next;
    inBuffer.clear();
    write();
  }

  private void write() throws IOException {
    channel.write(out);
    int interest = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  private void read() throws IOException, HttpAnswer.Unreadable {
    if (channel.read(inBuffer) < 0) {
      onClosed();
      return;
    }
    int length = inBuffer.position();
    if (!answer.read(in, length)) {
      if (!inBuffer.hasRemaining()) {
        fail("an answer of more than " + MAX_ANSWER + " bytes");
      }
      return;
    }
    if (answer.end() != length) {
      fail("bytes after the end of the answer");
      return;
    }
    switch (step) {
      case INFORM_RESPONSE -> onInformResponse();
      case END -> onEnd();
      case IDLE, CONNECTED -> fail("an answer nobody asked for");
    }
  }

  private void onClosed() {
    if (step == Step.IDLE) {
      close();
    } else {
      fail("connection closed by the server");
    }
  }

  private void onInformResponse() throws IOException {
    if (answer.status() != 200 || !answer.bodyContains(in, INFORM_RESPONSE)) {
      fail("status " + answer.status() + (answer.status() == 200 ? " without InformResponse" : " to an Inform"));
    } else if (answer.closesConnection()) {
      fail("the server closes the connection inside a session");
    } else {
      sendEmpty();
    }
  }

  private void onEnd() {
    if (answer.status() != 204) {
      fail("status " + answer.status() + " to the empty request");
      return;
    }
    loop.completed(device, started, System.nanoTime());
    sessionsOnConnection++;
    if (answer.closesConnection() || sessionsOnConnection == loop.sessionsPerConnection()) {
      close();
    }
    startNext();
  }

  private void fail(IOException e) {
    fail(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }

  private void fail(String what) {
    step = Step.IDLE;
    close();
    resumeAt = loop.failed(device, what);
    loop.pause(this);
  }
}
