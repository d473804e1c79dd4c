package org.argonaut.cpe.usp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.usp.Messages;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Notify;

/**
 * Tells the controller what its subscriptions ask for, and tells it again until it answers where that is wanted (TR-369
 * "Notify", R-NOT). Guarded by its agent's lock.
 */
final class Notifier {
  /** The events the agent raises. */
  static final Set<String> EVENTS =
      Set.of(
          "Device.Boot!", "Device.LocalAgent.Periodic!", "Device.LocalAgent.TransferComplete!",
          "Device.BulkData.Profile.{i}.Push!");

  private static final int MOST_UNANSWERED = 100;
  private static final int MOST_WAITING = 50;
  private static final int MOST_RETRY_STEPS = 10;

  private final Shared shared;
  private final Tree tree;
  private final PathResolver resolver;
  private final Sender sender;
  private LocalAgent.Controller controller;
  private List<Subscription> subscriptions = List.of();
  private Map<String, Unanswered> unanswered = Map.of();
  private Deque<Msg> waiting;
  private long nextLook;

  /** The agent, as the way out. */
  interface Sender {
    /** Sends a message; false when there is no connection. */
    boolean send(Msg message);

    String nextMessageId();
  }

  private static final class Unanswered {
    final Msg message;
    final long expires;
    final boolean onBoard;
    int attempts = 1;
    long due;

    Unanswered(Msg message, long expires, boolean onBoard) {
      this.message = message;
      this.expires = expires;
      this.onBoard = onBoard;
    }
  }

  Notifier(Shared shared, Tree tree, PathResolver resolver, Sender sender) {
    this.shared = shared;
    this.tree = tree;
    this.resolver = resolver;
    this.sender = sender;
  }

  private long now() {
    return shared.clock().millis();
  }

  /** Reads the tables again; the controller may be null. */
  void reload(LocalAgent localAgent, LocalAgent.Controller now) {
    controller = now;
    List<Subscription> before = subscriptions;
    subscriptions = new ArrayList<>();
    for (String row : now == null || !now.enabled() ? List.<String>of() : localAgent.subscriptions(now)) {
      Subscription subscription = new Subscription(tree, row);
      before.forEach(subscription::continues);
      subscriptions.add(subscription);
    }
    if (watching()) {
      look();
    }
  }

  private boolean watching() {
    for (Subscription subscription : subscriptions) {
      if (subscription.type().equals("ValueChange")) {
        return true;
      }
    }
    return false;
  }

  // ---- what happens ----

  /** An event of an object, {@code Boot!} of {@code Device.} for example. */
  void event(String objectPath, String name, Map<String, String> arguments) {
    notify(
        "Event",
        objectPath + name,
        notify -> notify.setEvent(Notify.Event.newBuilder().setObjPath(objectPath).setEventName(name).putAllParams(arguments)));
  }

  void operationComplete(String commandPath, Notify.OperationComplete complete) {
    notify("OperationComplete", commandPath, notify -> notify.setOperComplete(complete));
  }

  void changed(Changes changes) {
    changes.created.forEach(
        (path, keys) ->
            notify(
                "ObjectCreation",
                path,
                notify -> notify.setObjCreation(Notify.ObjectCreation.newBuilder().setObjPath(path).putAllUniqueKeys(keys))));
    for (String path : changes.deleted) {
      notify("ObjectDeletion", path, notify -> notify.setObjDeletion(Notify.ObjectDeletion.newBuilder().setObjPath(path)));
    }
    if (!changes.none() && watching()) {
      look();
    }
  }

  /** Compares the watched parameters with what they were. */
  private void look() {
    nextLook = now() + shared.times().notificationPoll().toMillis();
    for (Subscription subscription : List.copyOf(subscriptions)) {
      if (subscription.type().equals("ValueChange")) {
        subscription.look(tree, resolver).forEach((path, value) -> send(subscription, valueChange(path, value)));
      }
    }
  }

  private static Consumer<Notify.Builder> valueChange(String path, String value) {
    return notify -> notify.setValueChange(Notify.ValueChange.newBuilder().setParamPath(path).setParamValue(value));
  }

  private void notify(String type, String path, Consumer<Notify.Builder> what) {
    for (Subscription subscription : subscriptions) {
      if (subscription.type().equals(type) && subscription.covers(path, tree, resolver)) {
        send(subscription, what);
      }
    }
  }

  private void send(Subscription subscription, Consumer<Notify.Builder> what) {
    Notify.Builder notify = Notify.newBuilder().setSubscriptionId(subscription.id()).setSendResp(subscription.retry());
    what.accept(notify);
    long seconds = subscription.notifExpirationSeconds();
    send(notify, seconds == 0 ? Long.MAX_VALUE : now() + 1000 * seconds);
  }

