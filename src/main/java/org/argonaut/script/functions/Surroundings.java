package org.argonaut.script.functions;

import java.util.function.Function;
import org.argonaut.catalog.Catalog;
import org.argonaut.cwmp.Dialect;
import org.argonaut.device.CredentialWriter;
import org.argonaut.device.Devices;
import org.argonaut.device.FileLinks;
import org.argonaut.script.http.OutboundHttp;
import org.argonaut.store.Store;

/**
 * What script functions stand on; {@code node} brings it together.
 *
 * @param dialects how a device wants to be spoken to
 */
public record Surroundings(
    Devices devices,
    Store store,
    Catalog catalog,
    CredentialWriter credentials,
    FileLinks links,
    Function<Devices.DeviceView, Dialect> dialects,
    OutboundHttp http,
    FunctionSettings settings) {}
