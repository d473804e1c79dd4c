package org.argonaut.datamodel.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.argonaut.datamodel.mapping.uci.UciStore;
import org.argonaut.datamodel.plugin.Dependency;

/** Whether the device has what a plugin's object depends on. */
final class Dependencies {
  private static final String CONFIG = "/etc/config/";
  private static final String SHADOW = "/etc/bbfdm/dmmap/";
  private static final String PACKAGES = "/usr/lib/opkg/info/";

  private Dependencies() {}

  static boolean hold(Dependency dependency, Backends backends) {
    return dependency.holds(
        (kind, item) ->
            switch (kind) {
              case "file" -> hasFile(item, backends);
              case "opkg" -> hasFile(PACKAGES + item + ".control", backends);
              case "ubus" -> hasObject(item, backends.ubus());
              default -> true;
            });
  }

  private static boolean hasObject(String item, Ubus ubus) {
    int arrow = item.indexOf("->");
    return arrow < 0 ? ubus.has(item, "") : ubus.has(item.substring(0, arrow), item.substring(arrow + 2));
  }

  /** The folders of configuration are those we were given; everything else is below the root, if there is one. */
  private static boolean hasFile(String file, Backends backends) {
    if (file.startsWith(CONFIG)) {
      return has(backends.config(), file.substring(CONFIG.length()));
    }
    if (file.startsWith(SHADOW)) {
      return has(backends.shadow(), file.substring(SHADOW.length()));
    }
    Path root = backends.options().root();
    if (root == null) {
      return false;
    }
    try {
      Path place = root.resolve(file.replaceFirst("^/+", "")).normalize();
      return place.startsWith(root.normalize()) && Files.exists(place);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean has(UciStore store, String name) {
    try {
      return store.exists(name);
    } catch (IOException e) {
      return false;
    }
  }
}