  /** The agent presents itself, until the controller has answered (R-NOT.5, R-NOT.6). */
  void onBoard(Notify.OnBoardRequest request) {
    if (controller != null) {
      send(Notify.newBuilder().setSendResp(true).setOnBoardReq(request), Long.MAX_VALUE);
    }
  }

  /** A ValueChange of one's own making, for load; it needs no subscription in the table. */
  void flood(String subscriptionId, String path, String value, boolean sendResp) {
    Notify.Builder notify = Notify.newBuilder().setSubscriptionId(subscriptionId).setSendResp(sendResp);
    valueChange(path, value).accept(notify);
    send(notify, Long.MAX_VALUE);
  }

  private void send(Notify.Builder notify, long expires) {
    Msg message = Messages.request(sender.nextMessageId(), notify.build());
    shared.stats().notifications.increment();
    boolean sent = sender.send(message);
    if (notify.getSendResp()) {
      keep(message, expires, notify.hasOnBoardReq());
    } else if (!sent) {
      await(message);
    }
  }

  private void keep(Msg message, long expires, boolean onBoard) {
    if (unanswered.isEmpty()) {
      unanswered = LinkedHashMap.newLinkedHashMap(4);
    } else if (unanswered.size() >= MOST_UNANSWERED) {
      unanswered.remove(unanswered.keySet().iterator().next());
    }
    Unanswered one = new Unanswered(message, expires, onBoard);
    one.due = now() + retryMillis(1);
    unanswered.put(message.getHeader().getMsgId(), one);
  }

  private void await(Msg message) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(4);
    } else if (waiting.size() >= MOST_WAITING) {
      waiting.removeFirst();
    }
    waiting.add(message);
  }

  /** Between minimum x multiplier^(n-1) and x multiplier^n, at random. */
  private long retryMillis(int attempt) {
    int minimum = controller == null ? 5 : controller.retrySeconds();
    double factor = (controller == null ? 2000 : controller.retryMultiplier()) / 1000.0;
    double low = minimum * Math.pow(factor, Math.min(attempt, MOST_RETRY_STEPS) - 1.0) * 1000 * shared.times().retryScale();
    return (long) (low + ThreadLocalRandom.current().nextDouble() * low * (factor - 1));
  }

  // ---- answers, connections, time ----

  /** The controller has answered a notification; true when it was the OnBoardRequest. */
  boolean answered(String messageId) {
    Unanswered one = unanswered.get(messageId);
    if (one == null) {
      return false;
    }
    unanswered.remove(messageId);
    shared.stats().notifyResponses.increment();
    if (unanswered.isEmpty()) {
      unanswered = Map.of();
    }
    return one.onBoard;
  }

  boolean awaitsAnswer(String messageId) {
    return unanswered.containsKey(messageId);
  }

  /** There is a connection again: what has not been told, or not been answered, is told now. */
  void connected() {
    for (Unanswered one : unanswered.values()) {
      again(one);
    }
    while (waiting != null && !waiting.isEmpty() && sender.send(waiting.peek())) {
      waiting.remove();
    }
    waiting = waiting == null || waiting.isEmpty() ? null : waiting;
  }

  private void again(Unanswered one) {
    one.attempts++;
    one.due = now() + retryMillis(one.attempts);
    if (sender.send(one.message)) {
      shared.stats().retries.increment();
    }
  }

  /** When {@link #tick} has something to do; later than any time when nothing. */
  long nextDue() {
    long due = watching() ? nextLook : Long.MAX_VALUE;
    for (Unanswered one : unanswered.values()) {
      due = Math.min(due, Math.min(one.due, one.expires));
    }
    for (Subscription subscription : subscriptions) {
      due = Math.min(due, subscription.endsAtMillis());
    }
    return due;
  }

  void tick(long now) {
    if (!unanswered.isEmpty()) {
      unanswered.values().removeIf(one -> one.expires <= now);
      for (Unanswered one : unanswered.values()) {
        if (one.due <= now) {
          again(one);
        }
      }
    }
    if (nextLook <= now && watching()) {
      look();
    }
  }

  /** Rows of subscriptions whose time is over. */
  List<String> ended(long now) {
    List<String> ended = List.of();
    for (Subscription subscription : subscriptions) {
      if (subscription.endsAtMillis() <= now) {
        ended = ended.isEmpty() ? new ArrayList<>() : ended;
        ended.add(subscription.row());
      }
    }
    return ended;
  }

  /** Forgets what was not told: the memory of it ends with a factory reset. */
  void reset() {
    unanswered = Map.of();
    waiting = null;
  }
}
