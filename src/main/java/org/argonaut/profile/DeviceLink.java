package org.argonaut.profile;

import java.util.List;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Outcome;

/**
 * The way to one device over one protocol, within one deadline. The seam between profiles and protocols: what speaks CWMP is
 * {@link CwmpLink}, what speaks USP is {@link UspLink}; {@link DeviceLinks} makes them. Blocks: for virtual threads.
 */
public interface DeviceLink {

  /**
   * Has the device do one thing.
   *
   * @throws NotDone when it did not
   */
  Answer send(Payload payload) throws NotDone, InterruptedException;

  /**
   * What the device answered.
   *
   * @param values read, in the device's order; or set, as they were sent
   * @param afterReboot whether what was set takes effect only after a reboot
   * @param added the path of a new row, with its dot; null: none was added
   */
  record Answer(List<ParameterValue> values, boolean afterReboot, String added) {
    public Answer {
      values = List.copyOf(values);
    }

    static Answer read(List<ParameterValue> values) {
      return new Answer(values, false, null);
    }
  }

  /** The device did not do it: a fault, out of reach, too late. */
  final class NotDone extends ProfileFailure {
    private final transient Outcome outcome;
    private final transient List<ParameterValue> done;
    private final String added;

    public NotDone(Outcome outcome) {
      this(outcome, List.of(), null);
    }

    private NotDone(Outcome outcome, List<ParameterValue> done, String added) {
      super(outcome.toString());
      this.outcome = outcome;
      this.done = done;
      this.added = added;
    }

    /** The same, with what was done to the device nevertheless: by the steps before it, and by a part of its own. */
    NotDone after(List<ParameterValue> set, String row) {
      return new NotDone(outcome, set, row);
    }

    public Outcome outcome() {
      return outcome;
    }

    /** What was set nevertheless. */
    public List<ParameterValue> done() {
      return done;
    }

    /** The path of what was added nevertheless; null: nothing. */
    public String added() {
      return added;
    }
  }
}
