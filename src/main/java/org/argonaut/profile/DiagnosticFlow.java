package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Outcome;
import org.argonaut.usp.proto.UspMsg;

/**
 * One diagnostic, from its start to its parsed result: set, wait, read, parse (TR-069 A.4.1.4, TR-143). Waits for the
 * device's own word that it is done, and asks it now and then in case that got lost; a command of a USP agent is waited for
 * where it is sent, and what it gives back is the result. Blocks: for virtual threads.
 */
final class DiagnosticFlow {
  private static final String REQUESTED = "Requested";
  private static final String AT_IT = "the device is at it";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Bound bound;
  private final DiagnosticKind kind;
  private final DeviceLink link;
  private final ProfileSettings.Diagnostics settings;
  private final Instant deadline;
  private final Word word;
  private final Progress progress;
  private final String action;

  /** The device's word that a diagnostic is done. */
  interface Word {
    /** Completes when the device next says so, as told from now on. */
    CompletableFuture<?> next() throws InterruptedException;
  }

  /** Told what is done now, for people. */
  interface Progress {
    void step(String text) throws InterruptedException;
  }

  /**
   * @param action of a speed test: {@code download} or {@code upload}; of no account for the others
   */
  DiagnosticFlow(
      Bound bound,
      DiagnosticKind kind,
      String action,
      DeviceLink link,
      ProfileSettings.Diagnostics settings,
      Instant deadline,
      Word word,
      Progress progress) {
    this.bound = bound;
    this.kind = kind;
    this.action = action;
    this.link = link;
    this.settings = settings;
    this.deadline = deadline;
    this.word = word;
    this.progress = progress;
  }

  /** Runs it. */
  JsonNode run(JsonNode request) throws ProfileFailure, InterruptedException {
    String path = bound.path(kind.state(action));
    List<Payload> start = bound.payloads(kind.set(), HookJson.toLua(request));
    if (start == null) {
      start = startedBy(path);
    }
    Admission.check(bound, start);
    CompletableFuture<?> said = word.next();
    List<ParameterValue> told = new ArrayList<>();
    for (Payload payload : start) {
      boolean command = isCommand(payload);
      progress.step(command ? AT_IT : "the device is told to begin");
      List<ParameterValue> values = link.send(payload).values();
      if (command) { // what was merely set is no result
        told.addAll(values);
      }
    }
    boolean ended = start.stream().anyMatch(DiagnosticFlow::isCommand) || path == null || path.isEmpty() || isDirect();
    String state = ended ? null : waitFor(path, said);
    progress.step("the result is read");
    JsonNode result = result(told);
    if (result == null) {
      throw new NotSupported("the result of the " + kind.resource().word() + " could not be read: no hook makes it");
    }
    if (state != null && state.equals("None")) {
      throw lost("its state fell back to None: it has rebooted, or somebody else used the same test");
    }
    return result;
  }

  /** A command has ended when its link has sent it; no state tells of it. */
  private static boolean isCommand(Payload payload) {
    return payload instanceof Payload.Message(UspMsg.Request request) && request.hasOperate();
  }

  private List<Payload> startedBy(String path) throws NotSupported {
    if (kind != DiagnosticKind.SITE_SURVEY || path == null || path.isEmpty()) {
      throw new NotSupported("no profile of this device defines " + kind.set().luaName());
    }
    return List.of(new Payload.Write(List.of(new ParameterValue(path, REQUESTED, null))));
  }

  private boolean isDirect() throws HookFailure, InterruptedException {
    JsonNode specs = bound.data(Hook.GET_DEVICE_SPECS, Resource.Shape.OBJECT);
    return specs != null && specs.path("DirectResult").asBoolean(false);
  }

  /** The state in which it ended. */
  private String waitFor(String path, CompletableFuture<?> said) throws DeviceLink.NotDone, InterruptedException {
    progress.step(AT_IT);
    CompletableFuture<?> word = said;
    while (true) {
      pause(word);
      String state = state(path);
      if (!state.equals(REQUESTED)) {
        return state;
      }
      if (word.isDone()) {
        word = this.word.next();
      }
    }
  }

  private void pause(CompletableFuture<?> said) throws DeviceLink.NotDone, InterruptedException {
    Duration left = Duration.between(Instant.now(), deadline);
    if (left.isNegative()) {
      throw lost("it did not end in time");
    }
    long millis = Math.min(left.toMillis() + 1, settings.pollInterval().toMillis());
    try {
      said.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // then the device is asked
    }
  }

  private String state(String path) throws DeviceLink.NotDone, InterruptedException {
    List<ParameterValue> values;
    try {
      values = link.send(new Payload.Read(List.of(path))).values();
    } catch (DeviceLink.NotDone e) {
      throw e.outcome() instanceof Outcome.Expired ? lost("it did not end in time") : e;
    }
    if (values.isEmpty()) {
      throw lost("it has no " + path);
    }
    return values.getFirst().value();
  }

  private static DeviceLink.NotDone lost(String what) {
    return new DeviceLink.NotDone(new Outcome.NoAnswer(what));
  }

  /**
   * @param told by what began it: what a command gave back
   */
  private JsonNode result(List<ParameterValue> told) throws ProfileFailure, InterruptedException {
    Object[] arguments =
        switch (kind) {
          case TRACEROUTE -> new Object[] {hops()};
          case SPEED_TEST -> new Object[] {action};
          case PING, SITE_SURVEY -> new Object[0];
        };
    List<Payload> payloads = bound.payloads(kind.get(), arguments);
    if (payloads == null && told.isEmpty()) {
      throw new NotSupported("no profile of this device defines " + kind.get().luaName());
    }
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    told.forEach(value -> values.put(value.name(), value));
    for (Payload payload : payloads == null ? List.<Payload>of() : payloads) {
      link.send(payload).values().forEach(value -> values.put(value.name(), value));
    }
    return Resources.parsed(bound, kind.parse(), Resource.Shape.OBJECT, List.copyOf(values.values()), arguments).value();
  }

  /** The number of hops, or {@code *} where the profile does not name a parameter for it. */
  private Object hops() throws ProfileFailure, InterruptedException {
    String path = bound.path(Hook.GET_TRACEROUTE_RESULT_NUMBER_OF_HOPS);
    if (path == null || path.isEmpty() || path.indexOf('.') < 0) {
      return "*";
    }
    List<ParameterValue> values = link.send(new Payload.Read(List.of(path))).values();
    try {
      return values.isEmpty() ? "*" : (Object) (double) Integer.parseInt(values.getFirst().value().strip());
    } catch (NumberFormatException e) {
      throw lost(path + " is '" + values.getFirst().value() + "', which is no number of hops");
    }
  }

  /** The action of a request for a speed test; {@code download} when it does not say. */
  static String actionOf(JsonNode request) {
    for (String name : List.of("action", "type", "kind")) {
      JsonNode node = request.path(name).has("value") ? request.path(name).path("value") : request.path(name);
      if (node.isTextual()) {
        return node.textValue();
      }
    }
    return "download";
  }

  static JsonNode emptyRequest() {
    return NODES.objectNode();
  }
}
