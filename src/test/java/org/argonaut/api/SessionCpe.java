package org.argonaut.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.cwmp.Times;
import org.argonaut.device.Devices;
import org.argonaut.device.SessionOpener;
import org.argonaut.device.SessionRef;
import org.argonaut.device.SessionReply;

/**
 * CPEs without a network: they take sessions as the CWMP endpoint would hand them on, and open one when they are asked.
 * What they answer is up to the test.
 */
final class SessionCpe implements SessionOpener {
  volatile Devices devices;
  volatile Function<CpeMethod, CpeAnswer> answers = _ -> new CpeAnswer.RebootResponse();
  volatile Answer toConnectionRequests = new Answer(Result.ACCEPTED, "");
  private final Map<String, String> versions = new ConcurrentHashMap<>();
  final List<CpeMethod> asked = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Answer> open(Target target) {
    if (toConnectionRequests.result() == Result.ACCEPTED) {
      Thread.startVirtualThread(() -> session(target.sn(), "6 CONNECTION REQUEST"));
    }
    return CompletableFuture.completedFuture(toConnectionRequests);
  }

  /** A whole session: Inform, then whatever is asked, until there is nothing more. */
  void session(String sn, String... events) {
    run(sn, versions.getOrDefault(sn, "1.0"), events);
  }

  /** From now on the CPE runs that firmware. */
  void firmware(String sn, String version) {
    versions.put(sn, version);
  }

  private void run(String sn, String version, String... events) {
    SessionRef ref = new SessionRef(sn, UUID.randomUUID().toString(), CwmpVersion.V1_2);
    SessionReply reply = wait(devices.inform(ref, new Devices.SessionStart(inform(sn, version, events), CwmpVersion.V1_2, "192.0.2.9", null)));
    if (!(reply instanceof SessionReply.Answer)) {
      throw new AssertionError("the Inform was answered by " + reply);
    }
    reply = wait(devices.next(ref));
    while (reply instanceof SessionReply.Send send) {
      asked.add(send.rpc());
      CpeAnswer answer = answers.apply(send.rpc());
      reply = answer == null ? wait(devices.next(ref)) : wait(devices.answered(ref, send.envelopeId(), answer));
    }
  }

  private static SessionReply wait(CompletionStage<SessionReply> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static Inform inform(String sn, String version, String... events) {
    List<Inform.Event> codes = new ArrayList<>();
    for (String event : events) {
      codes.add(new Inform.Event(event, ""));
    }
    return new Inform(
        new Inform.DeviceId("ACME", "00AABB", "Box", sn),
        codes,
        1,
        Times.UNKNOWN,
        0,
        List.of(
            new ParameterValue("Device.DeviceInfo.ModelName", "Box 7", "xsd:string"),
            new ParameterValue("Device.DeviceInfo.SoftwareVersion", version, "xsd:string"),
            new ParameterValue("Device.ManagementServer.ConnectionRequestURL", "http://192.0.2.9:7547/", "xsd:string")));
  }
}
