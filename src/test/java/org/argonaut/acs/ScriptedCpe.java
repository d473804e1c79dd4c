package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A CPE's connection-request server that answers each request's head as a test says. */
final class ScriptedCpe implements AutoCloseable {
  private final ServerSocket server;
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<Integer> connections = new CopyOnWriteArrayList<>();
  private final Function<String, String> answer;

  /**
   * @param answer from a request's head to the raw answer; empty: close without one; null: stay silent
   */
  ScriptedCpe(Function<String, String> answer) throws IOException {
    this(InetAddress.getLoopbackAddress(), answer);
  }

  ScriptedCpe(InetAddress address, Function<String, String> answer) throws IOException {
    this.answer = answer;
    this.server = new ServerSocket(0, 50, address);
    Thread.ofVirtual().start(this::accept);
  }

  String url(String path) {
    String host = server.getInetAddress().getHostAddress();
    return "http://" + (host.contains(":") ? '[' + host + ']' : host) + ":" + server.getLocalPort() + path;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.add(socket.getPort());
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      requests.add("closed");
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      while (true) {
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          head.append(line).append('\n');
        }
        if (head.isEmpty()) {
          return;
        }
        requests.add(head.toString());
        String reply = answer.apply(head.toString());
        if (reply == null) {
          in.read(); // until the other side gives up
          return;
        }
        if (reply.isEmpty()) {
          return;
        }
        socket.getOutputStream().write(reply.getBytes(ISO_8859_1));
        if (reply.contains("Connection: close") || reply.startsWith("HTTP/1.0")) {
          return;
        }
      }
    } catch (IOException gone) {
      connections.add(-1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
