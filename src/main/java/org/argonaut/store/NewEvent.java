package org.argonaut.store;

import java.time.Instant;

/**
 * An event to be logged.
 *
 * @param type {@code 0 BOOTSTRAP}, {@code 1 BOOT}, {@code device.new}, {@code device.clash}, {@code command.done} ...
 * @param dataJson a JSON object; null for none
 */
public record NewEvent(String sn, String type, Instant at, String dataJson) {}
