package org.argonaut.mtp.broker;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.BrokerSender;

/** A node's link to one broker, whatever is spoken with it. A link that lost its broker comes back by itself. */
public interface BrokerLink extends BrokerSender {

  /** What is spoken. */
  AgentRoute.Mtp mtp();

  /** Whether the broker is there, and what is wrong if not. */
  BrokerLoop.Health health();

  BrokerStats stats();

  /** Records that came and are not done. */
  int waiting();

  /**
   * Stops: finishes what came, and disconnects.
   *
   * @param deadline for all of it
   * @return completes at the deadline at the latest; never fails
   */
  CompletionStage<Done> stop(Duration deadline);
}
