package org.argonaut.device;

import java.util.Set;

/**
 * What people and programs set on a device.
 *
 * @param model profiles bind on it; empty: the product class stands in
 * @param secretConnectionRequestPassword encrypted; empty when none
 * @param validation how what is set on the device is checked; empty: as the settings say
 */
record DeviceAttributes(
    String model,
    String alias,
    Set<String> tags,
    String profile,
    String connectionRequestUsername,
    String secretConnectionRequestPassword,
    String validation) {

  /** Nothing was set: most devices, so they share it. */
  static final DeviceAttributes NONE = new DeviceAttributes("", "", Set.of(), "", "", "", "");

  DeviceAttributes {
    model = DeviceFacts.shared(model);
    profile = DeviceFacts.shared(profile);
    tags = Set.copyOf(tags);
    validation = validation == null ? "" : DeviceFacts.shared(validation); // null: written before it was there
  }

  /**
   * These with a change laid over them; null in the change leaves what is.
   *
   * @param encryptedPassword null: unchanged
   */
  DeviceAttributes with(Devices.DeviceChange change, String encryptedPassword) {
    return new DeviceAttributes(
        or(change.model(), model),
        or(change.alias(), alias),
        change.tags() == null ? tags : change.tags(),
        or(change.profile(), profile),
        or(change.connectionRequestUsername(), connectionRequestUsername),
        or(encryptedPassword, secretConnectionRequestPassword),
        or(change.validation(), validation));
  }

  private static String or(String changed, String current) {
    return changed == null ? current : changed;
  }
}
