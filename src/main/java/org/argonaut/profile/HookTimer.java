package org.argonaut.profile;

import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.List;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Devices;

/** Measures what calls of hooks take, for the benchmark: with what the API does around each, without a device. */
public final class HookTimer {
  private static final String NOTHING = "function get_radio() return {} end function parse_radio(response) return {} end";

  private final Bound bound;
  private final RecordedLink link;

  private HookTimer(String name, String lua, List<ParameterValue> answer) throws HookFailure, InterruptedException {
    ProfileSettings settings = ProfileSettings.from(ConfigFactory.load());
    Program program = new Program(name, lua, settings, (level, text) -> {});
    Devices.DeviceView device = ProfileBench.device(name, Protocol.CWMP, "TR-181");
    this.bound = new Bound(device, Protocol.CWMP, program, null, "", List.of(), DataModels.NONE);
    this.link = new RecordedLink(answer);
  }

  /** Of hooks that do nothing. */
  public static HookTimer ofNothing() throws HookFailure, InterruptedException {
    return new HookTimer("nothing", NOTHING, List.of());
  }

  /** Of the built-in profile for TR-181. */
  public static HookTimer ofBuiltIn(List<ParameterValue> answer) throws HookFailure, InterruptedException {
    return new HookTimer("tr-181", BuiltIns.source("tr-181"), answer);
  }

  /** The built-in profile for TR-181 as one for any model: as long as real ones are. */
  public static String source() {
    return BuiltIns.source("tr-181").replaceFirst("-- model: ", "-- made of ");
  }

  /** The median of one call of {@code get_radio}, in microseconds; half of the calls are to warm up. */
  public double call(int calls) throws HookFailure, InterruptedException {
    double[] micros = new double[calls];
    for (int i = -calls; i < calls; i++) {
      long begun = System.nanoTime();
      bound.payloads(Hook.GET_RADIO);
      micros[Math.max(0, i)] = (System.nanoTime() - begun) / 1e3;
    }
    return median(micros);
  }

  /** The median of the whole way of the resource radio, in microseconds: both hooks, and the JSON of what they make. */
  public double resource(int calls) throws ProfileFailure, InterruptedException {
    double[] micros = new double[calls];
    for (int i = -calls; i < calls; i++) {
      long begun = System.nanoTime();
      Resources.read(bound, Resource.RADIO, link);
      micros[Math.max(0, i)] = (System.nanoTime() - begun) / 1e3;
    }
    return median(micros);
  }

  private static double median(double[] all) {
    Arrays.sort(all);
    return all[all.length / 2];
  }
}
