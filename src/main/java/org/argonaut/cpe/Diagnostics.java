package org.argonaut.cpe;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;

/**
 * Tests that run when their DiagnosticsState is set to Requested and end with 8 DIAGNOSTICS COMPLETE. Pings, traces and
 * scans are made up from the CPE's seed; downloads and uploads are really made.
 */
final class Diagnostics {
  private static final String STATE = "DiagnosticsState";

  private final VirtualCpe cpe;
  private final Surroundings surroundings;
  private final Tree tree;

  Diagnostics(VirtualCpe cpe, Surroundings surroundings, Tree tree) {
    this.cpe = cpe;
    this.surroundings = surroundings;
    this.tree = tree;
  }

  /** The ACS has set these parameters: starts what was requested, and stops what other settings outdate. */
  void settingsChanged(Set<String> paths) {
    for (String path : paths) {
      String parent = path.substring(0, path.lastIndexOf('.') + 1);
      Place place = tree.find(parent);
      if (place == null || !(place.node() instanceof ObjectNode object) || !object.diagnostic()) {
        continue;
      }
      String state = tree.get(parent + STATE);
      if (path.endsWith("." + STATE) && state.equals("Requested")) {
        cpe.whenIdle(
            () -> surroundings.after(surroundings.settings().diagnosticsTime(), () -> run(object.name(), parent)));
      } else if (!paths.contains(parent + STATE) || state.equals("Canceled")) {
        tree.set(parent + STATE, "None");
      }
    }
  }

  private void run(String test, String path) {
    synchronized (cpe) {
      if (!"Requested".equals(tree.get(path + STATE))) {
        return;
      }
    }
    switch (test) {
      case "DownloadDiagnostics", "UploadDiagnostics" ->
          surroundings.runConnected(() -> transfer(path, test.startsWith("Download")));
      default -> {
        synchronized (cpe) {
          end(path, measure(test, path));
        }
      }
    }
  }

  private String measure(String test, String path) {
    return switch (test) {
      case "IPPing", "IPPingDiagnostics" -> ping(path);
      case "TraceRoute", "TraceRouteDiagnostics" -> trace(path);
      case "NSLookupDiagnostics" -> lookup(path);
      case "NeighboringWiFiDiagnostic" -> scan(path);
      default -> "Error_Internal";
    };
  }

  private void end(String path, String state) {
    if (!"Requested".equals(tree.get(path + STATE))) {
      return; // cancelled or changed meanwhile
    }
    tree.set(path + STATE, state);
    cpe.informNow(Outbox.DIAGNOSTICS_COMPLETE);
  }

  /** Names under .invalid do not exist (RFC 6761). */
  private static boolean exists(String host) {
    return !host.isBlank() && !host.endsWith(".invalid");
  }

  private String ping(String path) {
    String host = tree.get(path + "Host");
    if (!exists(host)) {
      return "Error_CannotResolveHostName";
    }
    int repetitions = Integer.parseInt(tree.get(path + "NumberOfRepetitions"));
    int lost = Math.floorMod(host.hashCode(), 10) == 0 ? 1 : 0;
    int average = 8 + Math.floorMod(host.hashCode() + cpe.serial().hashCode(), 40);
    keep(path, "IPAddressUsed", addressOf(host));
    keep(path, "SuccessCount", repetitions - lost);
    keep(path, "FailureCount", lost);
    keep(path, "AverageResponseTime", average);
    keep(path, "MinimumResponseTime", average - 3);
    keep(path, "MaximumResponseTime", average + 9);
    keep(path, "AverageResponseTimeDetailed", average * 1000 + 120);
    keep(path, "MinimumResponseTimeDetailed", average * 1000 - 2700);
    keep(path, "MaximumResponseTimeDetailed", average * 1000 + 8600);
    return "Complete";
  }

  private String trace(String path) {
    String host = tree.get(path + "Host");
    if (!exists(host)) {
      return "Error_CannotResolveHostName";
    }
    Place table = tree.find(path + "RouteHops.");
    tree.removeAddedRows(table);
    int hops = 4 + Math.floorMod(host.hashCode(), 5);
    int most = Integer.parseInt(tree.get(path + "MaxHopCount"));
    for (int hop = 1; hop <= Math.min(hops, most); hop++) {
      String row = table.path() + tree.addRow(table) + ".";
      String address = hop == hops ? addressOf(host) : "198.51.100." + hop;
      String name = hop == hops ? host : "hop" + hop + ".isp.example";
      int time = 2 + hop * 4;
      for (String prefix : new String[] {"", "Hop"}) { // TR-181 and TR-098 names
        keep(row, prefix + "Host", name);
        keep(row, prefix + "HostAddress", address);
        keep(row, prefix + "ErrorCode", 0);
        keep(row, prefix + "RTTimes", time + "," + (time + 1) + "," + time);
      }
    }
    keep(path, "IPAddressUsed", addressOf(host));
    keep(path, "ResponseTime", 2 + hops * 4);
    return hops > most ? "Error_MaxHopCountExceeded" : "Complete";
  }

