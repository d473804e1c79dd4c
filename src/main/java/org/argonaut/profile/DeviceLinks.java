package org.argonaut.profile;

import java.time.Instant;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.cwmp.Dialect;
import org.argonaut.device.Devices;
import org.argonaut.device.KnownTypes;
import org.argonaut.store.Store;

/** Makes the ways to devices, over the protocol that their profiles are for. */
public final class DeviceLinks {
  private final Devices devices;
  private final KnownTypes types;
  private final Function<Devices.DeviceView, Dialect> dialects;
  private final CwmpLink.Absences absences = new CwmpLink.Absences();
  private final OperationResults results;
  private final EventWatch events;

  /**
   * @param dialects how a CPE wants to be spoken to
   */
  public DeviceLinks(
      ActorSystem<?> system, Devices devices, Store store, Function<Devices.DeviceView, Dialect> dialects) {
    this.devices = devices;
    this.types = new KnownTypes(store);
    this.dialects = dialects;
    this.results = new OperationResults(store.parameters());
    this.events = new EventWatch(system);
  }

  /**
   * The way to a device.
   *
   * @param deadline of all that is sent over it
   * @param origin who asks, for people
   */
  public DeviceLink to(Bound bound, Instant deadline, String origin) {
    Devices.DeviceView device = bound.device();
    return switch (bound.protocol()) {
      case CWMP -> new CwmpLink(devices, types, absences, device, dialects.apply(device), deadline, origin);
      case USP -> new UspLink(devices, results, events, device.sn(), deadline, origin);
    };
  }
}
