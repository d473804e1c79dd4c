package org.argonaut.datamodel;

/** Small facts of a node, packed. */
@SuppressWarnings("EnumOrdinal") // The numbers live in memory only, so the order of constants may change.
final class Flags {
  private static final int PROTOCOLS = 0;
  private static final int ACCESS = 2;
  private static final int STATUS = 4;
  private static final int NOTIFICATION = 6;
  private static final int TWO_BITS = 3;
  private static final int FORCED_INFORM = 1 << 8;
  private static final int MANDATORY = 1 << 9;
  private static final int ASYNCHRONOUS = 1 << 10;
  private static final int DIFFERS = 1 << 11;

  private static final Protocols[] ALL_PROTOCOLS = Protocols.values();
  private static final Access[] ALL_ACCESS = Access.values();
  private static final Status[] ALL_STATUS = Status.values();
  private static final Notification[] ALL_NOTIFICATION = Notification.values();

  private Flags() {}

  static short of(Draft draft) {
    int bits =
        (draft.protocols().ordinal() << PROTOCOLS)
            | (draft.access().ordinal() << ACCESS)
            | (draft.status().ordinal() << STATUS)
            | (draft.notification().ordinal() << NOTIFICATION)
            | (draft.forcedInform() ? FORCED_INFORM : 0)
            | (draft.mandatory() ? MANDATORY : 0)
            | (draft.asynchronous() ? ASYNCHRONOUS : 0)
            | (draft.usp() != null ? DIFFERS : 0);
    return (short) bits;
  }

  static Protocols protocols(short flags) {
    return ALL_PROTOCOLS[(flags >> PROTOCOLS) & TWO_BITS];
  }

  static Access access(short flags) {
    return ALL_ACCESS[(flags >> ACCESS) & TWO_BITS];
  }

  static Status status(short flags) {
    return ALL_STATUS[(flags >> STATUS) & TWO_BITS];
  }

  static Notification notification(short flags) {
    return ALL_NOTIFICATION[(flags >> NOTIFICATION) & TWO_BITS];
  }

  static boolean forcedInform(short flags) {
    return (flags & FORCED_INFORM) != 0;
  }

  static boolean mandatory(short flags) {
    return (flags & MANDATORY) != 0;
  }

  static boolean asynchronous(short flags) {
    return (flags & ASYNCHRONOUS) != 0;
  }

  /** Whether USP sees other facts than CWMP. */
  static boolean differs(short flags) {
    return (flags & DIFFERS) != 0;
  }
}
