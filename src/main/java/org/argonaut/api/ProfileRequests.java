package org.argonaut.api;

import java.time.Duration;
import java.time.Instant;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.device.Devices;
import org.argonaut.profile.Bound;
import org.argonaut.profile.DeviceLink;
import org.argonaut.profile.HookFailure;
import org.argonaut.profile.Profiles;
import org.argonaut.profile.Protocol;
import org.argonaut.profile.Resource;

/** What routes that go through profiles have in common: the device, its profile, the way to it. */
final class ProfileRequests {
  static final Parameter PROTOCOL =
      Parameter.oneOf("protocol", "How to speak with the device; left out: as it does, over CWMP if it can both", "cwmp", "usp");
  private static final String ORIGIN = "api";

  private final Surroundings around;
  private final Profiles profiles;

  ProfileRequests(Surroundings around) {
    this.around = around;
    this.profiles = around.profiles();
  }

  static Parameter timeout(ApiSettings settings) {
    return Parameter.whole(
        "timeout", 1, settings.maxCommandTimeout().toSeconds(), "Seconds for all that the device is asked");
  }

  Duration timeout(Request request) {
    Long seconds = request.whole("timeout");
    return seconds == null ? profiles.settings().commandTimeout() : Duration.ofSeconds(seconds);
  }

  /** What a caller gives a device beyond the usual. */
  Duration timeoutIfGiven(Request request) {
    return request.whole("timeout") == null ? Duration.ZERO : timeout(request);
  }

  static Resource resource(Request request) throws Problem {
    Resource resource = Resource.of(request.path("resource"));
    if (resource == null) {
      throw Problem.notFound(
          "There is no resource '" + request.path("resource") + "'; " + ResourceRoutes.NAME.description());
    }
    return resource;
  }

  /** The device and its profile; 404 when it is unknown. */
  Bound bind(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    Devices.DeviceView device = request.await(around.devices().get(sn));
    if (device == null) {
      throw DeviceJson.unknown(sn);
    }
    String word = request.text("protocol");
    Protocol protocol = word == null ? Profiles.usualProtocol(device) : Protocol.of(word);
    try {
      return profiles.bind(device, protocol);
    } catch (HookFailure e) {
      throw ProfileProblems.of(sn, e);
    }
  }

  /** The way to the device, within the request's own time. */
  DeviceLink link(Request request, Bound bound) {
    return link(bound, Instant.now().plus(timeout(request)));
  }

  DeviceLink link(Bound bound, Instant deadline) {
    return around.deviceLinks().to(bound, deadline, ORIGIN);
  }
}
