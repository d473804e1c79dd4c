package org.argonaut.cpe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.argonaut.cpe.http.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connection requests for a whole fleet on one port (TR-069 3.2.2.1): path {@code /cr/SERIAL}, each CPE with the
 * credentials of its ManagementServer object; none are demanded while both are empty.
 */
final class ConnectionRequests implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionRequests.class);
  private static final String PATH = "/cr/";
  private static final String REALM = "cpe";
  private static final int BACKLOG = 1024;
  private static final long NONCE_SECONDS = 60;

  private final HttpServer server;
  private final Quirks quirks;
  private final Function<String, VirtualCpe> bySerial;
  private final String nonceKey;

  /**
   * Listens.
   *
   * @param bind empty: on all addresses
   * @param port 0: any
   * @throws IOException the port cannot be had
   */
  ConnectionRequests(String bind, int port, Quirks quirks, Function<String, VirtualCpe> bySerial) throws IOException {
    InetSocketAddress address =
        bind.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(InetAddress.getByName(bind), port);
    byte[] key = new byte[16];
    new SecureRandom().nextBytes(key);
    this.nonceKey = HexFormat.of().formatHex(key);
    this.quirks = quirks;
    this.bySerial = bySerial;
    this.server = HttpServer.create(address, BACKLOG);
    server.createContext(PATH, this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** The ConnectionRequestURL of a CPE, reached at that host. */
  String url(String host, String serial) {
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "http://" + literal + ":" + server.getAddress().getPort() + PATH + serial;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      VirtualCpe cpe = bySerial.apply(exchange.getRequestURI().getPath().substring(PATH.length()));
      if (cpe == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
      } else if (!authorized(exchange, cpe)) {
        challenge(exchange, cpe);
      } else {
        int status = cpe.connectionRequested();
        if (status > 0) { // else it is down, and says nothing
          exchange.sendResponseHeaders(status, -1);
        }
      }
    }
  }

  private void challenge(HttpExchange exchange, VirtualCpe cpe) throws IOException {
    LOG.debug("{}: connection request without the right credentials", cpe.serial());
    String challenge =
        quirks.has(Quirk.CR_BASIC)
            ? "Basic realm=\"" + REALM + "\""
            : "Digest realm=\"" + REALM + "\", qop=\"auth\", algorithm=" + algorithm() + ", nonce=\"" + nonce(now()) + "\"";
    exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
    exchange.sendResponseHeaders(401, -1);
  }

  private String algorithm() {
    return quirks.has(Quirk.CR_SHA256) ? "SHA-256" : "MD5";
  }

  private static long now() {
    return System.nanoTime() / 1_000_000_000;
  }

  private String nonce(long second) {
    return Long.toHexString(second) + "-" + Digest.hash("SHA-256", nonceKey + second).substring(0, 32);
  }

  private boolean fresh(String nonce) {
    try {
      long second = Long.parseLong(nonce.substring(0, Math.max(0, nonce.indexOf('-'))), 16);
      return nonce.equals(nonce(second)) && now() - second <= NONCE_SECONDS;
    } catch (NumberFormatException notOurs) {
      return false;
    }
  }

  private boolean authorized(HttpExchange exchange, VirtualCpe cpe) {
    String username = cpe.management("ConnectionRequestUsername");
    String password = cpe.management("ConnectionRequestPassword");
    if (username.isEmpty() && password.isEmpty()) {
      return true;
    }
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return false;
    }
    if (quirks.has(Quirk.CR_BASIC)) {
      String right = username + ":" + password;
      return header.equals("Basic " + Base64.getEncoder().encodeToString(right.getBytes(StandardCharsets.UTF_8)));
    }
    return header.toLowerCase(Locale.ROOT).startsWith("digest ")
        && digestRight(Digest.parameters(header.substring(7)), exchange, username, password);
  }

  private boolean digestRight(Map<String, String> sent, HttpExchange exchange, String username, String password) {
    String nonce = sent.getOrDefault("nonce", "");
    String expected =
        Digest.response(
            algorithm(),
            Digest.ha1(algorithm(), username, REALM, password),
            nonce,
            sent.get("nc"),
            sent.get("cnonce"),
            sent.get("qop"),
            exchange.getRequestMethod(),
            sent.getOrDefault("uri", ""));
    return username.equals(sent.get("username"))
        && sent.getOrDefault("uri", "").startsWith(exchange.getRequestURI().getPath())
        && fresh(nonce)
        && expected.equalsIgnoreCase(sent.get("response"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
