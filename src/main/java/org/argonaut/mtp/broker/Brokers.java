package org.argonaut.mtp.broker;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.BrokerSender;

/** Sends records through the link of their protocol; those whose broker is not configured fail with a line that says so. */
public final class Brokers implements BrokerSender {
  private final Map<AgentRoute.Mtp, BrokerSender> links = new EnumMap<>(AgentRoute.Mtp.class);

  /** Makes a protocol's link known; to be called before the first record is sent. */
  public synchronized void add(AgentRoute.Mtp mtp, BrokerSender link) {
    links.put(mtp, link);
  }

  @Override
  public CompletionStage<Done> send(AgentRoute.Broker route, byte[] record) {
    BrokerSender link;
    synchronized (this) {
      link = links.get(route.mtp());
    }
    if (link == null) {
      return CompletableFuture.failedFuture(
          new BrokerAway("no " + route.mtp() + " broker is configured: set ARGONAUT_" + route.mtp().name().toUpperCase(Locale.ROOT) + "_URL"));
    }
    return link.send(route, record);
  }
}
