package org.argonaut.script.functions;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.catalog.RpcGuard;
import org.argonaut.catalog.SchemaTypes;
import org.argonaut.cwmp.CpeAnswer.GetParameterValuesResponse;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Command;
import org.argonaut.device.CommandId;
import org.argonaut.device.CommandKeys;
import org.argonaut.device.Devices;
import org.argonaut.device.KnownTypes;
import org.argonaut.device.Outcome;
import org.argonaut.device.ParameterReader;
import org.argonaut.device.ParameterTypes;

/** Has devices carry out RPCs for scripts. Blocks: for virtual threads. */
final class CwmpSender {
  private final Surroundings around;
  private final ParameterTypes types;
  private final RpcGuard guard;

  CwmpSender(Surroundings around) {
    this.around = around;
    this.types = new SchemaTypes(around.store(), around.devices(), around.catalog());
    this.guard = new RpcGuard(around.store(), around.devices(), around.catalog());
  }

  /**
   * An answer that is no fault.
   *
   * @param asked the RPC as it was sent
   */
  record Answered(CpeMethod asked, CpeAnswer answer) {}

  /**
   * Sends and waits. A GetParameterValues splits itself where the device cannot answer all at once, unless it blocks the
   * queue. An interrupt takes back what was not sent yet.
   *
   * @param asker whose request it is
   * @throws FunctionFailure when there is no answer, or it is a fault
   */
  Answered send(String sn, CpeMethod rpc, Delivery delivery, Asker asker)
      throws FunctionFailure, InterruptedException {
    if (rpc instanceof CpeMethod.GetParameterValues get && !delivery.blockQueue()) {
      return new Answered(rpc, read(sn, get.names(), delivery, asker));
    }
    check(sn, rpc, asker);
    Instant deadline = Instant.now().plus(delivery.timeout());
    CpeMethod typed = askedForTypes(sn, withKnownTypes(sn, rpc), delivery, deadline, asker);
    Command command = command(typed, delivery, deadline, false, asker);
    Outcome outcome = execute(sn, command);
    if (outcome instanceof Outcome.Done(CpeAnswer answer) && !(answer instanceof Fault)) {
      return new Answered(command.rpc(), answer);
    }
    throw AnswerTables.failure(sn, outcome);
  }

  private Outcome execute(String sn, Command command) throws FunctionFailure, InterruptedException {
    return Waits.outcome(around.devices(), sn, command);
  }

  /**
   * Holds a request against the device's data model, as strictly as its {@code validation} says.
   *
   * @throws FunctionFailure when it must not be sent
   */
  private void check(String sn, CpeMethod rpc, Asker asker) throws FunctionFailure, InterruptedException {
    asker.hear(Waits.await(guard.judge(sn, rpc)), sn, rpc.rpcName());
  }

  private CpeMethod withKnownTypes(String sn, CpeMethod rpc) throws FunctionFailure, InterruptedException {
    return KnownTypes.withTypes(rpc, Waits.await(types.of(sn, KnownTypes.untyped(rpc))));
  }

  /**
   * Has the device tell the types that neither the script gave nor we know, in the same session: many devices
   * take a number for what it is only with its type. What it does not tell goes out as a string.
   */
  private CpeMethod askedForTypes(String sn, CpeMethod rpc, Delivery delivery, Instant deadline, Asker asker)
      throws FunctionFailure, InterruptedException {
    List<String> untyped = KnownTypes.untyped(rpc);
    if (untyped.isEmpty()) {
      return rpc;
    }
    Delivery unblocked = new Delivery(delivery.timeout(), false, delivery.wake(), false);
    CpeMethod question = new CpeMethod.GetParameterValues(untyped);
    return switch (execute(sn, command(question, unblocked, deadline, false, asker))) {
      case Outcome.Done(GetParameterValuesResponse(List<ParameterValue> values)) -> {
        Map<String, String> told = new HashMap<>();
        values.forEach(value -> told.put(value.name(), value.type()));
        yield KnownTypes.withTypes(rpc, told);
      }
      case Outcome.Done _, Outcome.Faulted _, Outcome.NoAnswer _ -> rpc;
      case Outcome end -> throw AnswerTables.failure(sn, end);
    };
  }

  /**
   * Keeps a request for the device, durably, asks the device to come, and does not wait for it.
   *
   * @return the command's id
   * @throws FunctionFailure when it is not taken
   */
  String enqueue(String sn, CpeMethod rpc, Delivery delivery, Asker asker)
      throws FunctionFailure, InterruptedException {
    check(sn, rpc, asker);
    Instant deadline = Instant.now().plus(around.settings().queuedLifetime());
    Command command = command(withKnownTypes(sn, rpc), delivery, deadline, true, asker);
    Devices.Accepted accepted = Waits.await(around.devices().enqueue(sn, command));
    if (accepted.refused() != null) {
      throw AnswerTables.refused(sn, accepted.refused().reason(), accepted.refused().detail());
    }
    return accepted.id();
  }

  private static Command command(
      CpeMethod rpc, Delivery delivery, Instant deadline, boolean durable, Asker asker) {
    String id = CommandId.next();
    return new Command(
        id, CommandKeys.fill(rpc, id), Command.Priority.SCRIPT, Instant.now(), deadline, durable,
        delivery.blockQueue(), delivery.wake(), asker.origin());
  }

  private CpeAnswer read(String sn, List<String> names, Delivery delivery, Asker asker)
      throws FunctionFailure, InterruptedException {
    Devices.DeviceView device = Waits.await(around.devices().get(sn));
    if (device == null) {
      throw FunctionFailure.unknownDevice(sn);
    }
    ParameterReader reader =
        new ParameterReader(
            around.devices(),
            sn,
            around.dialects().apply(device),
            new ParameterReader.Template(
                CommandId.next(), Command.Priority.SCRIPT, Instant.now().plus(delivery.timeout()), delivery.wake(), asker.origin()));
    return switch (result(reader, names)) {
      case ParameterReader.Ended(Outcome outcome) -> throw AnswerTables.failure(sn, outcome);
      case ParameterReader.Read read when !read.failed().isEmpty() -> {
        var first = read.failed().entrySet().iterator().next();
        Fault fault = first.getValue();
        String message = (fault.message().isEmpty() ? "CWMP fault " + fault.code() : fault.message()) + ": " + first.getKey();
        throw AnswerTables.failure(
            sn, new Outcome.Faulted(new Fault(fault.code(), message, List.of(), fault.rawXml())));
      }
      case ParameterReader.Read read -> new GetParameterValuesResponse(read.values());
    };
  }

  private static ParameterReader.Result result(ParameterReader reader, List<String> names)
      throws FunctionFailure, InterruptedException {
    try {
      return reader.read(names);
    } catch (RuntimeException e) {
      throw Waits.failure(e);
    }
  }
}
