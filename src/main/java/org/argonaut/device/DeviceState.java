package org.argonaut.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.store.DeviceIndex;

/**
 * What of a device is durable. Written when it changes, never for an Inform that brings nothing new. Small: a million of
 * these are in the heap, so what many devices have in common is shared.
 *
 * @param known false for a device nobody has heard of
 * @param firstContact null for a device created ahead of its first contact
 * @param facts what the device told of itself
 * @param usp what is known of it as a USP agent; null for a CPE that speaks CWMP
 * @param attributes what people and programs set
 * @param clashes OUIs of other devices that came with this serial number
 * @param commands the durable part of the queue, in order of acceptance
 */
record DeviceState(
    boolean known,
    Instant firstContact,
    DeviceFacts facts,
    UspFacts usp,
    DeviceAttributes attributes,
    List<String> clashes,
    List<DurableCommand> commands)
    implements Wire, DeviceIndex.Indexed {

  /** A device nobody has heard of. */
  static final DeviceState UNKNOWN =
      new DeviceState(false, null, DeviceFacts.NONE, null, DeviceAttributes.NONE, List.of(), List.of());

  DeviceState {
    attributes = attributes.equals(DeviceAttributes.NONE) ? DeviceAttributes.NONE : attributes;
    clashes = List.copyOf(clashes);
    commands = List.copyOf(commands);
  }

  @Override
  public DeviceIndex index() {
    return new DeviceIndex(
        facts.oui(), facts.vendor(), model(), facts.productClass(), facts.version(), attributes.alias(),
        attributes.tags(), attributes.profile(), facts.cwmpVersion() != null, usp != null, facts.dataModel().label(),
        facts.ip(), usp == null || usp.serialNumber().isEmpty() ? null : usp.serialNumber(), firstContact);
  }

  /** The model that people set, else the one a USP agent told. */
  String model() {
    return attributes.model().isEmpty() && usp != null ? usp.modelName() : attributes.model();
  }

  /** With what is known of it as a USP agent; the first time is its first contact. */
  DeviceState withUsp(UspFacts newUsp, Instant now) {
    return new DeviceState(
        true, firstContact == null ? now : firstContact, facts, newUsp, attributes, clashes, commands);
  }

  DeviceState withCommands(List<DurableCommand> newCommands) {
    return new DeviceState(known, firstContact, facts, usp, attributes, clashes, newCommands);
  }

  DeviceState withClash(String otherOui) {
    List<String> all = new ArrayList<>(clashes);
    all.add(otherOui);
    return new DeviceState(known, firstContact, facts, usp, attributes, all, commands);
  }

  DeviceState withFacts(DeviceFacts newFacts) {
    return new DeviceState(known, firstContact, newFacts, usp, attributes, clashes, commands);
  }

  /** The facts of an Inform in place of the old ones; everything people set stays. */
  DeviceState met(DeviceFacts newFacts, Instant now) {
    return new DeviceState(true, firstContact == null ? now : firstContact, newFacts, usp, attributes, clashes, commands);
  }

  DeviceState withAttributes(DeviceAttributes newAttributes) {
    return new DeviceState(true, firstContact, facts, usp, newAttributes, clashes, commands);
  }
}
