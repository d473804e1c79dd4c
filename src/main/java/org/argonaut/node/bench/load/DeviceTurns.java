package org.argonaut.node.bench.load;

import java.util.BitSet;

/**
 * Whose turn it is: the devices one after the other, once or round and round, but never one whose session still runs.
 * Belongs to one thread.
 */
final class DeviceTurns {
  /** No more devices. */
  static final int NONE = -1;

  private final int first;
  private final int count;
  private final boolean once;
  private final BitSet busy;
  private int next;

  DeviceTurns(int first, int count, boolean once) {
    this.first = first;
    this.count = count;
    this.once = once;
    this.busy = new BitSet(count);
  }

  /** The number of the device whose turn it is, or {@link #NONE}; busy from now on. */
  int take() {
    if (next == count) {
      if (once) {
        return NONE;
      }
      next = 0;
    }
    int free = busy.nextClearBit(next);
    if (free >= count) {
      free = busy.nextClearBit(0);
      if (free >= count) {
        return NONE;
      }
    }
    busy.set(free);
    next = free + 1;
    return first + free;
  }

  /** The session of a device is over. */
  void done(int device) {
    busy.clear(device - first);
  }
}
