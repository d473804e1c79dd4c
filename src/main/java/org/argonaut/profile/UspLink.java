package org.argonaut.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Command;
import org.argonaut.device.CommandId;
import org.argonaut.device.CommandWait;
import org.argonaut.device.Devices;
import org.argonaut.device.Outcome;
import org.argonaut.device.Request;
import org.argonaut.usp.Refusals;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg;
import org.argonaut.usp.proto.UspMsg.Error.ParamError;

/**
 * The way to one agent over USP. An Operate is waited for to its end; what it gave back is read under the command's path,
 * afterwards, too.
 */
final class UspLink implements DeviceLink {
  /** An agent's ways to say that a path is none of its own. */
  private static final Set<Integer> ABSENCES =
      Set.of(
          UspErrors.INVALID_PATH_SYNTAX, UspErrors.UNSUPPORTED_PARAMETER, UspErrors.NO_SUCH_OBJECT, UspErrors.INVALID_PATH);

  /** Codes of an Error to a whole Get that one of its paths may be to blame for. */
  private static final Set<Integer> BLAMES =
      Set.of(
          UspErrors.MESSAGE_FAILED, UspErrors.NOT_SUPPORTED, UspErrors.INVALID_ARGUMENTS, UspErrors.RESOURCES_EXCEEDED);

  private static final int ONLINE = 2;

  private static final Outcome GONE =
      new Outcome.Unknown("the agent went away before the operation ended, and did not come back in time");

  private final Devices devices;
  private final OperationResults results;
  private final EventWatch events;
  private final String sn;
  private final Instant deadline;
  private final String origin;

  /**
   * @param results what commands gave back
   * @param events tells of boots, which end what runs on an agent
   * @param deadline of all that is sent over it
   * @param origin who asks, for people
   */
  UspLink(Devices devices, OperationResults results, EventWatch events, String sn, Instant deadline, String origin) {
    this.devices = devices;
    this.results = results;
    this.events = events;
    this.sn = sn;
    this.deadline = deadline;
    this.origin = origin;
  }

  @Override
  public Answer send(Payload payload) throws NotDone, InterruptedException {
    return switch (payload) {
      case Payload.Read(List<String> names) -> Answer.read(read(names));
      case Payload.Write(List<ParameterValue> values) -> {
        done(UspPayloads.request(payload));
        yield new Answer(values, false, null);
      }
      case Payload.Delete _ -> done(UspPayloads.request(payload));
      case Payload.Add _ -> new Answer(List.of(), false, done(UspPayloads.request(payload)).added());
      case Payload.Message(UspMsg.Request request) when request.hasOperate() -> operate(request.getOperate());
      case Payload.Message(UspMsg.Request request) -> done(request);
      case Payload.Rpc rpc -> throw new IllegalArgumentException("no USP agent understands " + rpc.method().rpcName());
    };
  }

  // ---- reading ----

  private List<ParameterValue> read(List<String> names) throws NotDone, InterruptedException {
    List<ParameterValue> values =
        new ArrayList<>(get(names.stream().distinct().filter(name -> !OperationResults.isOne(name)).toList()));
    for (String name : names) {
      if (OperationResults.isOne(name)) {
        values.addAll(results.read(sn, name));
      }
    }
    return values;
  }

  /** An agent answers path by path; one that fails as a whole is asked for each path by itself. */
  private List<ParameterValue> get(List<String> names) throws NotDone, InterruptedException {
    if (names.isEmpty()) {
      return List.of();
    }
    Outcome outcome = execute(UspPayloads.request(new Payload.Read(names)));
    boolean absent = outcome instanceof Outcome.Rejected(UspMsg.Error error) && ABSENCES.contains(error.getErrCode());
    boolean oneMayBe = outcome instanceof Outcome.Rejected(UspMsg.Error error) && BLAMES.contains(error.getErrCode());
    if (names.size() == 1 || !(absent || oneMayBe)) {
      return absent ? List.of() : done(outcome).values();
    }
    List<ParameterValue> values = new ArrayList<>();
    for (String name : names) {
      values.addAll(get(List.of(name)));
    }
    return values;
  }

