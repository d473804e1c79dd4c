package org.argonaut.cpe;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.cpe.http.Digest;

/** Lets nobody through without the right Digest for the current nonce. */
final class DigestGate implements ScriptedAcs.Gate {
  private final String algorithm;
  private final String qop;
  private final String username;
  private final String password;
  final AtomicInteger challenges = new AtomicInteger();
  final List<String> counts = new CopyOnWriteArrayList<>();
  volatile String nonce = "nonce-1";

  DigestGate(String algorithm, String qop, String username, String password) {
    this.algorithm = algorithm;
    this.qop = qop;
    this.username = username;
    this.password = password;
  }

  @Override
  public boolean takes(HttpExchange exchange) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header != null && header.startsWith("Digest ") && right(Digest.parameters(header.substring(7)), exchange)) {
      return false;
    }
    challenges.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    String withQop = qop == null ? "" : ", qop=\"" + qop + "\"";
    exchange
        .getResponseHeaders()
        .add(
            "WWW-Authenticate",
            "Digest realm=\"the acs\", nonce=\"" + nonce + "\", algorithm=" + algorithm + withQop + ", opaque=\"o\"");
    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"the acs\"");
    exchange.sendResponseHeaders(401, -1);
    return true;
  }

  private boolean right(Map<String, String> sent, HttpExchange exchange) {
    counts.add(String.valueOf(sent.get("nc")));
    String ha1 = Digest.hash(algorithm, username + ":the acs:" + password);
    String expected =
        Digest.response(
            algorithm,
            ha1,
            nonce,
            sent.get("nc"),
            sent.get("cnonce"),
            qop == null ? null : "auth",
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString());
    return nonce.equals(sent.get("nonce"))
        && username.equals(sent.get("username"))
        && expected.equals(sent.get("response"))
        && "o".equals(sent.get("opaque"));
  }
}
