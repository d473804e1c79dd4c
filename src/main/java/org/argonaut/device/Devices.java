package org.argonaut.device;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Inform;

/**
 * The facade to all devices of the cluster: finds the device's actor, wherever it lives, and asks it.
 *
 * <p>Every stage completes within its deadline. Asks that find no answer (node lost, database away) fail with {@link
 * DeviceUnavailable}.
 */
public interface Devices {

  /** The entity type of the device actors, and the first part of their persistence ids. */
  String ENTITY_TYPE = "device";

  // ---- for the CWMP endpoint ----

  /** A session begins; the sender is authenticated. */
  CompletionStage<SessionReply> inform(SessionRef session, SessionStart start);

  /** The CPE asks for work (empty POST). The reply may be held back for a moment while a caller is busy with the CPE. */
  CompletionStage<SessionReply> next(SessionRef session);

  /** The CPE answered an RPC; {@code envelopeId} is null when it sent none. */
  CompletionStage<SessionReply> answered(SessionRef session, String envelopeId, CpeAnswer answer);

  /** The CPE calls a method other than Inform. */
  CompletionStage<SessionReply> called(SessionRef session, AcsMethod method);

  /**
   * What came with the Inform.
   *
   * @param remoteAddress the CPE's address as the endpoint saw it, without the port
   * @param username whom it authenticated as; null without authentication
   */
  record SessionStart(Inform inform, CwmpVersion version, String remoteAddress, String username) implements Wire {}

  // ---- for callers ----

  /** Queues a command and completes with its end. */
  CompletionStage<Outcome> execute(String sn, Command command);

  /** Queues a durable command and completes once it is written; {@link Outcome.Refused} inside when it is not taken. */
  CompletionStage<Accepted> enqueue(String sn, Command command);

  /** Whether a command was taken; {@code refused} is null when it was. */
  record Accepted(String id, Outcome.Refused refused) implements Wire {}

  /** Cancels a queued command. */
  CompletionStage<CancelResult> cancel(String sn, String commandId);

  /** What became of a request to cancel. */
  enum CancelResult implements Wire {
    CANCELLED,
    ALREADY_SENT,
    NOT_FOUND
  }

  /** The commands queued or sent now, in order of delivery; empty for an unknown device. */
  CompletionStage<List<CommandView>> commands(String sn);

  /** One command that is queued or sent. */
  record CommandView(Command command, boolean sent, boolean awaitingTransfer) implements Wire {}

  /** Sends a connection request and completes with what came of it; null for an unknown device. */
  CompletionStage<SessionOpener.Answer> requestConnection(String sn);

  /** The device as it is now; null when unknown. */
  CompletionStage<DeviceView> get(String sn);

  /** Creates a device ahead of its first contact, or changes it; returns the device after the change. */
  CompletionStage<DeviceView> update(String sn, DeviceChange change, boolean createIfMissing);

  /** Forgets a device with its parameters and commands; false when it was unknown. */
  CompletionStage<Boolean> delete(String sn);

  /**
   * What a person or program may set; null fields stay as they are.
   *
   * @param connectionRequestPassword write-only
   * @param validation how what is set on the device is checked: {@code off, warn, reject}; empty: as the settings say
   */
  record DeviceChange(
      String alias,
      String model,
      Set<String> tags,
      String profile,
      String connectionRequestUsername,
      String connectionRequestPassword,
      String validation)
      implements Wire {
    @Override
    public String toString() { // never a password in a log
      return "DeviceChange[" + alias + ", " + model + ", " + tags + ", " + profile + "]";
    }
  }

  /**
   * A device as callers see it.
   *
   * @param status 0 offline, 1 associating (known, never finished a session), 2 online
   * @param dataModel {@code TR-098}, {@code TR-181} or empty
   * @param validation how what is set on the device is checked; empty: as the settings say
   * @param clashes OUIs of other devices that came with the same serial number; those are {@code OUI-serial}
   * @param facts further values of the last Inform that are kept: HardwareVersion, ProvisioningCode
   */
  record DeviceView(
      String sn,
      String oui,
      String vendor,
      String model,
      String productClass,
      String version,
      String alias,
      int status,
      boolean cwmp,
      boolean usp,
      String dataModel,
      Set<String> tags,
      String profile,
      String validation,
      Instant firstContact,
      Instant lastContact,
      String ip,
      String connectionRequestUrl,
      String connectionRequestUsername,
      String cwmpVersion,
      int periodicIntervalSeconds,
      List<String> clashes,
      boolean sessionOpen,
      int queued,
      Map<String, String> facts)
      implements Wire {}

  /** The device's actor could not be reached or could not answer in time. */
  final class DeviceUnavailable extends RuntimeException {
    public DeviceUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
