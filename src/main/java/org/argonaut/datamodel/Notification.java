package org.argonaut.datamodel;

import java.util.Optional;

/** How far a controller may ask for active notification of a parameter (CWMP). */
public enum Notification {
  NORMAL("normal"),
  FORCE_ENABLED("forceEnabled"),
  FORCE_DEFAULT_ENABLED("forceDefaultEnabled"),
  CAN_DENY("canDeny");

  private final String word;

  Notification(String word) {
    this.word = word;
  }

  /** The word of TR-106 and of the JSON definition. */
  public String word() {
    return word;
  }

  /** The notification of that word, empty if there is none. */
  public static Optional<Notification> of(String word) {
    for (Notification notification : values()) {
      if (notification.word.equals(word)) {
        return Optional.of(notification);
      }
    }
    return Optional.empty();
  }
}
