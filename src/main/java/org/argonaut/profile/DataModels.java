package org.argonaut.profile;

import java.util.List;
import java.util.NavigableSet;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.device.Devices;
import org.argonaut.usp.proto.UspMsg;

/**
 * What is known of devices' data models. The seam to who knows it. Blocks: for virtual threads.
 */
public interface DataModels {

  /** Knows nothing: nothing is wrong with anything. */
  DataModels NONE =
      new DataModels() {
        @Override
        public List<InvalidResource.Violation> violations(Devices.DeviceView device, CpeMethod method) {
          return List.of();
        }

        @Override
        public List<InvalidResource.Violation> violations(Devices.DeviceView device, UspMsg.Request request) {
          return List.of();
        }

        @Override
        public Paths paths(Devices.DeviceView device) {
          return new Paths(new java.util.TreeSet<>(), false);
        }
      };

  /** What the device's data model has against a change, by parameter; empty: nothing, or the device is not to be checked. */
  List<InvalidResource.Violation> violations(Devices.DeviceView device, CpeMethod method) throws InterruptedException;

  /** Likewise, over USP. */
  List<InvalidResource.Violation> violations(Devices.DeviceView device, UspMsg.Request request) throws InterruptedException;

  /**
   * What the device is known to have. A device of a model and firmware that never listed its parameters may be asked to, once.
   */
  Paths paths(Devices.DeviceView device) throws InterruptedException;

  /**
   * Parameters and objects.
   *
   * @param all with {@code {i}} for instances; objects end with a dot, commands with {@code ()}
   * @param complete whether a device of the make has listed all it has; else what was read of the device so far
   */
  record Paths(NavigableSet<String> all, boolean complete) {

    /** Whether there is something at or below a path that ends with a dot, or a parameter. */
    boolean has(String path) {
      String next = all.ceiling(path);
      return next != null && next.startsWith(path);
    }
  }
}
