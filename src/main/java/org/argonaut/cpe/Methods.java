package org.argonaut.cpe;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;

/** Every RPC the ACS may call on a CPE, and who answers it. Called with the CPE's lock held. */
final class Methods {
  private static final List<String> ALL =
      List.of(
          "GetRPCMethods",
          "SetParameterValues",
          "GetParameterValues",
          "GetParameterNames",
          "SetParameterAttributes",
          "GetParameterAttributes",
          "AddObject",
          "DeleteObject",
          "Reboot",
          "FactoryReset",
          "Download",
          "Upload",
          "ScheduleInform",
          "ScheduleDownload",
          "CancelTransfer",
          "GetQueuedTransfers",
          "GetAllQueuedTransfers",
          "ChangeDUState");

  private final VirtualCpe cpe;
  private final Surroundings surroundings;
  private final Parameters parameters;
  private final Transfers transfers;
  private final Diagnostics diagnostics;
  private final DeploymentUnits deploymentUnits;

  Methods(
      VirtualCpe cpe, Surroundings surroundings, Tree tree, Notifications notifications, Transfers transfers) {
    this.cpe = cpe;
    this.surroundings = surroundings;
    this.parameters = new Parameters(tree, notifications, surroundings.options().quirks().has(Quirk.SMALL_ANSWERS));
    this.transfers = transfers;
    this.diagnostics = new Diagnostics(cpe, surroundings, tree);
    this.deploymentUnits = new DeploymentUnits(cpe, surroundings, tree);
  }

  /** Nothing that ran before the boot runs on. */
  void booted() {
    diagnostics.booted();
  }

  CpeAnswer answer(CpeMethod method) {
    return switch (method) {
      case CpeMethod.GetRPCMethods _ -> new CpeAnswer.GetRPCMethodsResponse(ALL);
      case CpeMethod.GetParameterValues call -> parameters.getValues(call);
      case CpeMethod.SetParameterValues call -> setValues(call);
      case CpeMethod.GetParameterNames call -> parameters.getNames(call);
      case CpeMethod.SetParameterAttributes call -> parameters.setAttributes(call);
      case CpeMethod.GetParameterAttributes call -> parameters.getAttributes(call);
      case CpeMethod.AddObject call -> parameters.addObject(call);
      case CpeMethod.DeleteObject call -> parameters.deleteObject(call);
      case CpeMethod.Reboot call -> {
        cpe.whenIdle(() -> cpe.restart(call.commandKey()));
        yield new CpeAnswer.RebootResponse();
      }
      case CpeMethod.FactoryReset _ -> {
        cpe.whenIdle(cpe::factoryReset);
        yield new CpeAnswer.FactoryResetResponse();
      }
      case CpeMethod.ScheduleInform call -> scheduleInform(call);
      case CpeMethod.Download call -> transfers.download(call);
      case CpeMethod.Upload call -> transfers.upload(call);
      case CpeMethod.ScheduleDownload call -> transfers.scheduleDownload(call);
      case CpeMethod.CancelTransfer call -> transfers.cancel(call);
      case CpeMethod.GetQueuedTransfers _ -> transfers.queued();
      case CpeMethod.GetAllQueuedTransfers _ -> transfers.allQueued();
      case CpeMethod.ChangeDUState call -> deploymentUnits.change(call);
      case CpeMethod.SetVouchers _, CpeMethod.GetOptions _, CpeMethod.VendorMethod _ ->
          new Fault(Fault.CPE_METHOD_NOT_SUPPORTED, "Method not supported: " + method.rpcName());
    };
  }

  private CpeAnswer setValues(CpeMethod.SetParameterValues call) {
    SequencedSet<String> changed = new LinkedHashSet<>();
    CpeAnswer answer = parameters.setValues(call, changed);
    if (!changed.isEmpty()) {
      cpe.settingsChanged(changed);
      diagnostics.settingsChanged(changed);
    }
    return answer;
  }

  private CpeAnswer scheduleInform(CpeMethod.ScheduleInform call) {
    if (call.delaySeconds() < 1) {
      return new Fault(Fault.CPE_INVALID_ARGUMENTS, "DelaySeconds must be above 0");
    }
    surroundings.after(Duration.ofSeconds(call.delaySeconds()), () -> cpe.informScheduled(call.commandKey()));
    return new CpeAnswer.ScheduleInformResponse();
  }
}
