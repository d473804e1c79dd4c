package org.argonaut.cpe.usp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;

/** The agent's own objects, {@code Device.LocalAgent.}: as shipped, and read back. */
final class LocalAgent {
  static final String ROOT = "Device.LocalAgent.";
  static final String CONTROLLERS = ROOT + "Controller.";
  static final String SUBSCRIPTIONS = ROOT + "Subscription.";
  static final String REQUESTS = ROOT + "Request.";
  private static final String ROLES = ROOT + "ControllerTrust.Role.";
  private static final String FULL_ACCESS = ROLES + "1.";
  private static final String READ_ONLY = ROLES + "2.";
  private static final List<String> PERMISSIONS =
      List.of(
          READ_ONLY + "Permission.1.Param",
          READ_ONLY + "Permission.1.Obj",
          READ_ONLY + "Permission.1.InstantiatedObj",
          READ_ONLY + "Permission.1.CommandEvent");
  private static final String CONTROLLER = CONTROLLERS + "1.";
  private static final String BOOT = SUBSCRIPTIONS + "1.";
  private static final String PERIODIC = SUBSCRIPTIONS + "2.";

  private final Tree tree;

  LocalAgent(Tree tree) {
    this.tree = tree;
  }

  /**
   * The controller as the table has it.
   *
   * @param path its row
   * @param role row of its role; empty: none
   */
  record Controller(
      String path, String endpointId, boolean enabled, String role, long periodicSeconds, int retrySeconds, int retryMultiplier) {}

  /** What a role may allow. */
  enum Right {
    SET("Param", 'w'),
    ADD("Obj", 'w'),
    DELETE("InstantiatedObj", 'w'),
    OPERATE("CommandEvent", 'x'),
    READ("Param", 'r'),
    SUBSCRIBE("Param", 'n');

    private final String parameter;
    private final char letter;

    Right(String parameter, char letter) {
      this.parameter = parameter;
      this.letter = letter;
    }
  }

  /** Puts in what an agent is shipped with: its controller, its way there, and that it tells of boots and periodically. */
  void ship(AgentIdentity identity, UspFleetSettings settings, String createdAt) {
    String scheme = settings.url().getScheme();
    String protocol =
        switch (scheme) {
          case "mqtt", "mqtts", "mqtt+ws", "mqtt+wss" -> "MQTT";
          case "stomp", "stomps" -> "STOMP";
          case "uds" -> "UDS";
          default -> "WebSocket";
        };
    tree.set(ROOT + "EndpointID", identity.endpointId());
    add(ROOT + "MTP.");
    tree.set(ROOT + "MTP.1.Enable", "true");
    tree.set(ROOT + "MTP.1.Protocol", protocol);
    add(CONTROLLERS);
    tree.set(CONTROLLER + "EndpointID", settings.controller());
    tree.set(CONTROLLER + "Enable", "true");
    tree.set(CONTROLLER + "AssignedRole", settings.readOnly() ? READ_ONLY : FULL_ACCESS);
    tree.set(CONTROLLER + "PeriodicNotifInterval", Integer.toString(settings.intervalSeconds()));
    for (String kind : PERMISSIONS) {
      tree.set(kind, "r--n");
    }
    add(CONTROLLER + "MTP.");
    tree.set(CONTROLLER + "MTP.1.Enable", "true");
    tree.set(CONTROLLER + "MTP.1.Protocol", protocol);
    if (protocol.equals("WebSocket")) {
      tree.set(CONTROLLER + "MTP.1.WebSocket.Host", settings.url().getHost());
      tree.set(CONTROLLER + "MTP.1.WebSocket.Port", Integer.toString(Math.max(settings.url().getPort(), 0)));
      tree.set(CONTROLLER + "MTP.1.WebSocket.Path", settings.url().getRawPath());
      tree.set(CONTROLLER + "MTP.1.WebSocket.EnableEncryption", Boolean.toString(scheme.equals("wss")));
    }
    subscription(BOOT, "boot", "Device.Boot!", true, createdAt);
    subscription(PERIODIC, "periodic", ROOT + "Periodic!", false, createdAt);
  }

