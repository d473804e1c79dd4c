package org.argonaut.usp;

import java.util.List;
import org.argonaut.usp.SearchPath.Kind;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Request;

/** Checks the paths of a request before it is sent, so that nonsense is refused where it was written. */
public final class Paths {
  private Paths() {}

  /**
   * Checks the syntax of every path in a request, and that its kind suits the request: an Operate needs a command, Add an
   * object and so on. Responses and errors are not looked at.
   *
   * @throws BadPath naming the first that is wrong (7008)
   */
  public static void check(Msg msg) throws BadPath {
    var request = msg.getBody().getRequest();
    switch (request.getReqTypeCase()) {
      case GET -> any(request.getGet().getParamPathsList());
      case GET_SUPPORTED_DM -> supported(request.getGetSupportedDm().getObjPathsList());
      case GET_INSTANCES -> objects(request.getGetInstances().getObjPathsList());
      case DELETE -> objects(request.getDelete().getObjPathsList());
      case OPERATE -> command(request.getOperate().getCommand());
      case SET -> settings(request);
      case ADD -> creations(request);
      default -> {
        // Agents send the others.
      }
    }
  }

  private static void settings(Request request) throws BadPath {
    for (var update : request.getSet().getUpdateObjsList()) {
      object(update.getObjPath());
      for (var setting : update.getParamSettingsList()) {
        parameter(setting.getParam());
      }
    }
  }

  private static void creations(Request request) throws BadPath {
    for (var creation : request.getAdd().getCreateObjsList()) {
      object(creation.getObjPath());
      for (var setting : creation.getParamSettingsList()) {
        parameter(setting.getParam());
      }
    }
  }

  private static void any(List<String> paths) throws BadPath {
    for (var text : paths) {
      var path = instantiated(text);
      if (path.kind() == Kind.COMMAND || path.kind() == Kind.EVENT) {
        throw new BadPath(text, text.length() - 1, "a command or an event cannot be read;");
      }
    }
  }

  private static void objects(List<String> paths) throws BadPath {
    for (var text : paths) {
      object(text);
    }
  }

  /** The dot at the end may be missing: agents differ in whether they mind. */
  private static void object(String text) throws BadPath {
    var path = instantiated(text);
    if (path.kind() == Kind.COMMAND || path.kind() == Kind.EVENT) {
      throw new BadPath(text, text.length() - 1, "an object, ending with a dot, expected");
    }
  }

  private static void supported(List<String> paths) throws BadPath {
    for (var text : paths) {
      var path = SearchPath.parse(text);
      if (path.isSearch() || path.segments().stream().anyMatch(SearchPath.Segment.Reference.class::isInstance)) {
        throw new BadPath(text, 0, "only names, numbers and {i} are in paths of the supported data model;");
      }
    }
  }

  private static void command(String text) throws BadPath {
    if (instantiated(text).kind() != Kind.COMMAND) {
      throw new BadPath(text, text.length(), "a command, ending with (), expected");
    }
  }

  private static void parameter(String text) throws BadPath {
    if (SearchPath.parseRelative(text).kind() != Kind.PARAMETER) {
      throw new BadPath(text, text.length() - 1, "a parameter, relative to its object, expected");
    }
  }

  private static SearchPath instantiated(String text) throws BadPath {
    var path = SearchPath.parse(text);
    if (path.hasPlaceholder()) {
      throw new BadPath(text, text.indexOf("{i}"), "{i} is for the supported data model only, * means every instance;");
    }
    return path;
  }
}
