package org.argonaut.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.ParameterValue;

/** Informs for tests. */
final class Informs {
  static final String URL = "http://192.0.2.7:7547/cr";

  private Informs() {}

  static Devices.SessionStart start(String oui, String sn, String version, String... events) {
    List<Inform.Event> codes = new ArrayList<>();
    for (String event : events) {
      codes.add(new Inform.Event(event, ""));
    }
    Inform inform =
        new Inform(
            new Inform.DeviceId("ACME", oui, "Box", sn),
            codes,
            1,
            Instant.parse("2026-01-01T00:00:00Z"),
            0,
            List.of(
                new ParameterValue("Device.DeviceInfo.SoftwareVersion", version, "xsd:string"),
                new ParameterValue("Device.DeviceInfo.HardwareVersion", "rev A", "xsd:string"),
                new ParameterValue("Device.ManagementServer.ConnectionRequestURL", URL, "xsd:string")));
    return new Devices.SessionStart(inform, CwmpVersion.V1_2, "192.0.2.7", null);
  }
}