  private String lookup(String path) {
    String host = tree.get(path + "HostName");
    Place table = tree.find(path + "Result.");
    tree.removeAddedRows(table);
    int repetitions = Math.min(8, Integer.parseInt(tree.get(path + "NumberOfRepetitions")));
    for (int n = 0; n < repetitions; n++) {
      String row = table.path() + tree.addRow(table) + ".";
      keep(row, "Status", exists(host) ? "Success" : "Error_HostNameNotResolved");
      keep(row, "AnswerType", exists(host) ? "NonAuthoritative" : "None");
      keep(row, "HostNameReturned", exists(host) ? host : "");
      keep(row, "IPAddresses", exists(host) ? addressOf(host) : "");
      keep(row, "ResponseTime", 4 + n);
    }
    keep(path, "SuccessCount", exists(host) ? repetitions : 0);
    return "Complete";
  }

  private String scan(String path) {
    Place table = tree.find(path + "Result.");
    tree.removeAddedRows(table);
    int neighbours = 3 + Math.floorMod(cpe.serial().hashCode(), 6);
    for (int n = 1; n <= neighbours; n++) {
      boolean high = n % 3 == 0;
      String row = table.path() + tree.addRow(table) + ".";
      keep(row, "Radio", "Device.WiFi.Radio." + (high ? 2 : 1) + ".");
      keep(row, "SSID", "Neighbour-" + Integer.toHexString(Math.floorMod(cpe.serial().hashCode() * n, 65_536)));
      keep(row, "BSSID", "5E:00:00:10:20:0" + n);
      keep(row, "Channel", high ? 36 + 4 * n : 1 + 5 * (n % 3));
      keep(row, "SignalStrength", -45 - 5 * n);
      keep(row, "OperatingFrequencyBand", high ? "5GHz" : "2.4GHz");
      keep(row, "OperatingChannelBandwidth", high ? "80MHz" : "20MHz");
    }
    return "Complete";
  }

  /** A documentation address that stands for the host. */
  private static String addressOf(String host) {
    boolean literal = host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    return literal ? host : "203.0.113." + (1 + Math.floorMod(host.hashCode(), 250));
  }

  private void transfer(String path, boolean download) {
    Instant began = surroundings.clock().instant();
    long bytes = 0;
    String state = tree.skeleton().root().equals("Device.") ? "Complete" : "Completed";
    try {
      String url = cpe.value(path + (download ? "DownloadURL" : "UploadURL"));
      FileTransfer transfer = new FileTransfer(surroundings, url, "", "");
      if (download) {
        bytes = transfer.download(0).size();
      } else {
        bytes = Math.min(Long.parseLong(cpe.value(path + "TestFileLength")), 64L << 20);
        transfer.upload(new byte[(int) bytes]);
      }
    } catch (TransferFault e) {
      boolean contact = e.code() == TransferFault.UNABLE_TO_CONTACT || e.code() == TransferFault.UNSUPPORTED_PROTOCOL;
      state = contact ? "Error_InitConnectionFailed" : download ? "Error_TransferFailed" : "Error_NoResponse";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Instant ended = surroundings.clock().instant();
    synchronized (cpe) {
      for (String name : new String[] {"TCPOpenRequestTime", "TCPOpenResponseTime", "ROMTime", "BOMTime"}) {
        keep(path, name, began.truncatedTo(ChronoUnit.MILLIS).toString());
      }
      keep(path, "EOMTime", ended.truncatedTo(ChronoUnit.MILLIS).toString());
      keep(path, download ? "TestBytesReceived" : "TestBytesSent", bytes);
      keep(path, download ? "TotalBytesReceived" : "TotalBytesSent", bytes + 400);
      end(path, state);
    }
  }

  /** Sets a result where the model has the parameter. */
  private void keep(String parent, String name, Object value) {
    if (tree.find(parent + name) != null) {
      tree.set(parent + name, value.toString());
    }
  }
}
