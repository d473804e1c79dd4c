package org.argonaut.cpe;

import java.util.concurrent.Future;
import org.argonaut.cpe.tree.MappedPart;
import org.argonaut.cpe.tree.Tree;

/**
 * Looks for changes that the ACS wants to hear of at once: of values that change by themselves, and of UCI files that somebody
 * else edits. All it does it does under its CPE's lock.
 */
final class ChangeWatch {
  private final VirtualCpe cpe;
  private final Surroundings surroundings;
  private final Tree tree;
  private final Notifications notifications;
  private long generation;
  private Future<?> values;
  private Future<?> files;

  ChangeWatch(VirtualCpe cpe, Surroundings surroundings, Tree tree, Notifications notifications) {
    this.cpe = cpe;
    this.surroundings = surroundings;
    this.tree = tree;
    this.notifications = notifications;
  }

  /** Sees to it that somebody looks again, as long as the ACS wants to hear of changes. */
  void goOn() {
    if (!notifications.watching()) {
      return;
    }
    if (files == null && tree.mapped() != MappedPart.NONE) {
      files = surroundings.after(surroundings.settings().configurationPoll(), this::lookAtFiles);
    }
    boolean waiting = values != null && !values.isDone();
    if (!waiting && cpe.isOn()) {
      values = surroundings.after(surroundings.settings().notificationPoll(), this::lookAtValues);
    }
  }

  private void lookAtFiles() {
    synchronized (cpe) {
      files = null;
      long now = tree.mapped().generation();
      if (now != generation && cpe.isOn()) {
        generation = now;
        look();
      }
      goOn();
    }
  }

  private void lookAtValues() {
    synchronized (cpe) {
      values = null;
      look();
      goOn();
    }
  }

  private void look() {
    if (notifications.look()) {
      cpe.tellUnlessRetrying();
    }
  }

  /** Values are not looked at until {@link #goOn}. */
  void stop() {
    if (values != null) {
      values.cancel(false);
    }
  }
}