  // ---- all that an agent answers at once ----

  private Answer done(UspMsg.Request request) throws NotDone, InterruptedException {
    return done(execute(request));
  }

  private Outcome execute(UspMsg.Request request) throws InterruptedException {
    return CommandWait.execute(devices, sn, command(new Request.Message(request, false)));
  }

  private Command command(Request request) {
    return new Command(
        CommandId.next(), request, Command.Priority.INTERACTIVE, Instant.now(), deadline, false, false, true, origin);
  }

  /** What was done; what was not, although the agent answered, is a failure that says what was. */
  private static Answer done(Outcome outcome) throws NotDone {
    if (!(outcome instanceof Outcome.Replied(UspMsg.Response response))) {
      throw new NotDone(outcome);
    }
    Answer answer = UspPayloads.answer(response);
    UspMsg.Error refused = refused(response);
    if (refused == null) {
      return answer;
    }
    NotDone failure = new NotDone(new Outcome.Rejected(refused));
    throw response.hasGetResp() ? failure : failure.after(answer.values(), answer.added());
  }

  /** The refusals of a response as one Error, of which the first tells the code; null: there are none. */
  private static UspMsg.Error refused(UspMsg.Response response) {
    List<ParamError> refusals = new ArrayList<>(Refusals.of(response));
    if (response.hasGetResp()) {
      refusals.removeIf(refusal -> ABSENCES.contains(refusal.getErrCode()));
    }
    if (refusals.isEmpty()) {
      return null;
    }
    ParamError first = refusals.getFirst();
    String text = first.getParamPath() + (first.getErrMsg().isEmpty() ? "" : ": " + first.getErrMsg());
    return UspMsg.Error.newBuilder().setErrCode(first.getErrCode()).setErrMsg(text).addAllParamErrs(refusals).build();
  }

  // ---- commands ----

  /** The values are the command's arguments, in and out, under its path. */
  private Answer operate(UspMsg.Operate asked) throws NotDone, InterruptedException {
    UspMsg.Operate operate = asked.toBuilder().setSendResp(true).build();
    Outcome outcome = untilItBoots(command(new Request.Message(UspMsg.Request.newBuilder().setOperate(operate).build(), true)));
    Map<String, String> arguments = new LinkedHashMap<>(operate.getInputArgsMap());
    arguments.putAll(output(outcome));
    String path = OperationResults.pathOf(operate.getCommand());
    List<ParameterValue> values = new ArrayList<>();
    arguments.forEach((name, value) -> values.add(new ParameterValue(path + name, value, null)));
    results.keep(sn, operate.getCommand(), values);
    return Answer.read(values);
  }

  /** An agent that boots forgets what it was at, and nothing tells of the end. */
  private Outcome untilItBoots(Command command) throws InterruptedException {
    var boot = events.next(sn, "Boot!", Duration.between(Instant.now(), deadline));
    CompletableFuture<Outcome> lost =
        boot.thenApply(_ -> new Outcome.Unknown("the agent has booted before " + command.request().name() + " ended"));
    try {
      Outcome outcome = CommandWait.execute(devices, sn, command, lost);
      return outcome instanceof Outcome.Expired(boolean sent) && sent && !isOnline() ? GONE : outcome;
    } finally {
      boot.cancel(false);
    }
  }

  private boolean isOnline() throws InterruptedException {
    Devices.DeviceView device = ShortWait.on(devices.get(sn));
    return device != null && device.status() == ONLINE;
  }

  private static Map<String, String> output(Outcome outcome) throws NotDone {
    return switch (outcome) {
      case Outcome.Operated(UspMsg.Notify.OperationComplete ended) when !ended.hasCmdFailure() ->
          ended.getReqOutputArgs().getOutputArgsMap();
      case Outcome.Replied(UspMsg.Response response) -> {
        done(outcome);
        Map<String, String> output = new LinkedHashMap<>();
        response.getOperateResp().getOperationResultsList()
            .forEach(result -> output.putAll(result.getReqOutputArgs().getOutputArgsMap()));
        yield output;
      }
      default -> throw new NotDone(outcome);
    };
  }
}
