package org.argonaut.profile;

/** Why a resource could not be read or set, or a diagnostic not be made: each kind is told to callers in its own way. */
public abstract sealed class ProfileFailure extends Exception
    permits HookFailure, DeviceLink.NotDone, NotSupported, InvalidResource {

  /** Carries no stack trace: it says what a device, a profile or a caller did. */
  ProfileFailure(String message) {
    super(message, null, false, false);
  }
}
