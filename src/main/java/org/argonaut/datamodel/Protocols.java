package org.argonaut.datamodel;

import java.util.List;

/** Which protocols see a node. */
public enum Protocols {
  /** Nobody sees the node and what is below it. */
  NONE(false, false),
  CWMP(true, false),
  USP(false, true),
  BOTH(true, true);

  private final boolean cwmp;
  private final boolean usp;

  Protocols(boolean cwmp, boolean usp) {
    this.cwmp = cwmp;
    this.usp = usp;
  }

  /** Whether somebody who speaks {@code asker} sees a node of these protocols; who asks for {@link #BOTH} sees all but {@link #NONE}. */
  public boolean visibleTo(Protocols asker) {
    return (cwmp && asker.cwmp) || (usp && asker.usp);
  }

  /** What either of the two sees. */
  public Protocols or(Protocols other) {
    boolean eitherUsp = usp || other.usp;
    return cwmp || other.cwmp ? (eitherUsp ? BOTH : CWMP) : (eitherUsp ? USP : NONE);
  }

  /** The words of the JSON definition, {@code cwmp} first. */
  public List<String> words() {
    return switch (this) {
      case NONE -> List.of("none");
      case CWMP -> List.of("cwmp");
      case USP -> List.of("usp");
      case BOTH -> List.of("cwmp", "usp");
    };
  }
}
