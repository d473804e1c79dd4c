package org.argonaut.api;

import java.util.List;
import java.util.function.Function;
import org.argonaut.catalog.Catalog;
import org.argonaut.cwmp.Dialect;
import org.argonaut.device.CredentialWriter;
import org.argonaut.device.Devices;
import org.argonaut.device.FileLinks;
import org.argonaut.event.EventLog;
import org.argonaut.profile.DeviceLinks;
import org.argonaut.profile.Diagnostics;
import org.argonaut.profile.Profiles;
import org.argonaut.script.Scripts;
import org.argonaut.script.service.ServiceRunner;
import org.argonaut.script.service.Services;
import org.argonaut.store.Store;

/**
 * What the API stands on; {@code node} brings it together.
 *
 * @param dialects how a device wants to be spoken to
 * @param version of the product, for the OpenAPI document
 */
public record Surroundings(
    Devices devices,
    Store store,
    Catalog catalog,
    EventLog events,
    Scripts scripts,
    CredentialWriter credentials,
    FileLinks links,
    Services services,
    ServiceRunner serviceRunner,
    Profiles profiles,
    DeviceLinks deviceLinks,
    Diagnostics diagnostics,
    Function<Devices.DeviceView, Dialect> dialects,
    List<ReadyCheck> readiness,
    Metrics metrics,
    String version) {
  public Surroundings {
    readiness = List.copyOf(readiness);
  }
}
