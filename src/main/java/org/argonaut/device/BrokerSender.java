package org.argonaut.device;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Sends records to agents behind a broker, through this node's own connection to it. Implemented by {@code mtp}. */
public interface BrokerSender {

  /**
   * Publishes one record.
   *
   * @return completes when the broker has it (or at once where the protocol cannot tell); fails, within seconds, when the
   *     broker is away or not configured
   */
  CompletionStage<Done> send(AgentRoute.Broker route, byte[] record);
}
