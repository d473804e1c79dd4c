package org.argonaut.cpe.usp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.usp.Messages;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Notify;
import org.argonaut.usp.proto.UspMsg.Operate;
import org.argonaut.usp.proto.UspMsg.OperateResp;
import org.argonaut.usp.proto.UspMsg.OperateResp.OperationResult;

/**
 * The commands of the agent (TR-369 "Operate", R-OPR): the quick ones are done at once, the others on a thread of their own
 * while a row of the Request table stands for them.
 */
final class Commands {
  /** What there is, by path. */
  static final Set<String> SUPPORTED =
      Set.of(
          "Device.Reboot()",
          "Device.FactoryReset()",
          "Device.ScheduleTimer()",
          "Device.LocalAgent.Controller.{i}.SendOnBoardRequest()",
          "Device.LocalAgent.Request.{i}.Cancel()",
          "Device.DeviceInfo.FirmwareImage.{i}.Download()",
          "Device.DeviceInfo.FirmwareImage.{i}.Activate()",
          "Device.DeviceInfo.VendorConfigFile.{i}.Backup()",
          "Device.DeviceInfo.VendorConfigFile.{i}.Restore()",
          "Device.DeviceInfo.VendorLogFile.{i}.Upload()",
          "Device.IP.Diagnostics.IPPing()",
          "Device.IP.Diagnostics.TraceRoute()",
          "Device.IP.Diagnostics.DownloadDiagnostics()",
          "Device.IP.Diagnostics.UploadDiagnostics()",
          "Device.DNS.Diagnostics.NSLookupDiagnostics()",
          "Device.WiFi.NeighboringWiFiDiagnostic()",
          "Device.WiFi.Reset()");

  /** Arguments without which a command cannot be done; for the others of the standard's mandatory ones there are defaults. */
  private static final Set<String> NEEDED = Set.of("URL", "Host", "HostName", "DownloadURL", "UploadURL", "DelaySeconds");

  private static final int MOST_RUNNING = 16;

  private final UspAgent agent;
  private final Shared shared;
  private final Tree tree;
  private final PathResolver resolver;
  private final Map<String, Running> running = new LinkedHashMap<>(0);

  /**
   * One command to carry out.
   *
   * @param object the object or instance whose command it is
   * @param path the command with its object's path, {@code Device.Reboot()}
   * @param originator endpoint id of the controller
   */
  record Call(String object, String path, String name, String key, Map<String, String> input, String originator) {
    String text(String argument) {
      return input.getOrDefault(argument, "");
    }

