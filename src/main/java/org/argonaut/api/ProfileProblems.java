package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Problem;
import org.argonaut.cwmp.SecretParameters;
import org.argonaut.profile.DeviceLink;
import org.argonaut.profile.HookFailure;
import org.argonaut.profile.InvalidResource;
import org.argonaut.profile.NotSupported;
import org.argonaut.profile.ProfileFailure;

/** What failures of profiles mean in HTTP. */
final class ProfileProblems {
  private ProfileProblems() {}

  static Problem of(String sn, ProfileFailure failure) {
    return switch (failure) {
      case HookFailure e -> hook(e);
      case NotSupported e -> Problem.of(404, "not-supported", "The device does not have it", e.getMessage());
      case InvalidResource e -> invalid(e);
      case DeviceLink.NotDone e -> notDone(sn, e);
    };
  }

  private static Problem hook(HookFailure e) {
    String where = "Profile " + e.profile() + (e.hook() == null ? "" : ", hook " + e.hook());
    Problem problem =
        Problem.of(
                502,
                "hook-" + e.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                "The device's profile failed",
                where + (e.line() > 0 ? ", line " + e.line() : "") + ": " + e.getMessage())
            .with("profile", e.profile())
            .with("message", e.getMessage());
    problem = e.hook() == null ? problem : problem.with("hook", e.hook());
    return e.line() > 0 ? problem.with("line", e.line()) : problem;
  }

  private static Problem invalid(InvalidResource e) {
    ArrayNode violations = Json.array();
    e.violations().forEach(v -> violations.addObject().put("field", v.field()).put("detail", v.detail()));
    return Problem.of(422, "invalid-resource", "The device cannot take that; nothing was changed", e.getMessage())
        .with("violations", violations);
  }

  private static Problem notDone(String sn, DeviceLink.NotDone e) {
    Problem problem = Outcomes.problemOf(sn, e.outcome());
    if (e.done().isEmpty() && e.added() == null) {
      return problem;
    }
    ObjectNode done = Json.object();
    e.done().forEach(v -> done.put(v.name(), SecretParameters.isSecret(v.name()) ? null : v.value()));
    problem = problem.with("done", done);
    return e.added() == null ? problem : problem.with("added", e.added());
  }
}
