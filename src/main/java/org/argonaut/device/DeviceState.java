package org.argonaut.device;

import com.github.benmanes.caffeine.cache.Interner;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.store.DeviceIndex;

/**
 * What of a device is durable. Written when it changes, never for an Inform that brings nothing new. Small: a million of
 * these are in the heap, so strings that many devices share are shared.
 *
 * @param firstContact null for a device created ahead of its first contact
 * @param model set by a person or a script; profiles bind on it; empty: the product class stands in
 * @param periodicIntervalSeconds as the CPE told or as observed; 0 while unknown
 * @param informFingerprint of the parameters of an earlier Inform: one with the same brings the cache nothing new
 * @param secretConnectionRequestPassword encrypted; empty when none
 * @param clashes OUIs of other devices that came with this serial number
 * @param commands the durable part of the queue, in order of acceptance
 */
record DeviceState(
    boolean known,
    Instant firstContact,
    String oui,
    String vendor,
    String productClass,
    String model,
    String version,
    String hardwareVersion,
    String provisioningCode,
    String alias,
    Set<String> tags,
    String profile,
    DataModel dataModel,
    CwmpVersion cwmpVersion,
    String ip,
    String connectionRequestUrl,
    String connectionRequestUsername,
    String secretConnectionRequestPassword,
    int periodicIntervalSeconds,
    int informFingerprint,
    List<String> clashes,
    List<DurableCommand> commands)
    implements Wire, DeviceIndex.Indexed {

  private static final Interner<String> SHARED = Interner.newWeakInterner();

  /** A device nobody has heard of. */
  static final DeviceState UNKNOWN =
      new DeviceState(
          false, null, "", "", "", "", "", "", "", "", Set.of(), "", DataModel.NONE, null, "", "", "", "", 0, 0, List.of(),
          List.of());

  DeviceState {
    oui = SHARED.intern(oui);
    vendor = SHARED.intern(vendor);
    productClass = SHARED.intern(productClass);
    model = SHARED.intern(model);
    version = SHARED.intern(version);
    hardwareVersion = SHARED.intern(hardwareVersion);
    provisioningCode = SHARED.intern(provisioningCode);
    profile = SHARED.intern(profile);
    tags = Set.copyOf(tags);
    clashes = List.copyOf(clashes);
    commands = List.copyOf(commands);
  }

  @Override
  public DeviceIndex index() {
    return new DeviceIndex(
        oui, vendor, model, productClass, version, alias, tags, profile, cwmpVersion != null, false, dataModel.label(),
        ip, firstContact);
  }

  DeviceState withCommands(List<DurableCommand> newCommands) {
    return new DeviceState(
        known, firstContact, oui, vendor, productClass, model, version, hardwareVersion, provisioningCode, alias, tags,
        profile, dataModel, cwmpVersion, ip, connectionRequestUrl, connectionRequestUsername,
        secretConnectionRequestPassword, periodicIntervalSeconds, informFingerprint, clashes, newCommands);
  }

  DeviceState withClash(String otherOui) {
    List<String> all = new java.util.ArrayList<>(clashes);
    all.add(otherOui);
    return new DeviceState(
        known, firstContact, oui, vendor, productClass, model, version, hardwareVersion, provisioningCode, alias, tags,
        profile, dataModel, cwmpVersion, ip, connectionRequestUrl, connectionRequestUsername,
        secretConnectionRequestPassword, periodicIntervalSeconds, informFingerprint, all, commands);
  }

  DeviceState withPeriodicInterval(int seconds) {
    return new DeviceState(
        known, firstContact, oui, vendor, productClass, model, version, hardwareVersion, provisioningCode, alias, tags,
        profile, dataModel, cwmpVersion, ip, connectionRequestUrl, connectionRequestUsername,
        secretConnectionRequestPassword, seconds, informFingerprint, clashes, commands);
  }

  /** Said once of a CPE whose Informs differ in more than facts: the cache may hold newer values than the fingerprint's. */
  DeviceState withoutFingerprint() {
    return new DeviceState(
        known, firstContact, oui, vendor, productClass, model, version, hardwareVersion, provisioningCode, alias, tags,
        profile, dataModel, cwmpVersion, ip, connectionRequestUrl, connectionRequestUsername,
        secretConnectionRequestPassword, periodicIntervalSeconds, 0, clashes, commands);
  }

  /** The facts a CPE told, put in place of the old ones; everything people set stays. */
  DeviceState withFacts(DeviceFacts facts, Instant now) {
    return new DeviceState(
        true, firstContact == null ? now : firstContact, facts.oui(), facts.vendor(), facts.productClass(), model,
        facts.version(), facts.hardwareVersion(), facts.provisioningCode(), alias, tags, profile, facts.dataModel(),
        facts.cwmpVersion(), facts.ip(), facts.connectionRequestUrl(), connectionRequestUsername,
        secretConnectionRequestPassword, facts.periodicIntervalSeconds(), facts.informFingerprint(), clashes, commands);
  }

  /**
   * What a person or program set, put in place of the old.
   *
   * @param encryptedPassword null: unchanged
   */
  DeviceState withChange(Devices.DeviceChange change, String encryptedPassword) {
    return new DeviceState(
        true, firstContact, oui, vendor, productClass, or(change.model(), model), version, hardwareVersion,
        provisioningCode, or(change.alias(), alias), change.tags() == null ? tags : change.tags(),
        or(change.profile(), profile), dataModel, cwmpVersion, ip, connectionRequestUrl,
        or(change.connectionRequestUsername(), connectionRequestUsername),
        or(encryptedPassword, secretConnectionRequestPassword), periodicIntervalSeconds, informFingerprint, clashes,
        commands);
  }

  private static String or(String changed, String current) {
    return changed == null ? current : changed;
  }
}