    /** A number among the arguments, or what it is when it is missing; anything else is fault 7027. */
    long number(String argument, long otherwise) throws UspFault {
      String text = text(argument);
      if (text.isEmpty()) {
        return otherwise;
      }
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new UspFault(UspErrors.INVALID_COMMAND_ARGUMENTS, argument + " is no number: " + text);
      }
    }
  }

  private static final class Running {
    final Call call;
    final String row;
    Thread thread;

    Running(Call call, String row) {
      this.call = call;
      this.row = row;
    }
  }

  Commands(UspAgent agent, Shared shared, Tree tree, PathResolver resolver) {
    this.agent = agent;
    this.shared = shared;
    this.tree = tree;
    this.resolver = resolver;
  }

  /** Begins or does a command; null when no response is wanted. */
  Msg operate(String messageId, Operate operate, LocalAgent.Controller controller, Changes changes) throws RequestFailed {
    String path = operate.getCommand();
    int dot = path.lastIndexOf('.');
    OperateResp.Builder answer = OperateResp.newBuilder();
    try {
      if (!path.endsWith("()") || dot < 0) {
        throw new UspFault(UspErrors.INVALID_PATH_SYNTAX, path + " is not the path of a command");
      }
      String name = path.substring(dot + 1);
      List<Place> objects = resolver.objects(path.substring(0, dot + 1));
      for (Place object : objects) {
        SchemaNode schema = shared.model().command(shared.model().view(object.node()).path() + name);
        if (schema == null || tableItself(object)) {
          throw new UspFault(UspErrors.INVALID_PATH, "there is no command " + path);
        }
        Call call =
            new Call(object.path(), object.path() + name, name, operate.getCommandKey(), operate.getInputArgsMap(), controller.endpointId());
        answer.addOperationResults(one(schema, call, changes));
      }
    } catch (UspFault fault) {
      throw new RequestFailed(fault.code(), fault.getMessage());
    }
    return operate.getSendResp() ? Messages.response(messageId, answer.build()) : null;
  }

  private static boolean tableItself(Place place) {
    return place.node() instanceof ObjectNode object && object.table() && !place.row();
  }

  private OperationResult one(SchemaNode schema, Call call, Changes changes) {
    OperationResult.Builder result = OperationResult.newBuilder().setExecutedCommand(call.path());
    try {
      checkArguments(schema, call);
      if (schema.asynchronous()) {
        result.setReqObjPath(start(call, changes));
      } else {
        result.setReqOutputArgs(OperationResult.OutputArgs.newBuilder().putAllOutputArgs(quick(call)));
      }
    } catch (UspFault fault) {
      result.setCmdFailure(
          OperationResult.CommandFailure.newBuilder().setErrCode(fault.code()).setErrMsg(fault.getMessage()));
    }
    return result.build();
  }

  private static void checkArguments(SchemaNode schema, Call call) throws UspFault {
    List<String> known = new ArrayList<>();
    for (SchemaNode side : schema.children()) {
      if (side.kind() == NodeKind.INPUT) {
        for (SchemaNode argument : side.children()) {
          known.add(argument.name());
          if (argument.mandatory() && NEEDED.contains(argument.name()) && call.text(argument.name()).isBlank()) {
            throw new UspFault(UspErrors.INVALID_COMMAND_ARGUMENTS, call.name() + " needs the argument " + argument.name());
          }
        }
      }
    }
    for (String given : call.input().keySet()) {
      if (!known.contains(given.split("\\.", 2)[0])) {
        throw new UspFault(UspErrors.INVALID_COMMAND_ARGUMENTS, call.name() + " has no argument " + given);
      }
    }
  }

  // ---- done at once ----

  private Map<String, String> quick(Call call) throws UspFault {
    switch (call.name()) {
      case "Reboot()" -> agent.afterAnswer(() -> agent.reboot("RemoteReboot", call.key()));
      case "FactoryReset()" -> agent.afterAnswer(() -> agent.factoryReset("RemoteFactoryReset", call.key()));
      case "SendOnBoardRequest()" -> agent.afterAnswer(agent::sendOnBoardRequest);
      case "Cancel()" -> cancel(call.object());
      case "Reset()" -> tree.set(call.object() + "ResetCounter", increased(tree.get(call.object() + "ResetCounter")));
      default -> throw new UspFault(UspErrors.COMMAND_FAILURE, call.path() + " cannot be done");
    }
    return Map.of();
  }

  private static String increased(String number) {
    return number == null ? "1" : Long.toString(Long.parseLong(number) + 1);
  }

  private void cancel(String row) throws UspFault {
    Running one = running.get(row);
    if (one == null) {
      throw new UspFault(UspErrors.COMMAND_FAILURE, row + " has ended");
    }
    tree.set(row + "Status", "Canceling");
    if (one.thread != null) {
      one.thread.interrupt();
    }
  }

  // ---- done in the background ----

  private String start(Call call, Changes changes) throws UspFault {
    int number = running.size() >= MOST_RUNNING ? 0 : tree.addRow(tree.find(LocalAgent.REQUESTS));
    if (number == 0) {
      throw new UspFault(UspErrors.RESOURCES_EXCEEDED, "too many commands are under way");
    }
    String row = LocalAgent.REQUESTS + number + ".";
    tree.set(row + "Originator", call.originator());
    tree.set(row + "Command", call.path());
    tree.set(row + "CommandKey", call.key());
    tree.set(row + "Status", "Active");
    changes.created.put(row, Map.of("Alias", tree.get(row + "Alias")));
    Running one = new Running(call, row);
    running.put(row, one);
    // After the answer: the controller must know the request before it hears of its end.
    agent.afterAnswer(() -> one.thread = shared.run(() -> run(one)));
    return row;
  }

  private void run(Running one) {
    Notify.OperationComplete.Builder complete =
        Notify.OperationComplete.newBuilder()
            .setObjPath(one.call.object())
            .setCommandName(one.call.name())
            .setCommandKey(one.call.key());
    String status = "Success";
    Background.Outcome outcome = Background.Outcome.NOTHING;
    try {
      outcome = new Background(agent, shared, one.call).run();
      complete.setReqOutputArgs(Notify.OperationComplete.OutputArgs.newBuilder().putAllOutputArgs(outcome.output()));
    } catch (UspFault fault) {
      status = "Error";
      complete.setCmdFailure(
          Notify.OperationComplete.CommandFailure.newBuilder().setErrCode(fault.code()).setErrMsg(fault.getMessage()));
    } catch (InterruptedException e) {
      if (shared.closed()) {
        Thread.currentThread().interrupt();
        return;
      }
      status = "Canceled";
      complete.setCmdFailure(
          Notify.OperationComplete.CommandFailure.newBuilder().setErrCode(UspErrors.COMMAND_CANCELED).setErrMsg("canceled"));
    }
    end(one, status, complete.build(), outcome);
  }

  private void end(Running one, String status, Notify.OperationComplete complete, Background.Outcome outcome) {
    synchronized (agent) {
      if (running.remove(one.row) == null) {
        return; // a boot has forgotten it
      }
      tree.set(one.row + "Status", status);
      agent.operationComplete(one.call.path(), complete);
      Place row = tree.find(one.row);
      if (row != null) {
        tree.removeRow(row);
        Changes changes = new Changes();
        changes.deleted.add(one.row);
        agent.changedByItself(changes);
      }
      outcome.then().run();
    }
  }

  /** A boot ends what is under way. */
  void booted() {
    for (Running one : running.values()) {
      if (one.thread != null) {
        one.thread.interrupt();
      }
    }
    running.clear();
  }
}
