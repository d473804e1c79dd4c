package org.argonaut.catalog;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.argonaut.catalog.DeviceModelPaths.Entry;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.device.Devices.DeviceView;
import org.argonaut.store.DeviceModelRow;
import org.argonaut.store.ParameterShape;
import org.argonaut.store.Store;

/** What devices support: from the parameter cache, as they told it, and as it was told for their firmware versions. */
public final class DeviceModels {
  private final Store store;

  public DeviceModels(Store store) {
    this.store = store;
  }

  /** What is cached of a device: all it was ever asked for or told, so maybe not all it has. */
  public CompletionStage<DeviceModelPaths> cached(String sn) {
    return store.parameters().shapes(sn, DeviceModelPaths.MOST).thenApply(shapes -> DeviceModelPaths.of(shapes.stream().map(DeviceModels::entry).toList()));
  }

  private static Entry entry(ParameterShape shape) {
    return new Entry(shape.path(), String.join(",", shape.types()), shape.writable());
  }

  /** What a device listed by GetParameterNames, with the types that are cached of it. */
  public static DeviceModelPaths listed(List<ParameterInfo> names, DeviceModelPaths cached) {
    DeviceModelPaths paths = DeviceModelPaths.of(names.stream().map(info -> new Entry(info.name(), "", info.writable())).toList());
    return DeviceModelPaths.of(
        paths.entries().stream()
            .map(
                entry -> {
                  Entry known = cached.get(entry.path());
                  return known == null ? entry : new Entry(entry.path(), known.type(), entry.writable());
                })
            .toList());
  }

  /** Keeps the whole set of a device for its model and firmware version; another device's of the same takes its place. */
  public CompletionStage<Done> keep(DeviceView device, DeviceModelPaths paths) {
    return store
        .deviceModels()
        .put(new DeviceModelRow(Catalog.modelOf(device), device.version(), paths.packed(), paths.size(), Instant.now()));
  }

  /** What was kept for the device's model in a firmware version; null: nothing. */
  public CompletionStage<DeviceModelPaths> kept(DeviceView device, String version) {
    return store
        .deviceModels()
        .get(Catalog.modelOf(device), version)
        .thenApply(row -> row == null ? null : DeviceModelPaths.unpacked(row.paths()));
  }

  /** The firmware versions something is kept of for the device's model, the newest first. */
  public CompletionStage<List<String>> versions(DeviceView device) {
    return store
        .deviceModels()
        .versions(Catalog.modelOf(device))
        .thenApply(rows -> rows.stream().map(DeviceModelRow::version).toList());
  }
}
