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
      violations.addAll(bound.protocol() == Protocol.CWMP ? overCwmp(bound, payload) : overUsp(bound, payload));
    }
    if (!violations.isEmpty()) {
      throw new InvalidResource(violations);
    }
  }

  private static List<InvalidResource.Violation> overCwmp(Bound bound, Payload payload) throws InterruptedException {
    CpeMethod method =
        switch (payload) {
          case Payload.Write(List<ParameterValue> values) -> new CpeMethod.SetParameterValues(values, "");
          case Payload.Add(String table) -> new CpeMethod.AddObject(table, "");
          case Payload.Rpc(CpeMethod rpc) -> rpc;
          case Payload.Read _, Payload.Delete _, Payload.Message _ -> null; // nothing that a data model could object to
        };
    return method == null ? List.of() : bound.dataModels().violations(bound.device(), method);
  }

  /** A message is the hook's own affair: the agent says what it thinks of it, path by path. */
  private static List<InvalidResource.Violation> overUsp(Bound bound, Payload payload) throws InterruptedException {
    return payload instanceof Payload.Write || payload instanceof Payload.Add
        ? bound.dataModels().violations(bound.device(), UspPayloads.request(payload))
        : List.of();
  }
}