  private void subscription(String row, String id, String reference, boolean retry, String createdAt) {
    add(SUBSCRIPTIONS);
    tree.set(row + "ID", id);
    tree.set(row + "Enable", "true");
    tree.set(row + "NotifType", "Event");
    tree.set(row + "ReferenceList", reference);
    tree.set(row + "Persistent", "true");
    tree.set(row + "NotifRetry", Boolean.toString(retry));
    tree.set(row + "Recipient", CONTROLLER);
    tree.set(row + "CreationDate", createdAt);
  }

  private void add(String table) {
    tree.addRow(tree.find(table));
  }

  /** The row of the controller with that endpoint id; null when there is none. */
  Controller controller(String endpointId) {
    for (Place row : tree.children(tree.find(CONTROLLERS))) {
      String path = row.path();
      if (endpointId.equals(tree.get(path + "EndpointID"))) {
        return new Controller(
            path,
            endpointId,
            on(path + "Enable"),
            withDot(tree.get(path + "AssignedRole")),
            Long.parseLong(tree.get(path + "PeriodicNotifInterval")),
            Integer.parseInt(tree.get(path + "USPNotifRetryMinimumWaitInterval")),
            Integer.parseInt(tree.get(path + "USPNotifRetryIntervalMultiplier")));
      }
    }
    return null;
  }

  /** The parameters that the controller wants with every Boot!, as a JSON object. */
  String bootParameters(Controller controller) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    if (controller != null) {
      for (Place row : tree.children(tree.find(controller.path() + "BootParameter."))) {
        String name = tree.get(row.path() + "ParameterName");
        Place place = on(row.path() + "Enable") ? tree.find(name) : null;
        if (place != null && place.node() instanceof Parameter) {
          map.put(name, tree.shown(place));
        }
      }
    }
    return map.toString();
  }

  /** Whether a role lets its controllers do that to what lies at a path: the permission of the highest order decides. */
  boolean allows(Controller controller, Right right, String path) {
    Place role = controller.role().isEmpty() ? null : tree.find(controller.role());
    if (role == null || !on(role.path() + "Enable")) {
      return false;
    }
    long best = -1;
    boolean allowed = false;
    for (Place permission : tree.children(tree.find(role.path() + "Permission."))) {
      String row = permission.path();
      long order = Long.parseLong(tree.get(row + "Order"));
      if (order > best && on(row + "Enable") && covers(tree.get(row + "Targets"), path)) {
        best = order;
        allowed = tree.get(row + right.parameter).indexOf(right.letter) >= 0;
      }
    }
    return allowed;
  }

  private static boolean covers(String targets, String path) {
    for (String target : targets.split(",")) {
      if (path.startsWith(target.strip())) {
        return true;
      }
    }
    return false;
  }

  /** Rows of all subscriptions of that controller that are switched on. */
  List<String> subscriptions(Controller controller) {
    List<String> rows = new ArrayList<>();
    for (Place row : tree.children(tree.find(SUBSCRIPTIONS))) {
      if (on(row.path() + "Enable") && withDot(tree.get(row.path() + "Recipient")).equals(controller.path())) {
        rows.add(row.path());
      }
    }
    return rows;
  }

  /** A boot ends the subscriptions that were not to last, and the requests that were under way. */
  void booted() {
    for (Place row : tree.children(tree.find(SUBSCRIPTIONS))) {
      if (!on(row.path() + "Persistent")) {
        tree.removeRow(row);
      }
    }
    for (Place row : tree.children(tree.find(REQUESTS))) {
      tree.removeRow(row);
    }
  }

  private boolean on(String path) {
    return "true".equals(tree.get(path));
  }

  private static String withDot(String path) {
    return path == null || path.isEmpty() || path.endsWith(".") ? path : path + ".";
  }
}
