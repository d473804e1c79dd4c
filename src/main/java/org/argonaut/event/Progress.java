package org.argonaut.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.argonaut.store.ListenerPosition;

/** Keeps account of a listener's events: which came, which are done, and so where to begin after a crash. */
final class Progress {
  private final ArrayDeque<Long> came = new ArrayDeque<>();
  private final Set<Long> done;
  private long cursor;

  Progress(ListenerPosition begin) {
    this.cursor = begin.cursor();
    this.done = new HashSet<>(begin.done());
  }

  /** An event came, in ascending order; false when it was done before the listener began again. */
  boolean came(long id) {
    came.add(id);
    if (!done.contains(id)) {
      return true;
    }
    advance();
    return false;
  }

  void done(long id) {
    done.add(id);
    advance();
  }

  private void advance() {
    while (!came.isEmpty() && done.remove(came.peek())) {
      cursor = came.poll();
    }
  }

  /** Events that came and are not done, or done out of order. */
  int open() {
    return came.size();
  }

  ListenerPosition position() {
    List<Long> beyond = new ArrayList<>(done);
    beyond.sort(null);
    return new ListenerPosition(cursor, beyond);
  }
}
