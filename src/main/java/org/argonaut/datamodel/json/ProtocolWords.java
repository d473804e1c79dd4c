package org.argonaut.datamodel.json;

import java.util.List;
import org.argonaut.datamodel.Protocols;

/** Reads the {@code protocols} of a node. */
public final class ProtocolWords {
  private ProtocolWords() {}

  /** The protocols those words mean; null if they mean none in any form that is agreed on. */
  public static Protocols of(List<String> words) {
    return switch (words.size()) {
      case 1 ->
          switch (words.getFirst()) {
            case "cwmp" -> Protocols.CWMP;
            case "usp" -> Protocols.USP;
            case "none" -> Protocols.NONE;
            default -> null;
          };
      case 2 -> words.contains("cwmp") && words.contains("usp") ? Protocols.BOTH : null;
      default -> null;
    };
  }
}
