package org.argonaut.device;

/**
 * What a handler decided.
 *
 * @param state the device's state that follows; the old one when nothing durable changed
 * @param then what to do once that state is in the database: replies, mostly
 */
record Decision(DeviceState state, Runnable then) {
  private static final Runnable NOTHING = () -> {};

  static Decision stay(DeviceState state) {
    return new Decision(state, NOTHING);
  }

  Decision andThen(Runnable more) {
    return new Decision(
        state,
        () -> {
          then.run();
          more.run();
        });
  }
}
