package org.argonaut.mtp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.Agents;
import org.argonaut.device.LogLimit;
import org.argonaut.usp.BadRecord;
import org.argonaut.usp.Records;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a record must pass before a device actor hears of it, over whatever transport it came. Whatever fails is counted,
 * logged (some lines a second) and forgotten: nothing is stored for an agent that may not speak.
 *
 * <p>Thread-safe.
 */
public final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final String ownId;
  private final int maxRecordSize;
  private final Agents agents;
  private final MtpStats stats;
  private final LogLimit refusals = new LogLimit();
  private final LogLimit losses = new LogLimit();

  /**
   * @param ownId the controller's endpoint id
   * @param maxRecordSize bytes
   */
  public Admission(String ownId, int maxRecordSize, Agents agents, MtpStats stats) {
    this.ownId = ownId;
    this.maxRecordSize = maxRecordSize;
    this.agents = agents;
    this.stats = stats;
  }

  /** Why a record was dropped. */
  public enum Reason {
    /** Above {@code argonaut.usp.max-record-size}. */
    TOO_LARGE,
    /** Not protobuf; a WebSocket is closed with 1003 (R-WS.16). */
    NOT_A_RECORD,
    /**
     * Without what every record must have, or of a type of a later version: the connection goes on, an agent that tries what
     * is new must not lose it for that.
     */
    INVALID_RECORD,
    /** {@code to_id} is another controller's (R-E2E.1). */
    NOT_FOR_US,
    /** {@code from_id} cannot be an endpoint id. */
    BAD_ENDPOINT_ID,
    /** {@code from_id} is our own: such a pair must not talk (R-ARC.1). */
    OUR_OWN_ID,
    /** Whoever sent it may not speak for {@code from_id} (R-SEC.9). */
    NOT_ALLOWED,
    /** Its device actor could not be reached, or the database is away; the agent repeats what matters. */
    NOT_DELIVERED
  }

  /** What came of a record. */
  public sealed interface Verdict {
    /**
     * It is on its way to its device actor.
     *
     * @param done as {@link Agents#arrived}; a failure is counted and logged already
     */
    record Admitted(String endpointId, CompletionStage<Done> done) implements Verdict {}

    /**
     * It went no further.
     *
     * @param detail one line for people
     */
    record Dropped(Reason reason, String detail) implements Verdict {}
  }

  /** Lets a record in, or drops it; never throws and never blocks. */
  public Verdict admit(byte[] bytes, Speaker speaker, AgentRoute route) {
    return admit(bytes, speaker, route.mtp(), route.place(), _ -> route);
  }

  /**
   * The same where the record itself says how its agent is reached (R-MQTT.26).
   *
   * @param place for log lines
   * @param route of the record, when it is let in
   */
  public Verdict admit(
      byte[] bytes,
      Speaker speaker,
      AgentRoute.Mtp mtp,
      String place,
      Function<UspRecord.Record, AgentRoute> route) {
    return examined(
        bytes,
        speaker,
        mtp,
        place,
        record -> new Verdict.Admitted(record.getFromId(), delivered(record, route.apply(record))),
        dropped -> dropped);
  }

  /**
   * Only checks, for a transport that delivers by itself, in its own order and again when it failed.
   *
   * @return the record; empty: it was dropped, counted and logged
   */
  public Optional<UspRecord.Record> check(byte[] bytes, Speaker speaker, AgentRoute.Mtp mtp, String place) {
    return examined(bytes, speaker, mtp, place, Optional::of, _ -> Optional.empty());
  }

  private <T> T examined(
      byte[] bytes,
      Speaker speaker,
      AgentRoute.Mtp mtp,
      String place,
      Function<UspRecord.Record, T> fit,
      Function<Verdict.Dropped, T> unfit) {
    stats.received(mtp, bytes.length);
    if (bytes.length > maxRecordSize) {
      return unfit.apply(dropped(
          mtp, place, speaker, Reason.TOO_LARGE, "a record of " + bytes.length + " bytes, above " + maxRecordSize));
    }
    UspRecord.Record record;
    try {
      record = Records.parse(bytes);
    } catch (BadRecord e) {
      Reason reason = e.code() == UspErrors.RECORD_NOT_PARSED ? Reason.NOT_A_RECORD : Reason.INVALID_RECORD;
      return unfit.apply(dropped(mtp, place, speaker, reason, e.getMessage()));
    }
    String from = record.getFromId();
    if (!record.getToId().equals(ownId)) {
      return unfit.apply(dropped(
          mtp, place, speaker, Reason.NOT_FOR_US, "a record for " + EndpointIds.printable(record.getToId())));
    }
    String flaw = EndpointIds.flaw(from);
    if (flaw != null) {
      return unfit.apply(dropped(mtp, place, speaker, Reason.BAD_ENDPOINT_ID, "from_id: " + flaw));
    }
    if (from.equals(ownId)) {
      return unfit.apply(dropped(mtp, place, speaker, Reason.OUR_OWN_ID, "its from_id is this controller's own endpoint id"));
    }
    if (!speaker.maySpeakFor(from)) {
      return unfit.apply(dropped(mtp, place, speaker, Reason.NOT_ALLOWED, "may not speak for " + EndpointIds.printable(from)));
    }
    return fit.apply(record);
  }

  private CompletionStage<Done> delivered(UspRecord.Record record, AgentRoute route) {
    CompletionStage<Done> arrived;
    try {
      arrived = agents.arrived(route, record);
    } catch (RuntimeException e) {
      arrived = CompletableFuture.failedFuture(e);
    }
    return arrived.whenComplete((_, failure) -> {
      if (failure != null) {
        lost(record.getFromId(), route, failure);
      }
    });
  }

  /** Counts and logs a record that passed and then could not be delivered. */
  public void lost(String endpointId, AgentRoute route, Throwable failure) {
    stats.dropped(route.mtp(), Reason.NOT_DELIVERED);
    if (losses.permit()) {
      Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
      LOG.warn(
          "{} at {} ({}): a record could not be delivered, the agent has to repeat it: {}{}",
          endpointId,
          route.place(),
          route.mtp(),
          cause.getMessage() == null ? cause : cause.getMessage(),
          losses.note());
    }
  }

  private Verdict.Dropped dropped(AgentRoute.Mtp mtp, String place, Speaker speaker, Reason reason, String detail) {
    stats.dropped(mtp, reason);
    if (refusals.permit()) {
      LOG.warn("{} at {} ({}): record dropped: {}{}", speaker, place, mtp, detail, refusals.note());
    }
    return new Verdict.Dropped(reason, detail);
  }
}
