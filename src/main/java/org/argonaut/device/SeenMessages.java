package org.argonaut.device;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The newest notifications of one agent, so that a repetition (R-NOT, R-MSG.4) is one event. An id that comes again with
 * another content is another message: some agents never change theirs.
 */
final class SeenMessages {
  private static final int KEPT = 32;

  /** What is to be done with a message. */
  enum Seen {
    NEW,
    /** The first one is being written: say nothing. */
    IN_PROGRESS,
    /** It was written, only the response was lost. */
    DONE
  }

  private static final class Entry {
    final String id;
    final int content;
    boolean done;

    Entry(String id, int content) {
      this.id = id;
      this.content = content;
    }
  }

  private final Deque<Entry> entries = new ArrayDeque<>(4);

  Seen see(String id, int content) {
    for (Entry entry : entries) {
      if (entry.content == content && entry.id.equals(id)) {
        return entry.done ? Seen.DONE : Seen.IN_PROGRESS;
      }
    }
    if (entries.size() == KEPT) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(id, content));
    return Seen.NEW;
  }

  /** The message was written, or could not be and is to come again. */
  void ended(String id, boolean written) {
    if (written) {
      entries.stream().filter(entry -> entry.id.equals(id)).forEach(entry -> entry.done = true);
    } else {
      entries.removeIf(entry -> entry.id.equals(id));
    }
  }
}
