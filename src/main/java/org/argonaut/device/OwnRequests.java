package org.argonaut.device;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.usp.proto.UspMsg;

/** Requests to one agent on the controller's own account that are not answered yet: a handful at most. */
final class OwnRequests {
  private static final String PREFIX = "own-";

  /** What a request is for. */
  enum Purpose {
    ONBOARDING,
    SUBSCRIPTION,
    PROBE
  }

  /**
   * One request under way.
   *
   * @param deadline in epoch milliseconds
   */
  record Own(String messageId, Purpose purpose, UspMsg.Request request, long deadline) {}

  private List<Own> open = List.of();

  Own add(Purpose purpose, UspMsg.Request request, long deadline) {
    Own own = new Own(PREFIX + CommandId.next(), purpose, request, deadline);
    if (open.isEmpty()) {
      open = new ArrayList<>(2);
    }
    open.add(own);
    return own;
  }

  boolean isOpen(Purpose purpose) {
    return open.stream().anyMatch(own -> own.purpose() == purpose);
  }

  /** The request that this id is the answer to, which is open no more; null when there is none. */
  Own answered(String messageId) {
    if (!messageId.startsWith(PREFIX)) {
      return null;
    }
    for (Own own : open) {
      if (own.messageId().equals(messageId)) {
        remove(own);
        return own;
      }
    }
    return null;
  }

  /** Those whose deadline has passed; they are open no more. */
  List<Own> overdue(long now) {
    List<Own> overdue = open.stream().filter(own -> own.deadline() <= now).toList();
    overdue.forEach(this::remove);
    return overdue;
  }

  void clear() {
    open = List.of();
  }

  private void remove(Own own) {
    open.remove(own);
    if (open.isEmpty()) {
      open = List.of();
    }
  }

  /** In epoch milliseconds; MAX_VALUE: nothing is open. */
  long nextDeadline() {
    long earliest = Long.MAX_VALUE;
    for (Own own : open) {
      earliest = Math.min(earliest, own.deadline());
    }
    return earliest;
  }
}
