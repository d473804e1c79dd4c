package org.argonaut.device;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Asks one CPE for a session: one connection request at a time, and no other while the CPE is on its way. */
final class Waker {
  private static final long FIRST_RETRY_MILLIS = 500;
  private static final long LAST_RETRY_MILLIS = 8_000;

  private final String sn;
  private final DeviceEnvironment env;
  private final ActorContext<DeviceMessage> context;
  private boolean asking;

  /** Whether a session came since the CPE was last asked: a quick one overtakes the answer to the request. */
  private boolean came;

  /** Until when a session is expected, in epoch milliseconds; 0: none is. */
  private long awaitingUntil;

  /** When a CPE that was busy is asked again, in epoch milliseconds; 0: not. */
  private long retryAt;

  private long retryMillis = FIRST_RETRY_MILLIS;
  private List<ActorRef<SessionOpener.Answer>> waiting = List.of();

  Waker(String sn, DeviceEnvironment env, ActorContext<DeviceMessage> context) {
    this.sn = sn;
    this.env = env;
    this.context = context;
  }

  void wake(DeviceState state) {
    if (!asking && awaitingUntil == 0) {
      ask(state);
    }
  }

  private void ask(DeviceState state) {
    asking = true;
    came = false;
    retryAt = 0;
    SessionOpener.Target target =
        new SessionOpener.Target(
            sn,
            state.facts().connectionRequestUrl().isEmpty() ? null : state.facts().connectionRequestUrl(),
            state.attributes().connectionRequestUsername(),
            env.journal().decrypt(state.attributes().secretConnectionRequestPassword()));
    context.pipeToSelf(
        env.opener().open(target),
        (answer, failure) ->
            new DeviceMessage.ConnectionRequestEnded(
                failure == null
                    ? answer
                    : new SessionOpener.Answer(SessionOpener.Result.UNREACHABLE, String.valueOf(failure))));
  }

  /** Asks for a session and tells {@code replyTo} what came of it. */
  void wakeFor(DeviceState state, ActorRef<SessionOpener.Answer> replyTo) {
    if (!asking) {
      awaitingUntil = 0;
    }
    if (waiting.isEmpty()) {
      waiting = new ArrayList<>(1);
    }
    waiting.add(replyTo);
    wake(state);
  }

  /** Whether the CPE said it comes. */
  boolean ended(SessionOpener.Answer answer) {
    asking = false;
    waiting.forEach(caller -> caller.tell(answer));
    waiting = List.of();
    boolean comes =
        answer.result() == SessionOpener.Result.ACCEPTED || answer.result() == SessionOpener.Result.BUSY;
    if (came) {
      return true;
    }
    if (comes && awaitingUntil == 0) {
      awaitingUntil = env.clock().millis() + env.settings().sessionWait().toMillis();
    }
    if (answer.result() == SessionOpener.Result.BUSY) {
      retryAt = env.clock().millis() + retryMillis;
      retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
    }
    return comes;
  }

  /**
   * Asks a busy CPE again when it is time. Busy often means that it is just ending the session before; not every CPE
   * remembers the request then.
   */
  void retry(DeviceState state, long now, boolean wanted) {
    if (retryAt == 0 || retryAt > now) {
      return;
    }
    retryAt = 0;
    if (wanted && !asking) {
      ask(state);
    }
  }

  void sessionCame() {
    came = true;
    awaitingUntil = 0;
    retryAt = 0;
    retryMillis = FIRST_RETRY_MILLIS;
  }

  /** Whether a session was promised and did not come; said once. */
  boolean gaveUp(long now) {
    if (awaitingUntil == 0 || awaitingUntil > now) {
      return false;
    }
    sessionCame();
    return true;
  }

  long nextDeadline() {
    long earliest = awaitingUntil == 0 ? Long.MAX_VALUE : awaitingUntil;
    return retryAt == 0 ? earliest : Math.min(earliest, retryAt);
  }
}
