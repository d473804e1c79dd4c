package org.argonaut.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.device.Devices;
import org.argonaut.device.KnownTypes;
import org.argonaut.device.ParameterTypes;
import org.argonaut.store.Store;

/**
 * The types of a device's parameters: what the device itself told, else what its data model says. The device's word counts
 * more: it holds values against its own types, and one that calls an unsignedInt an int answers 9006 to anything else.
 */
public final class SchemaTypes implements ParameterTypes {
  /** Types that leave it open. */
  private static final Set<String> SAY_NOTHING = Set.of("xsd:anySimpleType", "xsd:anyType");

  private final Devices devices;
  private final ParameterTypes told;
  private final Catalog catalog;

  public SchemaTypes(Store store, Devices devices, Catalog catalog) {
    this.devices = devices;
    this.told = new KnownTypes(store);
    this.catalog = catalog;
  }

  @Override
  public CompletionStage<Map<String, String>> of(String sn, List<String> paths) {
    return told.of(sn, paths).thenCompose(types -> filled(sn, paths, types));
  }

  private CompletionStage<Map<String, String>> filled(String sn, List<String> paths, Map<String, String> told) {
    Map<String, String> types = new HashMap<>(told);
    types.values().removeIf(SAY_NOTHING::contains);
    if (types.keySet().containsAll(paths)) {
      return CompletableFuture.completedFuture(types);
    }
    return devices
        .get(sn)
        .thenCompose(
            device ->
                device == null
                    ? CompletableFuture.completedFuture(types)
                    : catalog.of(device).thenApply(model -> filled(types, paths, model.schema())));
  }

  private static Map<String, String> filled(Map<String, String> types, List<String> paths, Schema schema) {
    for (String path : paths) {
      SchemaNode node = types.containsKey(path) ? null : schema.find(path, Protocols.CWMP);
      if (node != null && node.kind() == NodeKind.PARAMETER) {
        types.put(path, node.xsd());
      }
    }
    return types;
  }
}
