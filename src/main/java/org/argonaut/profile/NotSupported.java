package org.argonaut.profile;

/** No hook does it for this device, or the device has nothing of the kind. */
public final class NotSupported extends ProfileFailure {
  NotSupported(String message) {
    super(message);
  }
}
