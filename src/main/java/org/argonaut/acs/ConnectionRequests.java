package org.argonaut.acs;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.device.SessionOpener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connection requests over HTTP (TR-069 3.2.2): GET with Digest or Basic. One at a time a device, paced and bounded on this
 * node, on virtual threads.
 */
public final class ConnectionRequests implements SessionOpener {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionRequests.class);

  private final AcsSettings.ConnectionRequest settings;
  private final Executor blocking;
  private final AcsStats stats;
  private final Pace pace;
  private final Semaphore onTheWire;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ConcurrentHashMap<String, CompletableFuture<Answer>> outstanding = new ConcurrentHashMap<>();

  /**
   * @param blocking virtual threads: each request blocks one
   */
  public ConnectionRequests(AcsSettings.ConnectionRequest settings, Executor blocking, AcsStats stats) {
    this.settings = settings;
    this.blocking = blocking;
    this.stats = stats;
    this.pace = new Pace(settings.perSecond(), settings.maxWait());
    this.onTheWire = new Semaphore(settings.maxOutstanding());
  }

  /** Connection requests waiting for their turn or on the wire now. */
  public int outstanding() {
    return outstanding.size();
  }

  @Override
  public CompletionStage<Answer> open(Target target) {
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    CompletableFuture<Answer> told = mine.whenComplete((answer, _) -> finished(target, answer)); // first that, then callers
    CompletableFuture<Answer> running = outstanding.putIfAbsent(target.sn(), told);
    if (running != null) {
      return running.copy(); // one outstanding a device: both callers hear of the same one
    }
    start(target, mine);
    return told.copy();
  }

  private void finished(Target target, Answer answer) {
    outstanding.remove(target.sn());
    stats.connectionRequest(answer.result());
    LOG.debug("{}: connection request: {}, {}", target.sn(), answer.result(), answer.detail());
  }

  private void start(Target target, CompletableFuture<Answer> answer) {
    RequestUrl url;
    try {
      if (target.url() == null || target.url().isBlank()) {
        answer.complete(new Answer(Result.NO_ADDRESS, "the CPE never told its ConnectionRequestURL"));
        return;
      }
      url = RequestUrl.parse(target.url());
    } catch (RequestUrl.Unusable e) {
      answer.complete(new Answer(Result.NO_ADDRESS, "its ConnectionRequestURL " + e.getMessage()));
      return;
    }
    if (waiting.incrementAndGet() > settings.maxWaiting() + settings.maxOutstanding()) {
      waiting.decrementAndGet();
      answer.complete(overloaded());
      return;
    }
    blocking.execute(() -> answer.complete(inTurn(target, url)));
  }

  /** Never throws: the caller waits for an answer. */
  private Answer inTurn(Target target, RequestUrl url) {
    boolean entered = false;
    try {
      long delay = pace.reserveNanos();
      if (delay < 0) {
        return overloaded();
      }
      TimeUnit.NANOSECONDS.sleep(delay);
      entered = onTheWire.tryAcquire(settings.maxWait().toMillis(), TimeUnit.MILLISECONDS);
      return entered ? request(target, url) : overloaded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(Result.OVERLOADED, "the node is stopping");
    } catch (RuntimeException bug) {
      LOG.error("{}: connection request failed by a bug of ours", target.sn(), bug);
      return new Answer(Result.REJECTED, "internal error; the node's log says more");
    } finally {
      waiting.decrementAndGet();
      if (entered) {
        onTheWire.release();
      }
    }
  }

  private Answer request(Target target, RequestUrl url) {
    try (CpeHttpClient client = new CpeHttpClient(url, settings.timeout())) {
      CpeHttpClient.Answer first = client.get(null);
      if (first.status() != 401) {
        return outcome(first.status(), false);
      }
      return authorized(client, first, target, url);
    } catch (CpeHttpClient.NotHttp | CpeHttpClient.ClosedWithoutAnswer e) {
      return new Answer(Result.REJECTED, e.getMessage());
    } catch (SocketTimeoutException e) {
      return new Answer(Result.UNREACHABLE, "no answer within " + settings.timeout().toMillis() + " ms");
    } catch (UnknownHostException e) {
      return new Answer(Result.UNREACHABLE, "its host name " + BodyReader.printable(url.host()) + " is unknown");
    } catch (IOException e) {
      return new Answer(Result.UNREACHABLE, "cannot be reached: " + e.getMessage());
    }
  }

  private Answer authorized(CpeHttpClient client, CpeHttpClient.Answer challenged, Target target, RequestUrl url)
      throws IOException {
    boolean own = target.username() != null && !target.username().isEmpty();
    String username = own ? target.username() : settings.username();
    String password = own ? target.password() : settings.password();
    if (username.isEmpty()) {
      return new Answer(Result.UNAUTHORIZED, "the CPE wants credentials and none are known");
    }
    String plain = password == null ? "" : password;
    CpeHttpClient.Answer answer = challenged;
    for (int attempt = 0; attempt < 2; attempt++) {
      String authorization =
          RequestAuthorization.answer(answer.challenges(), url.target(), username, plain, settings.basic());
      if (authorization == null) {
        return new Answer(Result.UNAUTHORIZED, "the CPE offers no authentication that we may use");
      }
      answer = getAgain(client, authorization);
      if (answer.status() != 401 || answer.challenges().stream().noneMatch(ConnectionRequests::stale)) {
        break; // only an old nonce is worth another try
      }
    }
    return outcome(answer.status(), true);
  }

  /** One retry when the CPE closed the connection after its 401 and did not say so. */
  private static CpeHttpClient.Answer getAgain(CpeHttpClient client, String authorization) throws IOException {
    try {
      return client.get(authorization);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException closed) {
      client.close();
      return client.get(authorization);
    }
  }

  private static boolean stale(AuthHeader challenge) {
    return "true".equalsIgnoreCase(challenge.parameter("stale"));
  }

  private static Answer outcome(int status, boolean withCredentials) {
    return switch (status) {
      case 200, 202, 204 -> new Answer(Result.ACCEPTED, "the CPE answered " + status);
      case 503 -> new Answer(Result.BUSY, "the CPE answered 503: a session is running or about to");
      case 401, 403 ->
          new Answer(
              Result.UNAUTHORIZED,
              "the CPE answered " + status + (withCredentials ? " to our credentials" : " before any credentials"));
      default -> new Answer(Result.REJECTED, "the CPE answered " + status);
    };
  }

  private static Answer overloaded() {
    return new Answer(Result.OVERLOADED, "too many connection requests are waiting on this node");
  }

  /** So many a second, evenly; who would have to wait too long is turned away. */
  private static final class Pace {
    private final long intervalNanos;
    private final long maxWaitNanos;
    private long next = System.nanoTime();

    Pace(double perSecond, Duration maxWait) {
      this.intervalNanos = Math.max(1, (long) (1_000_000_000L / perSecond));
      this.maxWaitNanos = maxWait.toNanos();
    }

    /** How long to wait before starting; negative: too long. A tenth of a second's worth may start at once. */
    synchronized long reserveNanos() {
      long now = System.nanoTime();
      long burst = Math.max(intervalNanos, 100_000_000L);
      if (next < now - burst) {
        next = now - burst;
      }
      long delay = Math.max(0, next - now);
      if (delay > maxWaitNanos) {
        return -1;
      }
      next += intervalNanos;
      return delay;
    }
  }
}
