package org.argonaut.device;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.argonaut.device.OwnRequests.Own;
import org.argonaut.device.OwnRequests.Purpose;
import org.argonaut.usp.Messages;
import org.argonaut.usp.proto.UspMsg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the controller asks an agent on its own account: who it is, subscriptions, a sign of life. Confined to the device's
 * actor.
 */
final class OwnWork {
  private static final Logger LOG = LoggerFactory.getLogger(OwnWork.class);

  /** How long after an attempt an agent is not asked again who it is. */
  private static final long ONBOARDING_PAUSE_MILLIS = 60_000;

  private final String id;
  private final UspSettings settings;
  private final UspAnswers answers;
  private final int wantedSubscriptions;
  private final OwnRequests open = new OwnRequests();

  private UspOnboarding onboarding;
  private long onboardAfter;

  /** When a silent agent was last asked for a sign of life. */
  private long probedAt;

  /** Commands whose completion is subscribed to. */
  private Set<String> subscribedCommands = Set.of();

  OwnWork(String id, DeviceEnvironment env, UspAnswers answers) {
    this.id = id;
    this.settings = env.usp().settings();
    this.answers = answers;
    this.wantedSubscriptions = UspOnboarding.fingerprint(settings.subscriptions());
  }

  /** Whether it was an answer to one of these requests. */
  boolean answered(UspTurn turn, String messageId, UspMsg.Body body) {
    Own asked = open.answered(messageId);
    if (asked == null) {
      return false;
    }
    if (asked.purpose() == Purpose.ONBOARDING && onboarding != null) {
      turn.become(onboarding.answered(turn.state(), asked.request(), body));
      if (body.getResponse().hasGetResp()) {
        answers.cache(UspOnboarding.values(body.getResponse().getGetResp()));
      }
    } else if (body.hasError()) {
      LOG.info("{}: {} was answered with error {}", id, asked.purpose(), body.getError().getErrCode());
    }
    return true;
  }

  /** The agent says something that makes what is known of it doubtful. */
  void relearn(UspTurn turn) {
    subscribedCommands = Set.of();
    if (onboarding != null) {
      return; // it is being asked just now
    }
    onboardAfter = 0;
    if (turn.state().usp().learned()) {
      turn.become(turn.state().usp().unlearned());
    }
  }

  /**
   * Asks the next thing that is not known of the agent.
   *
   * @return whether all has been asked just now and the agent is new
   */
  boolean onboard(UspTurn turn) {
    if (onboarding == null) {
      if (turn.now() < onboardAfter || !UspOnboarding.needed(turn.state().usp(), wantedSubscriptions)) {
        return false;
      }
      onboarding = new UspOnboarding(id, turn.state().usp(), settings.subscriptions());
      onboardAfter = turn.now() + ONBOARDING_PAUSE_MILLIS;
    }
    if (open.isOpen(Purpose.ONBOARDING)) {
      return false;
    }
    UspMsg.Request next = onboarding.next();
    if (next != null) {
      ask(turn, Purpose.ONBOARDING, next);
      return false;
    }
    onboarding = null;
    return !turn.state().usp().announced();
  }

  /** An Operate that waits for its completion needs a subscription to it. */
  void subscribeTo(UspTurn turn, Request.Message message) {
    if (!message.endsLater()) {
      return;
    }
    if (subscribedCommands.isEmpty()) {
      subscribedCommands = new HashSet<>(2);
    }
    UspMsg.Request subscription =
        UspOperations.subscription(
            message.body().getOperate().getCommand(), settings.subscriptions(), subscribedCommands);
    if (subscription != null) {
      ask(turn, Purpose.SUBSCRIPTION, subscription);
    }
  }

  private void ask(UspTurn turn, Purpose purpose, UspMsg.Request request) {
    Own asked = open.add(purpose, request, turn.now() + settings.requestTimeout().toMillis());
    turn.request(Messages.request(asked.messageId(), request));
  }

  /** The way to the agent is lost, and with it the answers. */
  void lost() {
    open.clear();
    onboarding = null;
    onboardAfter = 0;
  }

  /** When an agent that is silent since {@code lastContact} is to be asked for a sign of life. */
  long probeAt(long lastContact) {
    return open.isOpen(Purpose.PROBE)
        ? Long.MAX_VALUE
        : Math.max(lastContact, probedAt) + settings.probeInterval().toMillis();
  }

  void probe(UspTurn turn) {
    probedAt = turn.now();
    ask(turn, Purpose.PROBE, UspRequests.probe());
  }

  long nextDeadline() {
    return open.nextDeadline();
  }

  /**
   * Gives up what was not answered in time.
   *
   * @return whether the agent gave no sign of life when asked for one
   */
  boolean expire(long now) {
    List<Own> overdue = open.overdue(now);
    overdue.forEach(own -> LOG.info("{}: the agent did not answer in time ({})", id, own.purpose()));
    return overdue.stream().anyMatch(own -> own.purpose() == Purpose.PROBE);
  }
}
