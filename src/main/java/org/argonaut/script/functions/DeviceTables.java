package org.argonaut.script.functions;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.device.Devices.DeviceView;
import org.argonaut.store.DeviceIndex;
import org.argonaut.store.DeviceRow;

/** Devices as scripts see them. */
public final class DeviceTables {
  private DeviceTables() {}

  /** As {@code get_device} gives it and listeners for new devices get it. */
  public static Map<String, Object> of(DeviceView view) {
    return basic(
        view.sn(), view.model(), view.vendor(), view.version(), view.productClass(), view.alias(), view.status(),
        view.cwmp(), view.usp(), view.dataModel());
  }

  /** As {@code get_all_devices} gives it. */
  static Map<String, Object> of(DeviceRow row, Instant now) {
    DeviceIndex index = row.index();
    return basic(
        row.sn(), index.model(), index.vendor(), index.version(), index.productClass(), index.alias(),
        row.status(now), index.cwmp(), index.usp(), index.dataModel());
  }

  /** As {@code get_devices} gives it: with what is searched and listed besides. */
  static Map<String, Object> full(DeviceRow row, Instant now) {
    Map<String, Object> table = of(row, now);
    DeviceIndex index = row.index();
    table.put("oui", text(index.oui()));
    table.put("ip", text(index.ip()));
    table.put("profile", text(index.profile()));
    Set<String> tags = index.tags() == null ? Set.of() : index.tags();
    table.put("tags", List.copyOf(new java.util.TreeSet<>(tags)));
    putTime(table, "first_contact", index.firstContact());
    putTime(table, "last_contact", row.lastContact());
    return table;
  }

  private static Map<String, Object> basic(
      String sn, String model, String vendor, String version, String productClass, String alias, int status,
      boolean cwmp, boolean usp, String dataModel) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("sn", sn);
    table.put("model", text(model));
    table.put("vendor", text(vendor));
    table.put("version", text(version));
    table.put("product_class", text(productClass));
    table.put("alias", text(alias));
    table.put("status", status);
    table.put("cwmp", cwmp);
    table.put("usp", usp);
    table.put("data_model", text(dataModel));
    return table;
  }

  /** Seconds since 1970, as os.time has them. */
  private static void putTime(Map<String, Object> table, String name, Instant time) {
    if (time != null) {
      table.put(name, time.getEpochSecond());
    }
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
