package org.argonaut.datamodel.mapping;

import static org.argonaut.datamodel.mapping.MappedDevice.leaf;
import static org.argonaut.datamodel.mapping.MappedDevice.object;
import static org.argonaut.datamodel.mapping.MappedDevice.ofSection;
import static org.argonaut.datamodel.mapping.MappedDevice.ofUbus;
import static org.argonaut.datamodel.mapping.MappedDevice.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** Prints what requests on mapped parameters cost; not a test. */
final class MappingFigures {
  private MappingFigures() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("figures");
    if (arguments.length > 0) {
      many(new MappedDevice(folder.resolve("many")));
      return;
    }
    MappedDevice device = new MappedDevice(folder.resolve("small"));
    StringBuilder text = new StringBuilder();
    StringBuilder list = new StringBuilder("{'k': [");
    for (int i = 0; i < 100; i++) {
      text.append("config top 't").append(i).append("'\n\toption name 'n").append(i).append("'\n");
      for (int p = 0; p < 10; p++) {
        text.append("\toption p").append(p).append(" '").append(i * p).append("'\n");
      }
      list.append(i == 0 ? "" : ",").append("{'v': ").append(i).append("}");
    }
    device.uci("f", text.toString());
    StringBuilder leaves = new StringBuilder();
    for (int p = 0; p < 7; p++) {
      leaves.append(", ").append(leaf("P" + p, p % 2 == 0 ? "unsignedInt" : "string", ofSection("p" + p)));
    }
    String link = "'mapping': [{'type': 'uci_sec', 'data': '@Parent', 'key': 'name', 'linker_obj': 'Device.X_T.*.Name'}]";
    leaves.append(", ").append(leaf("Name", "string", "'flags': ['Linker'], " + ofSection("name")));
    leaves.append(", ").append(leaf("Ref", "string", "'flags': ['Reference'], " + link));
    leaves.append(", ").append(leaf("U", "int", ofUbus("o", "m", "{}", "k[@i-1].v")));
    device.plugin(2, object("Device.X_T.{i}.", table("f", "top") + leaves));
    device.replies("{'o': {'m': 'r.json'}}", Map.of("r.json", list + "]}"));
    measure("get of 1,000 parameters (700 options, 100 keys, 100 references, 100 of ubus)", 300, () -> device.get("Device.X_T."));
    measure("get of one parameter", 2000, () -> device.get("Device.X_T.50.P3"));
    measure("generation()", 2000, () -> device.model().generation());
    int[] value = {0};
    measure("set of one parameter, file of 15 KB", 200, () -> device.set("Device.X_T.50.P3", "v" + value[0]++));
    many(new MappedDevice(folder.resolve("many")));
  }

  private static void many(MappedDevice device) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("config top 't").append(i).append("'\n\toption name 'n").append(i).append("'\n");
    }
    device.uci("f", text.toString());
    device.plugin(2, object("Device.X_T.{i}.", table("f", "top") + ", " + leaf("Name", "string", ofSection("name"))));
    measure("first get of 100,000 instances", 1, () -> device.get("Device.X_T."));
    measure("get of 100,000 instances", 10, () -> device.get("Device.X_T."));
    measure("get of one of them", 100, () -> device.get("Device.X_T.99999.Name"));
    measure("add to 100,000", 5, () -> device.add("Device.X_T."));
    measure("delete of 100,000", 5, () -> device.delete("Device.X_T.77" + (int) (Math.random() * 999) + "."));
    device.model().begin();
    measure("add to 100,000, 100 in one transaction", 100, () -> device.add("Device.X_T."));
    measure("commit", 1, () -> device.model().commit());
  }

  private static void measure(String what, int times, Supplier<?> work) {
    Object last = null;
    for (int i = 0; i < (times > 20 ? times : 0); i++) {
      last = work.get();
    }
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      last = work.get();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf("%s: median %.3f ms, worst %.3f ms%s%n", what, nanos[times / 2] / 1e6, nanos[times - 1] / 1e6, last == null ? ", no answer" : "");
  }
}
