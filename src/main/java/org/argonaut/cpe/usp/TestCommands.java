package org.argonaut.cpe.usp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.argonaut.cpe.FileTransfer;
import org.argonaut.cpe.TransferFault;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.usp.Background.Outcome;

/**
 * Commands that test something: their results are their output arguments. Pings, traces, lookups and scans are made up from
 * the agent's serial and the host's name; downloads and uploads are really made.
 */
final class TestCommands {
  private static final String STATUS = "Status";
  private static final String COMPLETE = "Complete";
  private static final long MOST_SENT = 64L << 20;
  private static final int MOST_REPETITIONS = 100;

  private final UspAgent agent;
  private final Shared shared;
  private final Commands.Call call;
  private final Map<String, String> output = new LinkedHashMap<>();

  TestCommands(UspAgent agent, Shared shared, Commands.Call call) {
    this.agent = agent;
    this.shared = shared;
    this.call = call;
  }

  private void put(String name, Object value) {
    output.put(name, value.toString());
  }

  private void pause() throws InterruptedException {
    Thread.sleep(shared.times().diagnosticsTime());
  }

  /** Names under .invalid do not exist (RFC 6761). */
  private static boolean exists(String host) {
    return !host.endsWith(".invalid");
  }

  /** A documentation address that stands for the host. */
  private static String addressOf(String host) {
    boolean literal = host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    return literal ? host : "203.0.113." + (1 + Math.floorMod(host.hashCode(), 250));
  }

  Outcome ping() throws UspFault, InterruptedException {
    String host = call.text("Host");
    long repetitions = Math.clamp(call.number("NumberOfRepetitions", 3), 1, MOST_REPETITIONS);
    pause();
    if (!exists(host)) {
      return status("Error_CannotResolveHostName");
    }
    long lost = Math.floorMod(host.hashCode(), 10) == 0 ? 1 : 0;
    int average = 8 + Math.floorMod(host.hashCode() + agent.serial().hashCode(), 40);
    put(STATUS, COMPLETE);
    put("IPAddressUsed", addressOf(host));
    put("SuccessCount", repetitions - lost);
    put("FailureCount", lost);
    put("AverageResponseTime", average);
    put("MinimumResponseTime", average - 3);
    put("MaximumResponseTime", average + 9);
    put("AverageResponseTimeDetailed", average * 1000 + 120);
    put("MinimumResponseTimeDetailed", average * 1000 - 2700);
    put("MaximumResponseTimeDetailed", average * 1000 + 8600);
    return Outcome.of(output);
  }

  private Outcome status(String status) {
    put(STATUS, status);
    return Outcome.of(output);
  }

  Outcome trace() throws UspFault, InterruptedException {
    String host = call.text("Host");
    long most = call.number("MaxHopCount", 30);
    pause();
    if (!exists(host)) {
      return status("Error_CannotResolveHostName");
    }
    int hops = 4 + Math.floorMod(host.hashCode(), 5);
    put(STATUS, hops > most ? "Error_MaxHopCountExceeded" : COMPLETE);
    put("IPAddressUsed", addressOf(host));
    put("ResponseTime", 2 + hops * 4);
    for (int hop = 1; hop <= Math.min(hops, most); hop++) {
      String row = "RouteHops." + hop + ".";
      int time = 2 + hop * 4;
      put(row + "Host", hop == hops ? host : "hop" + hop + ".isp.example");
      put(row + "HostAddress", hop == hops ? addressOf(host) : "198.51.100." + hop);
      put(row + "ErrorCode", 0);
      put(row + "RTTimes", time + "," + (time + 1) + "," + time);
    }
    return Outcome.of(output);
  }

  Outcome lookup() throws UspFault, InterruptedException {
    String host = call.text("HostName");
    long repetitions = Math.clamp(call.number("NumberOfRepetitions", 1), 1, MOST_REPETITIONS);
    pause();
    boolean found = exists(host);
    put(STATUS, COMPLETE);
    put("SuccessCount", found ? repetitions : 0);
    for (int n = 1; n <= repetitions; n++) {
      String row = "Result." + n + ".";
      put(row + STATUS, found ? "Success" : "Error_HostNameNotResolved");
      put(row + "AnswerType", found ? "NonAuthoritative" : "None");
      put(row + "HostNameReturned", found ? host : "");
      put(row + "IPAddresses", found ? addressOf(host) : "");
      put(row + "ResponseTime", 3 + n);
    }
    return Outcome.of(output);
  }

  Outcome transfer(boolean download) throws UspFault, InterruptedException {
    String url = call.text(download ? "DownloadURL" : "UploadURL");
    long length = Math.clamp(call.number("TestFileLength", 0), 0, MOST_SENT);
    HttpConnection.Terms terms =
        new HttpConnection.Terms(shared.times().connectTimeout(), shared.times().readTimeout(), shared.fileTls());
    Instant began = agent.instant();
    long bytes = length;
    try {
      FileTransfer transfer = new FileTransfer(terms, shared.times(), url, "", "");
      if (download) {
        bytes = transfer.download(0).size();
      } else {
        transfer.upload(new byte[(int) length]);
      }
    } catch (TransferFault e) {
      return status(e.unreachable() ? "Error_InitConnectionFailed" : download ? "Error_TransferFailed" : "Error_NoResponse");
    }
    put(STATUS, COMPLETE);
    for (String name : new String[] {"TCPOpenRequestTime", "TCPOpenResponseTime", "ROMTime", "BOMTime"}) {
      put(name, began.truncatedTo(ChronoUnit.MILLIS));
    }
    put("EOMTime", agent.instant().truncatedTo(ChronoUnit.MILLIS));
    put(download ? "TestBytesReceived" : "TestBytesSent", bytes);
    put(download ? "TotalBytesReceived" : "TotalBytesSent", bytes);
    return Outcome.of(output);
  }

  /** Nobody is on the air around a virtual radio, so the neighbours are the same ones for an agent every time. */
  Outcome neighbours() throws InterruptedException {
    pause();
    put(STATUS, COMPLETE);
    int seed = agent.serial().hashCode();
    int count = 3 + Math.floorMod(seed, 6);
    for (int n = 1; n <= count; n++) {
      boolean high = n % 3 == 0;
      String row = "Result." + n + ".";
      put(row + "Radio", "Device.WiFi.Radio." + (high ? 2 : 1) + ".");
      put(row + "SSID", "Neighbour-" + Integer.toHexString(Math.floorMod(seed * n, 65_536)));
      put(row + "BSSID", "5E:00:00:10:20:0" + n);
      put(row + "Mode", "Infrastructure");
      put(row + "Channel", high ? 36 + 4 * n : 1 + 5 * (n % 3));
      put(row + "SignalStrength", -45 - 5 * n);
      put(row + "SecurityModeEnabled", "WPA2");
      put(row + "OperatingFrequencyBand", high ? "5GHz" : "2.4GHz");
      put(row + "OperatingChannelBandwidth", high ? "80MHz" : "20MHz");
    }
    return Outcome.of(output);
  }
}
