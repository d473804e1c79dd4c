package org.argonaut.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.argonaut.bulkdata.BulkIntake;
import org.argonaut.bulkdata.BulkStats;
import org.argonaut.bulkdata.Delivery;
import org.argonaut.bulkdata.Sender;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpJson;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.cwmp.SecretParameters;
import org.argonaut.event.EventLog;
import org.argonaut.store.CommandRow;
import org.argonaut.store.NewEvent;
import org.argonaut.store.ParameterRow;
import org.argonaut.store.RevisionConflict;
import org.argonaut.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What device actors write besides their own state: events, outcomes, the parameter cache, last contacts. */
final class DeviceJournal {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceJournal.class);
  private static final String SECRETS = "connection-request";

  private final Store store;
  private final EventLog events;
  private final BulkIntake bulkData;

  DeviceJournal(Store store, EventLog events, BulkIntake bulkData) {
    this.store = store;
    this.events = events;
    this.bulkData = bulkData;
  }

  // ---- events ----

  /** What an Inform says happened; the first one of a device also makes it new. */
  List<NewEvent> eventsOf(String sn, Inform inform, boolean first, Instant now) {
    List<NewEvent> happened = List.of();
    if (first) {
      happened = new ArrayList<>();
      happened.add(new NewEvent(sn, "device.new", now, identity(inform.deviceId()).toString()));
    }
    String data = null;
    for (Inform.Event event : inform.events()) {
      String type = event.standardCode(); // some CPEs send the number alone
      if (!events.wants(type)) {
        continue;
      }
      if (data == null) {
        data = parameters(inform).toString();
      }
      if (happened.isEmpty()) {
        happened = new ArrayList<>();
      }
      happened.add(new NewEvent(sn, type, now, withKey(data, event, inform)));
    }
    return happened;
  }

  private static String withKey(String data, Inform.Event event, Inform inform) {
    if (event.commandKey() == null || event.commandKey().isEmpty()) {
      return data;
    }
    return parameters(inform).put("commandKey", event.commandKey()).toString();
  }

  private static ObjectNode parameters(Inform inform) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    ObjectNode parameters = data.putObject("parameters");
    for (ParameterValue parameter : inform.parameters()) {
      parameters.put(parameter.name(), parameter.value());
    }
    return data;
  }

  private static ObjectNode identity(Inform.DeviceId id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("vendor", id.manufacturer())
        .put("oui", id.oui())
        .put("product_class", id.productClass())
        .put("serial_number", id.serialNumber());
  }

  NewEvent clash(String sn, String otherId, Inform.DeviceId other, Instant now) {
    return new NewEvent(sn, "device.clash", now, identity(other).put("kept_as", otherId).toString());
  }

  /** Replies once the events are on disk; the CPE repeats them when they can't be written. */
  void append(List<NewEvent> happened, ActorRef<SessionReply> replyTo, SessionReply reply) {
    if (happened.isEmpty()) {
      replyTo.tell(reply);
      return;
    }
    events
        .append(happened)
        .whenComplete(
            (_, failure) ->
                replyTo.tell(
                    failure == null ? reply : new SessionReply.Unavailable("events could not be written")));
  }

  /** Whether events of this type are to be logged. */
  boolean wants(String type) {
    return events.wants(type);
  }

  /** Completes once the events are on disk; at once when there are none. */
  CompletionStage<Done> append(List<NewEvent> happened) {
    return happened.isEmpty() ? CompletableFuture.completedFuture(Done.getInstance()) : events.append(happened);
  }

  /** Completes once the pushed reports and the events are on disk; what is no report stays the event that it came as. */
  CompletionStage<Done> append(String sn, List<UspTurn.Push> pushes, List<NewEvent> happened) {
    CompletionStage<List<NewEvent>> all = CompletableFuture.completedFuture(happened);
    for (UspTurn.Push push : pushes) {
      all = all.thenCombine(unlessReport(sn, push), DeviceJournal::plus);
    }
    return all.thenCompose(this::append);
  }

  /** Stores a report; else the event, or null for none. */
  private CompletionStage<NewEvent> unlessReport(String sn, UspTurn.Push push) {
    byte[] body = push.data().getBytes(StandardCharsets.UTF_8);
    return bulkData
        .take(new Delivery(Sender.device(sn), BulkStats.Transport.USP, push.profile(), null, body))
        .thenApply(
            verdict ->
                switch (verdict) {
                  case BulkIntake.Verdict.Stored _ -> null;
                  case BulkIntake.Verdict.Refused(_, String detail) -> {
                    LOG.warn("{}: a Push! of bulk data profile {} is no report: {}", sn, push.profile(), detail);
                    yield push.event();
                  }
                });
  }

  private static List<NewEvent> plus(List<NewEvent> events, NewEvent more) {
    if (more == null) {
      return events;
    }
    List<NewEvent> all = new ArrayList<>(events);
    all.add(more);
    return all;
  }

  /** A USP agent that was not known. */
  NewEvent announcement(String sn, DeviceFacts facts, UspFacts usp, Instant now) {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("vendor", facts.vendor())
            .put("oui", facts.oui())
            .put("product_class", facts.productClass())
            .put("serial_number", usp.serialNumber())
            .put("model", usp.modelName());
    return new NewEvent(sn, "device.new", now, data.toString());
  }

  // ---- outcomes ----

  CompletionStage<Done> record(String sn, Command command, CommandEnd end, Instant now) {
    return store
        .commands()
        .record(
            new CommandRow(
                command.id(), sn, command.request().name(), end.state(), command.origin(),
                RequestText.json(command.request()).toString(), end.resultJson(), command.queuedAt(), now));
  }

  // ---- the parameter cache ----

  void cache(String sn, List<ParameterValue> values, Instant now) {
    List<ParameterRow> rows = new ArrayList<>(values.size());
    for (ParameterValue value : values) {
      rows.add(new ParameterRow(value.name(), value.value(), value.type(), null, now));
    }
    if (!rows.isEmpty()) {
      store.parameters().patch(sn, rows);
    }
  }

  /** Keeps values that a USP agent told, by path; secrets are left out. */
  void cacheValues(String sn, Map<String, String> values, Instant now) {
    List<ParameterRow> rows = new ArrayList<>(values.size());
    values.forEach(
        (path, value) -> {
          if (!SecretParameters.isSecret(path)) {
            rows.add(new ParameterRow(path, value, null, null, now));
          }
        });
    if (!rows.isEmpty()) {
      store.parameters().patch(sn, rows);
    }
  }

  void forgetUnder(String sn, String path) {
    store.parameters().deleteUnder(sn, path);
  }

  /** Keeps what an answer says about the device; returns the state with what of it is kept there. */
  DeviceState learn(String sn, DeviceState state, CpeMethod asked, CpeAnswer answer) {
    Instant now = Instant.now();
    return switch (answer) {
      case CpeAnswer.GetParameterValuesResponse read -> {
        cache(sn, read.values(), now);
        yield learnInterval(state, read.values());
      }
      case CpeAnswer.SetParameterValuesResponse _ when asked instanceof CpeMethod.SetParameterValues set -> {
        cache(sn, set.values().stream().filter(value -> !SecretParameters.isSecret(value.name())).toList(), now);
        yield learnInterval(state, set.values());
      }
      case CpeAnswer.GetParameterNamesResponse names -> {
        cacheNames(sn, names, now);
        yield state;
      }
      case CpeAnswer.DeleteObjectResponse _ when asked instanceof CpeMethod.DeleteObject deleted -> {
        store.parameters().deleteUnder(sn, deleted.objectName());
        yield state;
      }
      default -> state;
    };
  }

  private void cacheNames(String sn, CpeAnswer.GetParameterNamesResponse names, Instant now) {
    List<ParameterRow> rows = new ArrayList<>();
    for (CpeAnswer.ParameterInfo info : names.names()) {
      if (!info.name().endsWith(".")) {
        rows.add(new ParameterRow(info.name(), null, null, info.writable(), now));
      }
    }
    if (!rows.isEmpty()) {
      store.parameters().patch(sn, rows);
    }
  }

  private static DeviceState learnInterval(DeviceState state, List<ParameterValue> values) {
    for (ParameterValue value : values) {
      if (value.name().endsWith(DeviceFacts.PERIODIC_INTERVAL)) {
        int seconds = DeviceFacts.seconds(value.value());
        DeviceFacts facts = state.facts();
        return seconds == facts.periodicIntervalSeconds()
            ? state
            : state.withFacts(facts.withPeriodicInterval(seconds));
      }
    }
    return state;
  }

  /**
   * Forgets a device: its row, unless somebody has written another revision since, and everything cached.
   *
   * @param revision of the row; 0: there is none
   */
  CompletionStage<Done> forget(String sn, long revision) {
    CompletionStage<Done> row =
        revision == 0
            ? CompletableFuture.completedFuture(Done.getInstance())
            : store.states().delete(sn, revision + 1).exceptionally(DeviceJournal::unlessAlive);
    return row
        .thenCompose(_ -> store.parameters().deleteAll(sn))
        .thenCompose(_ -> store.bulkReports().deleteAll(sn))
        .thenCompose(_ -> store.dials().remove(sn));
  }

  private static Done unlessAlive(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RevisionConflict) {
      return Done.getInstance(); // it came back meanwhile, or was gone already
    }
    throw new CompletionException(cause);
  }

  // ---- last contacts, secrets ----

  void contact(String sn, long at, long onlineUntil) {
    store.contacts().touch(sn, Instant.ofEpochMilli(at), Instant.ofEpochMilli(onlineUntil));
  }

  String encrypt(String password) {
    return password.isEmpty() ? "" : store.secrets().encrypt(SECRETS, password);
  }

  String decrypt(String secret) {
    return secret.isEmpty() ? "" : store.secrets().decrypt(SECRETS, secret);
  }
}
