package org.argonaut.usp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.CmdType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ParamValueType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ValueChangeType;
import org.argonaut.usp.proto.UspMsg.Msg;

/** Versions of the protocol, and what came with which (TR-369 "GetSupportedProtocol"): never above what the peer announced. */
public final class Versions {
  /** Every version known here, lowest first. */
  public static final List<String> SUPPORTED = List.of("1.0", "1.1", "1.2", "1.3", "1.4");

  /** What every peer knows: used until it has told more. */
  public static final String LOWEST = SUPPORTED.getFirst();

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}\\.[0-9]{1,4}");
  private static final String SINCE_MAX_DEPTH = "1.2";
  private static final String SINCE_TYPES = "1.2";
  private static final String SINCE_REGISTER = "1.3";
  private static final String SINCE_KEY_SETS = "1.4";

  private Versions() {}

  /** The versions known here as GetSupportedProtocol tells them: a comma list. */
  public static String announcement() {
    return String.join(",", SUPPORTED);
  }

  /**
   * The highest version both sides know.
   *
   * @param announced the peer's comma list, in any order, spaces allowed
   * @return empty when there is none
   */
  public static Optional<String> highestCommon(String announced) {
    var theirs = Arrays.stream(announced.split(",")).map(String::strip).toList();
    return SUPPORTED.reversed().stream().filter(theirs::contains).findFirst();
  }

  /** The highest version known here that is not above another, such as that of a record; {@link #LOWEST} for garbage. */
  public static String atMost(String version) {
    var number = number(version);
    return SUPPORTED.reversed().stream().filter(v -> number(v) <= number).findFirst().orElse(LOWEST);
  }

  /** Whether a peer of this version has what came with another. */
  public static boolean has(String version, String since) {
    var peer = number(version);
    return peer >= 0 && peer >= number(since);
  }

  /** Major and minor in one number; -1 for what is no version. */
  private static int number(String version) {
    return VERSION.matcher(version).matches()
        ? Integer.parseInt(version.substring(0, version.indexOf('.'))) * 10_000
            + Integer.parseInt(version.substring(version.indexOf('.') + 1))
        : -1;
  }

  /**
   * A message without what its receiver does not know.
   *
   * @param dropped what was taken out, for people: {@code max_depth needs USP 1.2}
   */
  public record Trimmed(Msg msg, List<String> dropped) {}

  /**
   * Takes out what came later than a version, where the rest still means what it meant: Get.max_depth, which older agents
   * treat as none (1.2); value, change and command types in GetSupportedDMResp (1.2); unique key sets (1.4).
   *
   * @param version the highest that both sides know
   * @throws TooNewForPeer when nothing would be left: Register and Deregister (1.3)
   */
  public static Trimmed trim(Msg msg, String version) throws TooNewForPeer {
    var builder = msg.toBuilder();
    var dropped = new ArrayList<String>();
    switch (Messages.type(msg)) {
      case GET -> {
        var get = builder.getBodyBuilder().getRequestBuilder().getGetBuilder();
        if (get.getMaxDepth() != 0 && !has(version, SINCE_MAX_DEPTH)) {
          get.clearMaxDepth();
          dropped.add("max_depth needs USP " + SINCE_MAX_DEPTH);
        }
      }
      case GET_SUPPORTED_DM -> {
        var get = builder.getBodyBuilder().getRequestBuilder().getGetSupportedDmBuilder();
        if (get.getReturnUniqueKeySets() && !has(version, SINCE_KEY_SETS)) {
          get.clearReturnUniqueKeySets();
          dropped.add("return_unique_key_sets needs USP " + SINCE_KEY_SETS);
        }
      }
      case GET_SUPPORTED_DM_RESP ->
          trim(builder.getBodyBuilder().getResponseBuilder().getGetSupportedDmRespBuilder(), version, dropped);
      case REGISTER, REGISTER_RESP, DEREGISTER, DEREGISTER_RESP -> {
        if (!has(version, SINCE_REGISTER)) {
          throw new TooNewForPeer(
              Messages.type(msg) + " needs USP " + SINCE_REGISTER + ", the peer knows " + version + " only");
        }
      }
      default -> {
        // All the others are as old as the protocol.
      }
    }
    return dropped.isEmpty() ? new Trimmed(msg, List.of()) : new Trimmed(builder.build(), List.copyOf(dropped));
  }

  private static void trim(GetSupportedDMResp.Builder response, String version, List<String> dropped) {
    var types = has(version, SINCE_TYPES);
    if (has(version, SINCE_KEY_SETS)) {
      return;
    }
    for (var result : response.getReqObjResultsBuilderList()) {
      for (var object : result.getSupportedObjsBuilderList()) {
        note(object.getUniqueKeySetsCount() > 0, "unique_key_sets needs USP " + SINCE_KEY_SETS, dropped);
        object.clearUniqueKeySets();
        if (!types) {
          trimTypes(object, dropped);
        }
      }
    }
  }

  private static void trimTypes(GetSupportedDMResp.SupportedObjectResult.Builder object, List<String> dropped) {
    for (var param : object.getSupportedParamsBuilderList()) {
      var typed =
          param.getValueType() != ParamValueType.PARAM_UNKNOWN
              || param.getValueChange() != ValueChangeType.VALUE_CHANGE_UNKNOWN;
      note(typed, "value_type and value_change need USP " + SINCE_TYPES, dropped);
      param.clearValueType().clearValueChange();
    }
    for (var command : object.getSupportedCommandsBuilderList()) {
      note(command.getCommandType() != CmdType.CMD_UNKNOWN, "command_type needs USP " + SINCE_TYPES, dropped);
      command.clearCommandType();
    }
  }

  private static void note(boolean has, String what, List<String> dropped) {
    if (has && !dropped.contains(what)) {
      dropped.add(what);
    }
  }
}
