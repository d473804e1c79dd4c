package org.argonaut.script.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * HTTP/1.1 to public hosts. A host name is resolved once, the address is checked against the {@link AddressPolicy}, and the
 * connection goes to that very address, so that a name that changes its mind in between gains nothing; TLS still verifies
 * the name. Every redirect goes through the same gate.
 *
 * <p>Blocks: for virtual threads. Safe for use by any number of them; at most {@code max-concurrent} requests run at once.
 */
public final class OutboundHttp {
  private static final int RESOLVERS = 8;
  private static final int ADDRESSES_TRIED = 4;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> FOR_ONE_ORIGIN = Set.of("authorization", "cookie", "proxy-authorization");

  private final OutboundSettings settings;
  private final AddressPolicy policy;
  private final SSLSocketFactory tls;
  private final Semaphore slots;

  /** Looking a name up blocks in the operating system, where no deadline reaches. */
  private final ExecutorService resolvers;

  public OutboundHttp(OutboundSettings settings) {
    this(settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * @param tls whom to trust
   */
  OutboundHttp(OutboundSettings settings, SSLSocketFactory tls) {
    this.settings = settings;
    this.policy = AddressPolicy.allowing(settings.allow());
    this.tls = tls;
    this.slots = new Semaphore(settings.maxConcurrent());
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            RESOLVERS, RESOLVERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("script-http-resolver-", 0).factory());
    pool.allowCoreThreadTimeOut(true); // what waits is bounded by the slots
    this.resolvers = pool;
  }

  /**
   * Sends a request and follows redirects. Any answer is an answer, whatever its status.
   *
   * @throws OutboundFailure when there is none; the message says why
   */
  public OutboundAnswer send(OutboundRequest request) throws OutboundFailure, InterruptedException {
    Duration timeout = request.timeout() == null ? settings.timeout() : request.timeout();
    if (timeout.compareTo(settings.maxTimeout()) > 0) {
      timeout = settings.maxTimeout();
    }
    if (request.body().length > settings.maxRequestBody()) {
      throw new OutboundFailure("the body is larger than " + settings.maxRequestBody() + " bytes");
    }
    Deadline deadline = new Deadline(timeout);
    if (!slots.tryAcquire(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
      throw new OutboundFailure(settings.maxConcurrent() + " HTTP requests of scripts are under way already");
    }
    try {
      return follow(OutboundUrl.parse(request.url()), Message.of(request), deadline);
    } finally {
      slots.release();
    }
  }

  private OutboundAnswer follow(OutboundUrl first, Message asked, Deadline deadline)
      throws OutboundFailure, InterruptedException {
    OutboundUrl url = first;
    Message message = asked;
    for (int hop = 0; ; hop++) {
      OutboundAnswer answer = exchange(url, message, deadline);
      String location = answer.headers().get("Location");
      if (!REDIRECTS.contains(answer.status()) || location == null || settings.maxRedirects() == 0) {
        return answer;
      }
      if (hop == settings.maxRedirects()) {
        throw new OutboundFailure("redirected more than " + settings.maxRedirects() + " times");
      }
      OutboundUrl next = url.resolve(location);
      message = message.redirected(answer.status(), url.sameOrigin(next) ? Set.of() : FOR_ONE_ORIGIN);
      url = next;
    }
  }

  private OutboundAnswer exchange(OutboundUrl url, Message message, Deadline deadline)
      throws OutboundFailure, InterruptedException {
    List<InetAddress> addresses = permitted(url.host(), deadline);
    OutboundFailure last = null;
    for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), ADDRESSES_TRIED))) {
      try (Socket socket = new Socket(Proxy.NO_PROXY)) {
        try {
          int wait = (int) Math.min(settings.connectTimeout().toMillis(), deadline.remainingMillis());
          socket.connect(new InetSocketAddress(address, url.port()), Math.max(1, wait));
        } catch (IOException e) {
          last = new OutboundFailure("cannot connect to " + url.authority() + ": " + text(e));
          continue;
        }
        return over(socket, url, message, deadline);
      } catch (IOException e) {
        throw new OutboundFailure("closing the connection to " + url.authority() + " failed: " + text(e));
      }
    }
    throw last;
  }

  /** One request and its answer over a connection that is open; whatever happens there ends at the deadline. */
  private OutboundAnswer over(Socket socket, OutboundUrl url, Message message, Deadline deadline) throws OutboundFailure {
    Thread watch = Thread.ofVirtual().name("script-http-deadline").start(() -> closeAt(deadline, socket));
    try {
      Socket wire = url.tls() ? secure(socket, url) : socket;
      wire.getOutputStream().write(message.head(url));
      wire.getOutputStream().write(message.body());
      wire.getOutputStream().flush();
      return new AnswerReader(wire.getInputStream(), settings).read(message.method());
    } catch (IOException e) {
      if (deadline.passed()) {
        throw new OutboundFailure("no complete answer from " + url.authority() + " within " + deadline.timeout().toMillis() + " ms");
      }
      throw new OutboundFailure(
          (e instanceof SSLException ? "TLS with " : "the exchange with ") + url.authority() + " failed: " + text(e));
    } finally {
      watch.interrupt();
    }
  }

  private static void closeAt(Deadline deadline, Socket socket) {
    while (!deadline.passed()) {
      LockSupport.parkNanos(deadline.remainingMillis() * 1_000_000);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
    closeQuietly(socket);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
      return;
    }
  }

  private SSLSocket secure(Socket socket, OutboundUrl url) throws IOException {
    SSLSocket secured = (SSLSocket) tls.createSocket(socket, url.host(), url.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /** The addresses of a host that may be connected to; at least one. */
  private List<InetAddress> permitted(String host, Deadline deadline) throws OutboundFailure, InterruptedException {
    List<InetAddress> found = resolve(host, deadline);
    List<InetAddress> permitted = new ArrayList<>();
    found.stream().filter(address -> policy.permits(host, address)).forEach(permitted::add);
    if (permitted.isEmpty()) {
      throw new OutboundFailure(
          "'" + host + "' is not a public host; the operator can allow it in argonaut.script.http.allow");
    }
    return permitted;
  }

  private List<InetAddress> resolve(String host, Deadline deadline) throws OutboundFailure, InterruptedException {
    Future<InetAddress[]> lookup = resolvers.submit(() -> InetAddress.getAllByName(host));
    try {
      return Arrays.asList(lookup.get(deadline.remainingMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      lookup.cancel(true);
      throw new OutboundFailure("the name '" + host + "' could not be looked up in time");
    } catch (ExecutionException e) {
      throw new OutboundFailure(
          e.getCause() instanceof UnknownHostException ? "no host is called '" + host + "'" : "the name '" + host + "' could not be looked up");
    }
  }

  private static String text(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** When everything about one request must be over. */
  private record Deadline(Duration timeout, long nanos) {
    Deadline(Duration timeout) {
      this(timeout, System.nanoTime() + timeout.toNanos());
    }

    boolean passed() {
      return nanos - System.nanoTime() <= 0;
    }

    long remainingMillis() {
      return Math.max(1, (nanos - System.nanoTime()) / 1_000_000);
    }
  }
}
