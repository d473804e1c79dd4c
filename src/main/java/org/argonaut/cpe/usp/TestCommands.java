package org.argonaut.cpe.usp;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.argonaut.cpe.diagnostics.LookupRequest;
import org.argonaut.cpe.diagnostics.LookupResult;
import org.argonaut.cpe.diagnostics.LookupTest;
import org.argonaut.cpe.diagnostics.PingRequest;
import org.argonaut.cpe.diagnostics.PingResult;
import org.argonaut.cpe.diagnostics.PingTest;
import org.argonaut.cpe.diagnostics.TraceRequest;
import org.argonaut.cpe.diagnostics.TraceResult;
import org.argonaut.cpe.diagnostics.TraceTest;
import org.argonaut.cpe.diagnostics.TransferRequest;
import org.argonaut.cpe.diagnostics.TransferResult;
import org.argonaut.cpe.diagnostics.TransferTest;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.usp.Background.Outcome;

/**
 * Commands that test something: their results are their output arguments. All are really made but the scan: there is no radio.
 */
final class TestCommands {
  private static final String STATUS = "Status";
  private static final String COMPLETE = "Complete";
  private static final long MOST_SENT = 64L << 20;
  private static final int MOST_REPETITIONS = 100;
  private static final int MOST_TRIES = 3;
  private static final int MOST_HOPS = 64;
  private static final long LONGEST_WAIT_MILLIS = 60_000;

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

  Outcome ping() throws UspFault, InterruptedException {
    PingResult result =
        PingTest.run(
            new PingRequest(
                call.text("Host"),
                call.text("ProtocolVersion"),
                Math.clamp(call.number("NumberOfRepetitions", 3), 1, MOST_REPETITIONS),
                Duration.ofMillis(Math.clamp(call.number("Timeout", 1000), 1, LONGEST_WAIT_MILLIS))));
    put(STATUS, result.outcome().word());
    put("IPAddressUsed", result.address());
    put("SuccessCount", result.successes());
    put("FailureCount", result.failures());
    put("AverageResponseTime", result.averageMicros() / 1000);
    put("MinimumResponseTime", result.minimumMicros() / 1000);
    put("MaximumResponseTime", result.maximumMicros() / 1000);
    put("AverageResponseTimeDetailed", result.averageMicros());
    put("MinimumResponseTimeDetailed", result.minimumMicros());
    put("MaximumResponseTimeDetailed", result.maximumMicros());
    return Outcome.of(output);
  }

  Outcome trace() throws UspFault, InterruptedException {
    TraceResult result =
        TraceTest.run(
            new TraceRequest(
                call.text("Host"),
                call.text("ProtocolVersion"),
                Math.clamp(call.number("NumberOfTries", 3), 1, MOST_TRIES),
                Duration.ofMillis(Math.clamp(call.number("Timeout", 5000), 1, LONGEST_WAIT_MILLIS)),
                Math.clamp(call.number("MaxHopCount", 30), 1, MOST_HOPS)));
    put(STATUS, result.outcome().word());
    put("IPAddressUsed", result.address());
    put("ResponseTime", result.responseMillis());
    int n = 0;
    for (TraceResult.Hop hop : result.hops()) {
      n++;
      String row = "RouteHops." + n + ".";
      put(row + "Host", hop.host());
      put(row + "HostAddress", hop.address());
      put(row + "ErrorCode", hop.errorCode());
      put(row + "RTTimes", hop.millis().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return Outcome.of(output);
  }

  Outcome lookup() throws UspFault, InterruptedException {
    LookupResult result =
        LookupTest.run(
            new LookupRequest(
                call.text("HostName"),
                call.text("DNSServer"),
                Duration.ofMillis(Math.clamp(call.number("Timeout", 1000), 1, LONGEST_WAIT_MILLIS)),
                Math.clamp(call.number("NumberOfRepetitions", 1), 1, MOST_REPETITIONS)));
    put(STATUS, result.outcome().word());
    put("SuccessCount", result.successes());
    int n = 0;
    for (LookupResult.Answer answer : result.answers()) {
      n++;
      String row = "Result." + n + ".";
      put(row + STATUS, answer.status());
      put(row + "AnswerType", answer.addresses().isEmpty() ? "None" : "NonAuthoritative");
      put(row + "HostNameReturned", answer.addresses().isEmpty() ? "" : answer.host());
      put(row + "IPAddresses", String.join(",", answer.addresses()));
      put(row + "DNSServerIP", answer.server());
      put(row + "ResponseTime", answer.millis());
    }
    return Outcome.of(output);
  }

  Outcome transfer(boolean download) throws UspFault, InterruptedException {
    String url = call.text(download ? "DownloadURL" : "UploadURL");
    long length = download ? MOST_SENT : Math.clamp(call.number("TestFileLength", 0), 0, MOST_SENT);
    HttpConnection.Terms terms =
        new HttpConnection.Terms(shared.times().connectTimeout(), shared.times().readTimeout(), shared.fileTls());
    TransferRequest request = new TransferRequest(url, length, terms, shared.times().transferTimeout());
    TransferResult result = download ? TransferTest.download(request) : TransferTest.upload(request);
    put(STATUS, result.outcome().word());
    put("IPAddressUsed", result.address());
    put("TCPOpenRequestTime", time(result.tcpOpenRequest()));
    put("TCPOpenResponseTime", time(result.tcpOpenResponse()));
    put("ROMTime", time(result.requestSent()));
    put("BOMTime", time(result.begin()));
    put("EOMTime", time(result.end()));
    put(download ? "TestBytesReceived" : "TestBytesSent", result.testBytes());
    put("TotalBytesReceived", result.bytesReceived());
    put("TotalBytesSent", result.bytesSent());
    return Outcome.of(output);
  }

  /** The unknown time (TR-106) where the test did not get so far. */
  private static String time(Instant at) {
    return at == null ? "0001-01-01T00:00:00Z" : at.truncatedTo(ChronoUnit.MICROS).toString();
  }

  /** Nobody is on the air around a virtual radio, so the neighbours are the same ones for an agent every time. */
  Outcome neighbours() throws InterruptedException {
    Thread.sleep(shared.times().diagnosticsTime());
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
      put(row + "SupportedStandards", high ? "a,n,ac" : "g,n");
      put(row + "Noise", -95);
    }
    return Outcome.of(output);
  }
}
