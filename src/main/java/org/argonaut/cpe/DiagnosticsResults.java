package org.argonaut.cpe;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.argonaut.cpe.diagnostics.LookupResult;
import org.argonaut.cpe.diagnostics.Outcome;
import org.argonaut.cpe.diagnostics.PingResult;
import org.argonaut.cpe.diagnostics.TraceResult;
import org.argonaut.cpe.diagnostics.TransferResult;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.datamodel.Enumeration;
import org.argonaut.datamodel.SchemaNode;

/** Puts what tests gave into the tree, where the model has the parameter; TR-181 and TR-098 name some differently. */
final class DiagnosticsResults {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String UNKNOWN_TIME = "0001-01-01T00:00:00Z";

  private final Tree tree;

  DiagnosticsResults(Tree tree) {
    this.tree = tree;
  }

  /** The word of the data model for how a test ended: it may not know the very one, and some say Completed. */
  String state(String path, Outcome outcome) {
    Place place = tree.find(path);
    SchemaNode standard = tree.skeleton().standard().find(path);
    List<String> words =
        standard != null && standard.type() != null
            ? standard.type().enumerations().stream().map(Enumeration::value).toList()
            : ((Parameter) place.node()).syntax().allowed();
    if (words.isEmpty() || words.contains(outcome.word())) {
      return outcome.word();
    }
    if (outcome == Outcome.COMPLETE) {
      return "Completed";
    }
    return words.contains(Outcome.OTHER.word()) ? Outcome.OTHER.word() : words.contains("Error_Internal") ? "Error_Internal" : "Error_InitConnectionFailed";
  }

  Outcome ping(String path, PingResult result) {
    keep(path, "IPAddressUsed", result.address());
    keep(path, "SuccessCount", result.successes());
    keep(path, "FailureCount", result.failures());
    time(path, "AverageResponseTime", result.averageMicros());
    time(path, "MinimumResponseTime", result.minimumMicros());
    time(path, "MaximumResponseTime", result.maximumMicros());
    return result.outcome();
  }

  private void time(String path, String name, long micros) {
    keep(path, name, Math.round((double) micros / 1000));
    keep(path, name + "Detailed", micros);
  }

  Outcome trace(String path, TraceResult result) {
    Place table = emptied(path + "RouteHops.");
    for (TraceResult.Hop hop : result.hops()) {
      String row = added(table);
      if (row.isEmpty()) {
        break;
      }
      for (String prefix : new String[] {"", "Hop"}) { // TR-181 and TR-098 names
        keep(row, prefix + "Host", hop.host());
        keep(row, prefix + "HostAddress", hop.address());
        keep(row, prefix + "ErrorCode", hop.errorCode());
        keep(row, prefix + "RTTimes", hop.millis().stream().map(String::valueOf).collect(Collectors.joining(",")));
      }
    }
    keep(path, "IPAddressUsed", result.address());
    keep(path, "ResponseTime", result.responseMillis());
    return result.outcome();
  }

  Outcome lookup(String path, LookupResult result) {
    Place table = emptied(path + "Result.");
    for (LookupResult.Answer answer : result.answers()) {
      String row = added(table);
      if (row.isEmpty()) {
        break;
      }
      boolean found = answer.status().equals("Success");
      keep(row, "Status", answer.status());
      keep(row, "AnswerType", found ? "NonAuthoritative" : "None");
      keep(row, "HostNameReturned", answer.host());
      keep(row, "IPAddresses", answer.addresses().stream().limit(10).collect(Collectors.joining(",")));
      keep(row, "DNSServerIP", answer.server());
      keep(row, "ResponseTime", answer.millis());
    }
    keep(path, "SuccessCount", result.successes());
    return result.outcome();
  }

  /** Nobody is on the air around a virtual radio, so the neighbours are made up: the same ones for a CPE every time. */
  Outcome neighbours(String path, String serial) {
    Place table = emptied(path + "Result.");
    int count = 3 + Math.floorMod(serial.hashCode(), 6);
    for (int n = 1; n <= count; n++) {
      boolean high = n % 3 == 0;
      String row = added(table);
      keep(row, "Radio", "Device.WiFi.Radio." + (high ? 2 : 1) + ".");
      keep(row, "SSID", "Neighbour-" + Integer.toHexString(Math.floorMod(serial.hashCode() * n, 65_536)));
      keep(row, "BSSID", "5E:00:00:10:20:0" + n);
      keep(row, "Channel", high ? 36 + 4 * n : 1 + 5 * (n % 3));
      keep(row, "SignalStrength", -45 - 5 * n);
      keep(row, "OperatingFrequencyBand", high ? "5GHz" : "2.4GHz");
      keep(row, "OperatingChannelBandwidth", high ? "80MHz" : "20MHz");
    }
    return Outcome.COMPLETE;
  }

  Outcome transfer(String path, boolean download, TransferResult result) {
    keep(path, "IPAddressUsed", result.localAddress());
    keep(path, "TCPOpenRequestTime", time(result.tcpOpenRequest()));
    keep(path, "TCPOpenResponseTime", time(result.tcpOpenResponse()));
    keep(path, "ROMTime", time(result.requestSent()));
    keep(path, "BOMTime", time(result.begin()));
    keep(path, "EOMTime", time(result.end()));
    keep(path, download ? "TestBytesReceived" : "TestBytesSent", result.testBytes());
    keep(path, "TotalBytesReceived", result.bytesReceived());
    keep(path, "TotalBytesSent", result.bytesSent());
    return result.outcome();
  }

  private static String time(Instant time) {
    return time == null ? UNKNOWN_TIME : MICROS.format(time);
  }

  private Place emptied(String tablePath) {
    Place table = tree.find(tablePath);
    if (table != null) {
      tree.removeAddedRows(table);
    }
    return table;
  }

  /** The path of a new row; empty: the model has no such table, or it is full. */
  private String added(Place table) {
    int number = table == null ? 0 : tree.addRow(table);
    return number == 0 ? "" : table.path() + number + ".";
  }

  private void keep(String parent, String name, Object value) {
    if (tree.find(parent + name) != null) {
      tree.set(parent + name, value.toString());
    }
  }
}
