package org.argonaut.cpe.usp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.argonaut.cpe.usp.Background.Outcome;
import org.argonaut.usp.UspErrors;

/** Commands that test something: their results are their output arguments. */
@SuppressWarnings("DoNotCallSuggester")
final class TestCommands {
  private final UspAgent agent;
  private final Commands.Call call;

  TestCommands(UspAgent agent, Shared shared, Commands.Call call) {
    this.agent = agent;
    this.call = call;
  }

  Outcome ping() throws UspFault, InterruptedException {
    throw new UspFault(UspErrors.COMMAND_FAILURE, call.path() + " cannot be done");
  }

  Outcome trace() throws UspFault, InterruptedException {
    throw new UspFault(UspErrors.COMMAND_FAILURE, call.path() + " cannot be done");
  }

  Outcome lookup() throws UspFault, InterruptedException {
    throw new UspFault(UspErrors.COMMAND_FAILURE, call.path() + " cannot be done");
  }

  Outcome transfer(boolean download) throws UspFault, InterruptedException {
    throw new UspFault(UspErrors.COMMAND_FAILURE, call.path() + " cannot be done" + download);
  }

  /** Nobody is on the air around a virtual radio, so the neighbours are made up: the same ones for an agent every time. */
  Outcome neighbours() {
    Map<String, String> output = new LinkedHashMap<>();
    output.put("Status", "Complete");
    int seed = agent.serial().hashCode();
    int count = 3 + Math.floorMod(seed, 6);
    for (int n = 1; n <= count; n++) {
      boolean high = n % 3 == 0;
      String row = "Result." + n + ".";
      output.put(row + "Radio", "Device.WiFi.Radio." + (high ? 2 : 1) + ".");
      output.put(row + "SSID", "Neighbour-" + Integer.toHexString(Math.floorMod(seed * n, 65_536)));
      output.put(row + "BSSID", "5E:00:00:10:20:0" + n);
      output.put(row + "Mode", "Infrastructure");
      output.put(row + "Channel", Integer.toString(high ? 36 + 4 * n : 1 + 5 * (n % 3)));
      output.put(row + "SignalStrength", Integer.toString(-45 - 5 * n));
      output.put(row + "SecurityModeEnabled", "WPA2");
      output.put(row + "OperatingFrequencyBand", high ? "5GHz" : "2.4GHz");
      output.put(row + "OperatingChannelBandwidth", high ? "80MHz" : "20MHz");
    }
    return Outcome.of(output);
  }
}
