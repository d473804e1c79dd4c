package org.argonaut.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.argonaut.device.DurableCommand.Status;

/**
 * The commands of one device that have not ended: by priority, first in first out inside one. Confined to its actor and
 * bounded by it; empty most of the time, so it holds no memory then.
 */
final class CommandQueue {
  private List<QueuedCommand> entries = List.of();

  /** Set when the durable part differs from what is in the database. */
  private boolean dirty;

  static CommandQueue of(List<DurableCommand> kept) {
    CommandQueue queue = new CommandQueue();
    kept.forEach(command -> queue.insert(new QueuedCommand(command)));
    return queue;
  }

  int size() {
    return entries.size();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  List<QueuedCommand> all() {
    return List.copyOf(entries);
  }

  void add(QueuedCommand entry) {
    insert(entry);
    dirty |= entry.command().durable();
  }

  private void insert(QueuedCommand entry) {
    if (entries.isEmpty()) {
      entries = new ArrayList<>(2);
    }
    int at = entries.size();
    while (at > 0 && entries.get(at - 1).command().priority().compareTo(entry.command().priority()) > 0) {
      at--;
    }
    entries.add(at, entry);
  }

  /** What the CPE gets next; null when there is nothing, or a command blocks the rest. */
  QueuedCommand next() {
    QueuedCommand first = null;
    for (QueuedCommand entry : entries) {
      if (entry.ended()) {
        continue;
      }
      if (entry.status() != Status.QUEUED) {
        if (entry.command().blockQueue()) {
          return null;
        }
      } else if (first == null) {
        first = entry;
      }
    }
    return first;
  }

  QueuedCommand find(String id) {
    for (QueuedCommand entry : entries) {
      if (entry.id().equals(id)) {
        return entry;
      }
    }
    return null;
  }

  /** The transfer that a TransferComplete or DUStateChangeComplete with this key ends; null when there is none. */
  QueuedCommand transfer(String commandKey) {
    for (QueuedCommand entry : entries) {
      if (!entry.message() && !entry.ended() && entry.status() != Status.QUEUED && commandKey.equals(CommandKeys.of(entry.rpc()))) {
        return entry;
      }
    }
    return null;
  }

  /** Removes the command; durable ones leave the database with the next commit. */
  void remove(QueuedCommand entry) {
    if (entries.remove(entry)) {
      dirty |= entry.command().durable();
    }
    if (entries.isEmpty()) {
      entries = List.of();
    }
  }

  /** Removes the command with this id, if it is still there. */
  void remove(String id) {
    QueuedCommand entry = find(id);
    if (entry != null) {
      remove(entry);
    }
  }

  void markDirty() {
    dirty = true;
  }

  /** The commands whose deadline has passed and that have not ended. */
  List<QueuedCommand> overdue(Instant now) {
    List<QueuedCommand> overdue = new ArrayList<>();
    for (QueuedCommand entry : entries) {
      if (!entry.ended() && !entry.command().deadline().isAfter(now)) {
        overdue.add(entry);
      }
    }
    return overdue;
  }

  /** The earliest deadline; null when empty. */
  Instant nextDeadline() {
    Instant earliest = null;
    for (QueuedCommand entry : entries) {
      Instant deadline = entry.command().deadline();
      if (!entry.ended() && (earliest == null || deadline.isBefore(earliest))) {
        earliest = deadline;
      }
    }
    return earliest;
  }

  /** Whether somebody waits for a session that only a connection request can bring. */
  boolean wantsWake() {
    for (QueuedCommand entry : entries) {
      if (!entry.ended() && entry.command().wake() && entry.status() == Status.QUEUED) {
        return true;
      }
    }
    return false;
  }

  /** How many USP messages the agent has and has not answered. */
  int messagesSent() {
    int sent = 0;
    for (QueuedCommand entry : entries) {
      if (entry.message() && !entry.ended() && entry.status() == Status.SENT) {
        sent++;
      }
    }
    return sent;
  }

  /** Whether a USP message waits to be sent. */
  boolean wantsMessages() {
    for (QueuedCommand entry : entries) {
      if (entry.message() && !entry.ended() && entry.status() == Status.QUEUED) {
        return true;
      }
    }
    return false;
  }

  /** The state with this queue's durable part, or the state itself when nothing durable changed. */
  DeviceState into(DeviceState state) {
    if (!dirty) {
      return state;
    }
    dirty = false;
    List<DurableCommand> kept = new ArrayList<>();
    Iterator<QueuedCommand> each = entries.iterator();
    while (each.hasNext()) {
      QueuedCommand entry = each.next();
      if (entry.command().durable()) {
        kept.add(entry.kept());
      }
    }
    return state.withCommands(kept);
  }
}
