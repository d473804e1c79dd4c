package org.argonaut.store;

import java.time.Instant;

/**
 * What devices of a model support in a firmware version.
 *
 * @param paths as {@code catalog} packs them; null in lists
 * @param count how many paths there are
 */
public record DeviceModelRow(String model, String version, byte[] paths, int count, Instant updated) {}
