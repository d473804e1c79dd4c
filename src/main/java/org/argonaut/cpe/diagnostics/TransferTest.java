package org.argonaut.cpe.diagnostics;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import org.argonaut.cpe.http.HttpCall;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.http.HttpHead;
import org.argonaut.cpe.http.HttpUrl;
import org.argonaut.cpe.http.Meter;

/**
 * DownloadDiagnostics and UploadDiagnostics (TR-143, sections 5.1 and 5.2): fetches a file, or puts one of bytes without meaning,
 * over one connection, and tells when what happened and how much went over. What comes is thrown away.
 */
public final class TransferTest {
  private static final int MOST_REDIRECTS = 5;
  private static final int BUFFER = 65_536;
  private static final int MAX_ANSWER = 65_536;

  private final TransferRequest request;
  private final boolean download;
  private final long deadline;
  private Meter meter = new Meter();
  private String localAddress = "";
  private Instant requestSent;
  private Instant begin;

  private TransferTest(TransferRequest request, boolean download) {
    this.request = request;
    this.download = download;
    this.deadline = System.nanoTime() + request.longest().toNanos();
  }

  /**
   * Fetches the file; one larger than the request allows is a failed transfer.
   *
   * @throws InterruptedException it was cancelled
   */
  public static TransferResult download(TransferRequest request) throws InterruptedException {
    return new TransferTest(request, true).run();
  }

  /**
   * Puts as many bytes as the request says.
   *
   * @throws InterruptedException it was cancelled
   */
  public static TransferResult upload(TransferRequest request) throws InterruptedException {
    return new TransferTest(request, false).run();
  }

  private TransferResult run() throws InterruptedException {
    try {
      HttpUrl url = HttpUrl.parse(request.url());
      for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
        meter = new Meter();
        try (HttpConnection connection = HttpConnection.open(url, request.terms(), meter)) {
          connection.deadline(deadline);
          localAddress = connection.localAddress();
          HttpHead head = transfer(connection, url);
          String location = head.header("location");
          if (head.status() / 100 != 3 || location == null) {
            boolean fine = head.status() / 100 == 2;
            return result(fine ? Outcome.COMPLETE : notDone(), fine ? "" : "HTTP " + head.status() + " from " + url);
          }
          url = url.resolve(location);
        }
      }
      return result(notDone(), "too many redirects from " + request.url());
    } catch (IllegalArgumentException e) {
      return result(Outcome.INIT_CONNECTION_FAILED, e.getMessage());
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException("transfer cancelled").initCause(e);
      }
      return result(outcome(e), e.toString());
    }
  }

  private HttpHead transfer(HttpConnection connection, HttpUrl url) throws IOException {
    requestSent = Instant.now();
    if (!download) {
      begin = requestSent;
      HttpCall call = new HttpCall("PUT", url).header("Content-Type", "application/octet-stream");
      return connection.exchange(request.bytes() > 0 ? call.filler(request.bytes()) : call.body(new byte[0]), MAX_ANSWER).head();
    }
    HttpHead head = connection.send(new HttpCall("GET", url));
    begin = meter.firstByte();
    if (head.status() / 100 == 2) {
      take(connection);
    }
    return head;
  }

  private void take(HttpConnection connection) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long body = 0;
    try (InputStream in = connection.body()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        body += count;
        if (body > request.bytes()) {
          throw new IOException(request.url() + " is longer than " + request.bytes() + " bytes");
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("cancelled");
        }
      }
    }
  }

  private Outcome notDone() {
    return download ? Outcome.TRANSFER_FAILED : Outcome.NO_TRANSFER_COMPLETE;
  }

  private Outcome outcome(IOException e) {
    if (e instanceof UnknownHostException) {
      return Outcome.CANNOT_RESOLVE_HOST_NAME;
    }
    if (e instanceof NoRouteToHostException) {
      return Outcome.NO_ROUTE_TO_HOST;
    }
    if (meter.opened() == null || e instanceof ConnectException) {
      return Outcome.INIT_CONNECTION_FAILED;
    }
    if (System.nanoTime() - deadline >= 0) {
      return Outcome.TIMEOUT;
    }
    return meter.received() == 0 ? Outcome.NO_RESPONSE : notDone();
  }

  private TransferResult result(Outcome outcome, String why) {
    boolean complete = outcome == Outcome.COMPLETE;
    return new TransferResult(
        outcome,
        why,
        meter.address(),
        localAddress,
        meter.openRequested(),
        meter.opened(),
        requestSent,
        begin,
        complete ? Instant.now() : null,
        complete ? download ? meter.received() : meter.sent() : 0,
        meter.received(),
        meter.sent());
  }
}
