package org.argonaut.store;

/**
 * Which devices to list; null fields match every device.
 *
 * @param q part of serial number, alias, vendor, model, product class, version or address; case does not matter
 * @param status see {@link DeviceRow#status}
 * @param vendor the whole name, as written
 * @param model the whole name, as written
 * @param tag one the device has
 */
public record DeviceFilter(String q, Integer status, String vendor, String model, String tag) {
  public static final DeviceFilter ALL = new DeviceFilter(null, null, null, null, null);
}
