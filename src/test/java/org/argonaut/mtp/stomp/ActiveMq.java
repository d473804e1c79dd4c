package org.argonaut.mtp.stomp;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ConnectionInfo;

/** A real ActiveMQ in this process, on a free port, that keeps nothing. */
public final class ActiveMq implements AutoCloseable {
  public static final String USER = "argonaut";
  public static final String PASSWORD = "se:cret/\\";

  private final int port;
  private BrokerService broker;

  private ActiveMq(int port) {
    this.port = port;
  }

  public static ActiveMq start() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    ActiveMq one = new ActiveMq(free);
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
    var unused = broker.addConnector("stomp://127.0.0.1:" + port + "?transport.maxFrameSize=1000000");
    broker.start();
    broker.waitUntilStarted();
  }

  int port() {
    return port;
  }

  public String url() {
    return "stomp://" + USER + ":se%3Acret%2F%5C@127.0.0.1:" + port;
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
