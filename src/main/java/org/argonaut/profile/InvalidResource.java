package org.argonaut.profile;

import java.util.List;
import java.util.stream.Collectors;

/** What was to be set does not fit the resource or the device's data model; nothing was sent. */
public final class InvalidResource extends ProfileFailure {
  private final transient List<Violation> violations;

  /**
   * One mistake.
   *
   * @param field as in {@code [0].channel}; or a parameter's path
   */
  public record Violation(String field, String detail) {}

  InvalidResource(List<Violation> violations) {
    super(violations.stream().map(v -> v.field() + ": " + v.detail()).collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  public List<Violation> violations() {
    return violations;
  }
}
