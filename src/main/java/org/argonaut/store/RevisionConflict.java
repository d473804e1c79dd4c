package org.argonaut.store;

import org.apache.pekko.persistence.state.exception.DurableStateException;

/** Somebody else wrote the device's state meanwhile: this writer is not the only one and must stop. */
public final class RevisionConflict extends DurableStateException {
  private final String sn;

  public RevisionConflict(String sn, long revision) {
    super(
        "device "
            + sn
            + ": revision "
            + revision
            + " does not follow what is stored; another actor of this device wrote or deleted it");
    this.sn = sn;
  }

  public String sn() {
    return sn;
  }
}
