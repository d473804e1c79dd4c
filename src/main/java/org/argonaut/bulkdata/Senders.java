package org.argonaut.bulkdata;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.argonaut.store.DeviceRow;
import org.argonaut.store.DeviceRows;

/**
 * Finds out whose a report is: by what its way says (credentials, topic, parameters of its URI), and by the parameters in it. All
 * that is said must fit together.
 */
final class Senders {
  private static final List<String> ENDPOINT_ID = List.of("Device.LocalAgent.EndpointID");
  private static final List<String> SERIAL_NUMBER =
      List.of("Device.DeviceInfo.SerialNumber", "InternetGatewayDevice.DeviceInfo.SerialNumber");
  private static final List<String> OUI =
      List.of("Device.DeviceInfo.ManufacturerOUI", "InternetGatewayDevice.DeviceInfo.ManufacturerOUI");

  private final DeviceRows devices;

  Senders(DeviceRows devices) {
    this.devices = devices;
  }

  /**
   * Says whose they are.
   *
   * @return the device's id; fails with {@link BadReport}
   */
  CompletionStage<String> find(Sender way, List<BulkReport> reports) throws BadReport {
    String endpointId = agreed("endpoint id", way.endpointId(), reports, ENDPOINT_ID);
    String serialNumber = agreed("serial number", way.serialNumber(), reports, SERIAL_NUMBER);
    String oui = way.oui() != null ? way.oui() : first(reports, OUI);
    if (endpointId != null) {
      if (way.allowed() != null && !way.allowed().contains(endpointId)) {
        throw notAllowed(endpointId);
      }
      return known(endpointId);
    }
    if (way.only() != null && isEndpointId(way.only())) {
      return known(way.only()); // an agent's serial number is not its id
    }
    if (serialNumber != null) {
      return bySerialNumber(way, oui, serialNumber);
    }
    if (way.only() != null) {
      return known(way.only());
    }
    throw new BadReport(
        BulkStats.Reason.NO_IDENTITY,
        "whose report is it? Give the device credentials of its own, or put its identity into the URI (?sn= or ?eid=) or the"
            + " report (Device.DeviceInfo.SerialNumber or Device.LocalAgent.EndpointID)");
  }

  /** What the way says; if it says nothing, what the reports say. */
  private static String agreed(String what, String byWay, List<BulkReport> reports, List<String> names) throws BadReport {
    String said = byWay;
    for (BulkReport report : reports) {
      String inReport = value(report, names);
      if (inReport != null && said != null && !said.equals(inReport)) {
        throw new BadReport(
            BulkStats.Reason.NOT_ALLOWED, "the report says the " + what + " " + printable(inReport) + ", but it comes from "
                + printable(said));
      }
      said = inReport != null ? inReport : said;
    }
    return said;
  }

  private static String first(List<BulkReport> reports, List<String> names) {
    for (BulkReport report : reports) {
      String value = value(report, names);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static String value(BulkReport report, List<String> names) {
    for (String name : names) {
      String value = report.parameters().get(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  private CompletionStage<String> bySerialNumber(Sender way, String oui, String serialNumber) throws BadReport {
    String withOui = oui == null ? null : oui + '-' + serialNumber;
    boolean allowed =
        way.allowed() == null
            || way.allowed().contains(serialNumber)
            || (withOui != null && way.allowed().contains(withOui));
    if (!allowed) {
      throw notAllowed(serialNumber);
    }
    return devices.get(serialNumber).thenCompose(row -> {
      if (row != null && (oui == null || row.index().oui() == null || oui.equalsIgnoreCase(row.index().oui()))) {
        return CompletableFuture.completedFuture(row.sn());
      }
      // two makers gave the same serial number and the other one came first, or the box is known as an agent only
      CompletionStage<DeviceRow> other = withOui == null ? CompletableFuture.completedFuture(null) : devices.get(withOui);
      return other.thenCompose(
          found -> found == null ? agentOf(serialNumber, oui) : CompletableFuture.completedFuture(found.sn()));
    });
  }

  private CompletionStage<String> agentOf(String serialNumber, String oui) {
    return devices.agentsOf(serialNumber, oui).thenCompose(
        agents ->
            switch (agents.size()) {
              case 0 -> CompletableFuture.failedStage(unknown(serialNumber));
              case 1 -> CompletableFuture.completedFuture(agents.getFirst());
              default ->
                  CompletableFuture.failedStage(
                      new BadReport(
                          BulkStats.Reason.NO_IDENTITY,
                          "several agents have the serial number " + printable(serialNumber) + ": name the one with ?eid="));
            });
  }

  private CompletionStage<String> known(String id) {
    return devices
        .get(id)
        .thenCompose(
            row -> row == null ? CompletableFuture.failedStage(unknown(id)) : CompletableFuture.completedFuture(row.sn()));
  }

  private static boolean isEndpointId(String id) {
    return id.indexOf(':') >= 0;
  }

  private static BadReport unknown(String id) {
    return new BadReport(BulkStats.Reason.UNKNOWN_DEVICE, "no device " + printable(id) + " is known");
  }

  private static BadReport notAllowed(String id) {
    return new BadReport(
        BulkStats.Reason.NOT_ALLOWED, "the report is of " + printable(id) + ", but the credentials belong to another device");
  }

  private static String printable(String id) {
    return id.substring(0, Math.min(80, id.length())).replaceAll("[^ -~]", "?");
  }
}
