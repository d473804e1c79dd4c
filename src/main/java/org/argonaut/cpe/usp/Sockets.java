package org.argonaut.cpe.usp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.argonaut.cpe.http.Trust;

/** Opens connections to one server, TLS or plain. */
final class Sockets {
  private final String host;
  private final int port;
  private final SSLSocketFactory tls;
  private final Duration connectTimeout;

  /**
   * @param secure over TLS
   * @param defaultPort when the URL names none
   * @throws IOException a certificate cannot be read
   */
  Sockets(URI url, boolean secure, int defaultPort, UspFleetSettings settings) throws IOException {
    if (url.getHost() == null) {
      throw new IllegalArgumentException("no host in " + url);
    }
    UspFleetSettings.Tls trust = settings.tls();
    this.host = url.getHost().replaceAll("[\\[\\]]", "");
    this.port = url.getPort() > 0 ? url.getPort() : defaultPort;
    this.tls = secure ? Trust.sockets(trust.anybody(), trust.authorities(), trust.certificate(), trust.key()) : null;
    this.connectTimeout = settings.settings().connectTimeout();
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /** Connects. Reads time out until {@link Socket#setSoTimeout} says otherwise. */
  Socket open() throws IOException {
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.setSoTimeout((int) connectTimeout.toMillis());
      plain.connect(new InetSocketAddress(host, port), (int) connectTimeout.toMillis());
      return tls == null ? plain : secure(plain);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secure(Socket plain) throws IOException {
    SSLSocket secure = (SSLSocket) tls.createSocket(plain, host, port, true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }
}
