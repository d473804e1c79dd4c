package org.argonaut.cpe.diagnostics;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One question to a host whether it is there, and how long it took. Without privileges there is no ICMP, so the first one tries
 * several ways at once (the JDK's echo, connections to two usual ports; a refusal is an answer), and the way that worked is kept.
 */
final class Probe {
  private static final int ECHO_THREADS = 16;
  private static final int ECHO_QUEUE = 1024;
  private static final int[] PORTS = {443, 80};

  /** The JDK's echo blocks its thread in native code, where a virtual one would hold up all others. */
  private static final ThreadPoolExecutor ECHO =
      new ThreadPoolExecutor(
          ECHO_THREADS,
          ECHO_THREADS,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(ECHO_QUEUE),
          task -> Thread.ofPlatform().daemon().name("cpe-echo").unstarted(task),
          new ThreadPoolExecutor.CallerRunsPolicy());

  static {
    ECHO.allowCoreThreadTimeOut(true);
  }

  private final InetAddress address;
  private final int timeoutMillis;
  private Way way;

  /** A way to ask; the nanoseconds until the answer. */
  @FunctionalInterface
  private interface Way {
    long ask() throws IOException, InterruptedException;
  }

  private record Answer(Way way, long nanos) {}

  Probe(InetAddress address, int timeoutMillis) {
    this.address = address;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Nanoseconds until the host answered.
   *
   * @throws NoRouteToHostException there is no way to the host
   * @throws IOException it did not answer in time
   */
  long ask() throws IOException, InterruptedException {
    if (way != null) {
      return way.ask();
    }
    Answer first = first(List.of(this::echo, () -> connect(PORTS[0]), () -> connect(PORTS[1])));
    way = first.way;
    return first.nanos;
  }

  private Answer first(List<Way> ways) throws IOException, InterruptedException {
    List<Callable<Answer>> all = ways.stream().map(one -> (Callable<Answer>) () -> new Answer(one, one.ask())).toList();
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    try {
      return executor.invokeAny(all, timeoutMillis * 2L, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("no answer of " + address.getHostAddress());
    } finally {
      executor.shutdownNow();
    }
  }

  private long echo() throws IOException, InterruptedException {
    return echo(address, 0, timeoutMillis);
  }

  /**
   * Nanoseconds until the host answered the JDK's echo: ICMP when the process may, else a connection to the echo port.
   *
   * @param hops how far the question may go; 0: as far as it takes
   */
  static long echo(InetAddress address, int hops, int timeoutMillis) throws IOException, InterruptedException {
    FutureTask<Long> asked =
        new FutureTask<>(
            () -> {
              long began = System.nanoTime();
              return address.isReachable(null, hops, timeoutMillis) ? System.nanoTime() - began : -1;
            });
    ECHO.execute(asked);
    try {
      // Generous: the echo ends by itself, and the queue before it does not count.
      long nanos = asked.get(timeoutMillis * 4L + 10_000, TimeUnit.MILLISECONDS);
      if (nanos < 0) {
        throw new SocketTimeoutException("no echo of " + address.getHostAddress());
      }
      return nanos;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("too many echoes are waited for", e);
    }
  }

  private long connect(int port) throws IOException {
    long began = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), timeoutMillis);
      return System.nanoTime() - began;
    } catch (NoRouteToHostException | SocketTimeoutException e) {
      throw e;
    } catch (ConnectException e) {
      if (unreachable(e)) {
        throw noRoute(e);
      }
      return System.nanoTime() - began; // refused: somebody is there
    } catch (SocketException e) {
      throw unreachable(e) ? noRoute(e) : e;
    }
  }

  private static boolean unreachable(SocketException e) {
    return e.getMessage() != null && e.getMessage().contains("nreachable");
  }

  private static NoRouteToHostException noRoute(SocketException e) {
    return (NoRouteToHostException) new NoRouteToHostException(e.getMessage()).initCause(e);
  }
}
