package org.argonaut.cpe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CpeMethod.DuOperation;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Times;

/** Software modules: ChangeDUState and the DUStateChangeComplete that follows (TR-069 A.4.1.10, A.4.2.3). */
final class DeploymentUnits {
  private static final int MOST_OPERATIONS = 16;
  private static final int UNKNOWN_ENVIRONMENT = 9023;
  private static final int DUPLICATE_UNIT = 9026;
  private static final int RESOURCES = 9027;
  private static final int UNKNOWN_UNIT = 9028;

  private final VirtualCpe cpe;
  private final Surroundings surroundings;
  private final Tree tree;

  DeploymentUnits(VirtualCpe cpe, Surroundings surroundings, Tree tree) {
    this.cpe = cpe;
    this.surroundings = surroundings;
    this.tree = tree;
  }

  CpeAnswer change(CpeMethod.ChangeDUState call) {
    if (call.operations().isEmpty()) {
      return new Fault(Fault.CPE_INVALID_ARGUMENTS, "no operation");
    }
    if (call.operations().size() > MOST_OPERATIONS) {
      return new Fault(Fault.CPE_RESOURCES_EXCEEDED, "more than " + MOST_OPERATIONS + " operations");
    }
    cpe.whenIdle(() -> surroundings.runConnected(() -> run(call)));
    return new CpeAnswer.ChangeDUStateResponse();
  }

  private void run(CpeMethod.ChangeDUState call) {
    List<AcsMethod.DuResult> results = new ArrayList<>();
    for (DuOperation operation : call.operations()) {
      Instant began = surroundings.clock().instant();
      try {
        results.add(perform(operation, began));
      } catch (TransferFault e) {
        results.add(failed(operation, began, e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    cpe.report(
        new Outbox.Call(
            new AcsMethod.DUStateChangeComplete(results, call.commandKey()),
            Outbox.DU_STATE_CHANGE_COMPLETE,
            "M ChangeDUState",
            call.commandKey()));
  }

  private AcsMethod.DuResult perform(DuOperation operation, Instant began) throws TransferFault, InterruptedException {
    return switch (operation.operation()) {
      case INSTALL -> {
        fetch(operation);
        synchronized (cpe) {
          yield install(operation, began);
        }
      }
      case UPDATE -> {
        fetch(operation);
        synchronized (cpe) {
          yield update(operation, began);
        }
      }
      case UNINSTALL -> {
        synchronized (cpe) {
          yield uninstall(operation, began);
        }
      }
    };
  }

  private void fetch(DuOperation operation) throws TransferFault, InterruptedException {
    if (operation.url() != null && !operation.url().isEmpty()) {
      new FileTransfer(surroundings, operation.url(), operation.username(), operation.password()).download(0);
    }
  }

  private AcsMethod.DuResult install(DuOperation operation, Instant began) throws TransferFault {
    String environment = operation.executionEnvRef();
    if (environment != null && !environment.isEmpty() && tree.find(withDot(environment)) == null) {
      throw new TransferFault(UNKNOWN_ENVIRONMENT, "no execution environment " + environment);
    }
    String uuid = operation.uuid();
    if (uuid == null || uuid.isEmpty()) {
      uuid = UUID.nameUUIDFromBytes(operation.url().getBytes(StandardCharsets.UTF_8)).toString();
    }
    if (find(uuid) != null) {
      throw new TransferFault(DUPLICATE_UNIT, "the unit is installed already: " + uuid);
    }
    String units = tree.skeleton().root() + "SoftwareModules.DeploymentUnit.";
    String executions = tree.skeleton().root() + "SoftwareModules.ExecutionUnit.";
    int unit = tree.addRow(tree.find(units));
    int execution = tree.addRow(tree.find(executions));
    if (unit == 0 || execution == 0) {
      throw new TransferFault(RESOURCES, "no room for another unit");
    }
    String name = nameOf(operation.url());
    String version = operation.version() == null || operation.version().isEmpty() ? "1.0" : operation.version();
    String at = units + unit + ".";
    String runs = executions + execution + ".";
    tree.set(at + "UUID", uuid);
    tree.set(at + "DUID", Integer.toString(unit));
    tree.set(at + "Name", name);
    tree.set(at + "Resolved", "true");
    tree.set(at + "URL", operation.url());
    tree.set(at + "Version", version);
    tree.set(at + "ExecutionUnitList", runs);
    tree.set(at + "ExecutionEnvRef", environment == null ? "" : environment);
    tree.set(runs + "EUID", Integer.toString(execution));
    tree.set(runs + "Name", name);
    tree.set(runs + "Version", version);
    return result(at, "Installed", began);
  }

  private AcsMethod.DuResult update(DuOperation operation, Instant began) throws TransferFault {
    String unit = find(operation.uuid());
    if (unit == null) {
      throw new TransferFault(UNKNOWN_UNIT, "no unit " + operation.uuid());
    }
    boolean named = operation.version() != null && !operation.version().isEmpty();
    tree.set(unit + "Version", named ? operation.version() : tree.get(unit + "Version") + ".1");
    if (operation.url() != null && !operation.url().isEmpty()) {
      tree.set(unit + "URL", operation.url());
    }
    return result(unit, "Installed", began);
  }

  private AcsMethod.DuResult uninstall(DuOperation operation, Instant began) throws TransferFault {
    String unit = find(operation.uuid());
    if (unit == null) {
      throw new TransferFault(UNKNOWN_UNIT, "no unit " + operation.uuid());
    }
    AcsMethod.DuResult result = result(unit, "UnInstalled", began);
    Place execution = tree.find(withDot(tree.get(unit + "ExecutionUnitList")));
    if (execution != null && execution.path().endsWith(".") && execution.path().contains("ExecutionUnit.")) {
      tree.removeRow(execution);
    }
    tree.removeRow(tree.find(unit));
    return result;
  }

  private String find(String uuid) {
    for (Place unit : tree.children(tree.find(tree.skeleton().root() + "SoftwareModules.DeploymentUnit."))) {
      if (tree.get(unit.path() + "UUID").equals(uuid)) {
        return unit.path();
      }
    }
    return null;
  }

  private AcsMethod.DuResult result(String unit, String state, Instant began) {
    return new AcsMethod.DuResult(
        tree.get(unit + "UUID"),
        unit,
        tree.get(unit + "Version"),
        state,
        true,
        tree.get(unit + "ExecutionUnitList"),
        began,
        surroundings.clock().instant(),
        0,
        "",
        null);
  }

  private static AcsMethod.DuResult failed(DuOperation operation, Instant began, TransferFault fault) {
    return new AcsMethod.DuResult(
        operation.uuid() == null ? "" : operation.uuid(),
        "",
        operation.version() == null ? "" : operation.version(),
        "Failed",
        false,
        "",
        began,
        Times.UNKNOWN,
        fault.code(),
        fault.getMessage(),
        null);
  }

  private static String withDot(String path) {
    return path.endsWith(".") ? path : path + ".";
  }

  private static String nameOf(String url) {
    String name = url == null ? "" : url.replaceFirst("[?#].*", "").replaceFirst(".*/", "");
    return name.isEmpty() ? "module" : name.substring(0, Math.min(32, name.length()));
  }
}
