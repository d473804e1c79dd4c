package org.argonaut.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.usp.Versions;
import org.argonaut.usp.proto.UspMsg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets to know an agent: the protocol versions it speaks, who it is, and the subscriptions it lacks, in this order and one
 * request at a time. Every step may fail; the rest goes on, and what is missing is asked again at the next contact.
 */
final class UspOnboarding {
  private static final Logger LOG = LoggerFactory.getLogger(UspOnboarding.class);

  private final String id;
  private final List<UspSubscription> wanted;
  private final Deque<UspMsg.Request> steps = new ArrayDeque<>(3);

  UspOnboarding(String id, UspFacts known, List<UspSubscription> wanted) {
    this.id = id;
    this.wanted = wanted;
    if (known.versions().isEmpty() || !known.learned()) {
      steps.add(UspRequests.versions());
    }
    steps.add(UspRequests.identity());
  }

  /**
   * Whether this agent is to be asked anything.
   *
   * @param wanted {@link #fingerprint} of the subscriptions wanted
   */
  static boolean needed(UspFacts known, int wanted) {
    return !known.learned() || !known.announced() || known.subscriptions() != wanted;
  }

  /** The next request; null when nothing is left. */
  UspMsg.Request next() {
    return steps.poll();
  }

  /** What an answer told. */
  DeviceState answered(DeviceState state, UspMsg.Request asked, UspMsg.Body answer) {
    if (answer.hasError()) {
      LOG.info(
          "{}: {} was answered with error {} {}", id, asked.getReqTypeCase(), answer.getError().getErrCode(),
          answer.getError().getErrMsg());
      return state;
    }
    UspMsg.Response response = answer.getResponse();
    return switch (response.getRespTypeCase()) {
      case GET_SUPPORTED_PROTOCOL_RESP -> speaking(state, response.getGetSupportedProtocolResp());
      case GET_RESP -> identified(state, values(response.getGetResp()));
      case ADD_RESP -> subscribed(state, response.getAddResp());
      default -> state;
    };
  }

  private DeviceState speaking(DeviceState state, UspMsg.GetSupportedProtocolResp response) {
    String announced = response.getAgentSupportedProtocolVersions();
    return with(state, state.usp().speaking(announced, Versions.highestCommon(announced).orElse(Versions.LOWEST)));
  }

  private DeviceState identified(DeviceState state, Map<String, String> values) {
    DeviceFacts facts =
        state
            .facts()
            .identified(
                values.getOrDefault(UspRequests.DEVICE_INFO + "Manufacturer", ""),
                values.getOrDefault(UspRequests.DEVICE_INFO + "ManufacturerOUI", ""),
                values.getOrDefault(UspRequests.DEVICE_INFO + "ProductClass", ""),
                values.getOrDefault(UspRequests.DEVICE_INFO + "SoftwareVersion", ""),
                values.getOrDefault(UspRequests.DEVICE_INFO + "HardwareVersion", ""),
                values.getOrDefault(UspRequests.DEVICE_INFO + "ProvisioningCode", ""));
    UspFacts usp =
        state
            .usp()
            .identified(
                values.getOrDefault(UspRequests.DEVICE_INFO + "SerialNumber", ""),
                values.getOrDefault(UspRequests.DEVICE_INFO + "ModelName", ""));
    return with(state.withFacts(facts), plan(usp, values));
  }

  /** Lets what it has be what we want: missing subscriptions are added, ours of former times deleted. */
  private UspFacts plan(UspFacts usp, Map<String, String> values) {
    Map<String, String> ours = new HashMap<>();
    values.forEach(
        (path, value) -> {
          if (path.startsWith(UspRequests.SUBSCRIPTIONS) && value.startsWith(UspSubscription.PREFIX)) {
            ours.put(value, path.substring(0, path.lastIndexOf('.') + 1));
          }
        });
    List<UspSubscription> missing = new ArrayList<>();
    for (UspSubscription subscription : wanted) {
      if (ours.remove(subscription.id()) == null) {
        missing.add(subscription);
      }
    }
    List<String> stale = ours.entrySet().stream().filter(e -> !e.getKey().startsWith(UspOperations.PREFIX)).map(Map.Entry::getValue).toList();
    if (!stale.isEmpty()) {
      steps.add(UspRequests.delete(stale));
    }
    if (missing.isEmpty()) {
      return usp.subscribed(fingerprint(wanted));
    }
    steps.add(UspRequests.subscribe(missing));
    return usp;
  }

  private DeviceState subscribed(DeviceState state, UspMsg.AddResp response) {
    for (UspMsg.AddResp.CreatedObjectResult result : response.getCreatedObjResultsList()) {
      if (result.getOperStatus().hasOperFailure()) {
        UspMsg.AddResp.CreatedObjectResult.OperationStatus.OperationFailure failure =
            result.getOperStatus().getOperFailure();
        LOG.warn("{}: a subscription was refused: {} {}", id, failure.getErrCode(), failure.getErrMsg());
      }
    }
    return with(state, state.usp().subscribed(fingerprint(wanted)));
  }

  private static DeviceState with(DeviceState state, UspFacts usp) {
    return state.withUsp(usp, state.firstContact());
  }

  /** Never 0. */
  static int fingerprint(List<UspSubscription> wanted) {
    return wanted.hashCode() | 1;
  }

  static Map<String, String> values(UspMsg.GetResp response) {
    Map<String, String> values = new HashMap<>();
    for (UspMsg.GetResp.RequestedPathResult requested : response.getReqPathResultsList()) {
      for (UspMsg.GetResp.ResolvedPathResult resolved : requested.getResolvedPathResultsList()) {
        resolved.getResultParamsMap().forEach((name, value) -> values.put(resolved.getResolvedPath() + name, value));
      }
    }
    return values;
  }
}
