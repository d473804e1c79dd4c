package org.argonaut.profile;

/** A diagnostic, and the hooks it is made of. */
enum DiagnosticKind {
  PING(Resource.PING, Hook.SET_PING, Hook.GET_PING_RESULT, Hook.PARSE_GET_PING_RESULT),
  TRACEROUTE(
      Resource.TRACEROUTE, Hook.SET_TRACEROUTE, Hook.GET_TRACEROUTE_RESULT, Hook.PARSE_GET_TRACEROUTE_RESULT),
  SPEED_TEST(
      Resource.SPEED_TEST, Hook.SET_SPEED_TEST, Hook.GET_SPEED_TEST_RESULT, Hook.PARSE_GET_SPEED_TEST_RESULT),
  SITE_SURVEY(
      Resource.SITE_SURVEY,
      Hook.SET_SITE_SURVEY_DIAGNOSTIC_STATE,
      Hook.GET_SITE_SURVEY_RESULTS,
      Hook.PARSE_GET_SITE_SURVEY);

  private final Resource resource;
  private final Hook set;
  private final Hook get;
  private final Hook parse;

  DiagnosticKind(Resource resource, Hook set, Hook get, Hook parse) {
    this.resource = resource;
    this.set = set;
    this.get = get;
    this.parse = parse;
  }

  Resource resource() {
    return resource;
  }

  /** What starts it. */
  Hook set() {
    return set;
  }

  /** What reads its result. */
  Hook get() {
    return get;
  }

  Hook parse() {
    return parse;
  }

  /** What names the parameter to wait for. */
  Hook state(String action) {
    return switch (this) {
      case PING -> Hook.GET_PING_DIAGNOSTIC_STATE;
      case TRACEROUTE -> Hook.GET_TRACEROUTE_DIAGNOSTIC_STATE;
      case SPEED_TEST -> action.equals("upload") ? Hook.GET_UPLOAD_DIAGNOSTIC_STATE : Hook.GET_DOWNLOAD_DIAGNOSTIC_STATE;
      case SITE_SURVEY -> Hook.GET_SITE_SURVEY_DIAGNOSTIC_STATE;
    };
  }

  /** The diagnostic of a resource; null when it is none. */
  static DiagnosticKind of(Resource resource) {
    for (DiagnosticKind kind : values()) {
      if (kind.resource == resource) {
        return kind;
      }
    }
    return null;
  }
}
