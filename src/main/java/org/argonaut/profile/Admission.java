package org.argonaut.profile;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.ParameterValue;

/** Holds all that a hook wants done against the device's data model, before the first of it is sent. */
final class Admission {
  private Admission() {}

  /**
   * Lets pass what fits.
   *
   * @throws InvalidResource with all that does not; nothing was sent
   */
  static void check(Bound bound, List<Payload> payloads) throws InvalidResource, InterruptedException {
    List<InvalidResource.Violation> violations = new ArrayList<>();
    for (Payload payload : payloads) {
      CpeMethod method = asMethod(payload);
      if (method != null) {
        violations.addAll(bound.dataModels().violations(bound.device(), method));
      }
    }
    if (!violations.isEmpty()) {
      throw new InvalidResource(violations);
    }
  }

  /** What a payload comes to; null: it changes nothing, or is a message of the hook's own. */
  private static CpeMethod asMethod(Payload payload) {
    return switch (payload) {
      case Payload.Write(List<ParameterValue> values) -> new CpeMethod.SetParameterValues(values, "");
      case Payload.Add(String table) -> new CpeMethod.AddObject(table, "");
      case Payload.Rpc(CpeMethod method) -> method;
      case Payload.Read _, Payload.Message _ -> null;
    };
  }
}
