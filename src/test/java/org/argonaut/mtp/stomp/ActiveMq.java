package org.argonaut.mtp.stomp;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.SslContext;
import org.apache.activemq.command.ConnectionInfo;

/** A real ActiveMQ in this process, on a free port, that keeps nothing. */
public final class ActiveMq implements AutoCloseable {
  public static final String USER = "argonaut";
  public static final String PASSWORD = "se:cret/\\";

  private final int port;
  private BrokerService broker;

  private final SslContext tls;

  private ActiveMq(int port, SslContext tls) {
    this.port = port;
    this.tls = tls;
  }

  /** Without TLS. */
  public static ActiveMq start() throws Exception {
    return start(null);
  }

  /** Over TLS, for clients with a certificate; null: without TLS. */
  public static ActiveMq start(SslContext tls) throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    ActiveMq one = new ActiveMq(free, tls);
    one.restart();
    return one;
  }

  /** Starts it, again on the same port. */
  void restart() throws Exception {
    broker = new BrokerService();
    broker.setBrokerName("test" + port);
    broker.setPersistent(false);
    broker.setUseJmx(false);
    broker.setUseShutdownHook(false);
    broker.setSchedulerSupport(false);
    broker.getSystemUsage().getTempUsage().setLimit(1 << 20);
    broker.getSystemUsage().getStoreUsage().setLimit(1 << 20);
    broker.setPlugins(new BrokerPlugin[] {Gate::new});
    broker.setSslContext(tls);
    String way = tls == null ? "stomp://127.0.0.1:" + port + "?" : "stomp+ssl://127.0.0.1:" + port + "?needClientAuth=true&";
    var unused = broker.addConnector(way + "transport.maxFrameSize=1000000");
    broker.start();
    broker.waitUntilStarted();
  }

  public int port() {
    return port;
  }

  public String url() {
    return (tls == null ? "stomp://" : "stomps://") + USER + ":se%3Acret%2F%5C@localhost:" + port;
  }

  void stop() throws Exception {
    broker.stop();
    broker.waitUntilStopped();
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not stop", e);
    }
  }

  /** Lets in who knows the password. */
  private static final class Gate extends BrokerFilter {
    Gate(Broker next) {
      super(next);
    }

    @Override
    public void addConnection(ConnectionContext context, ConnectionInfo info) throws Exception {
      boolean internal = context.getConnector() == null;
      if (!internal && !(USER.equals(info.getUserName()) && PASSWORD.equals(info.getPassword()))) {
        throw new SecurityException("wrong user name or password");
      }
      super.addConnection(context, info);
    }
  }
}
