package org.argonaut.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.argonaut.catalog.Objection.Reason;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.datamodel.Access;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Problem;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.usp.proto.UspMsg;

/**
 * Holds what changes a device against its data model, as the protocol of the request sees it. What the model does not know
 * passes.
 */
final class RpcCheck {
  private final Schema schema;
  private final Protocols protocol;
  private final Map<String, Boolean> toldWritable;
  private final List<Objection> objections = new ArrayList<>();

  private RpcCheck(Schema schema, Protocols protocol, Map<String, Boolean> toldWritable) {
    this.schema = schema;
    this.protocol = protocol;
    this.toldWritable = toldWritable;
  }

  /** Whether there is anything to check in such a method. */
  static boolean concerns(CpeMethod method) {
    return method instanceof CpeMethod.SetParameterValues
        || method instanceof CpeMethod.AddObject
        || method instanceof CpeMethod.DeleteObject;
  }

  /**
   * Everything that does not fit, in the order of the request.
   *
   * @param toldWritable what the device itself said of its parameters; counts more than the model
   */
  static List<Objection> check(CpeMethod method, Schema schema, Map<String, Boolean> toldWritable) {
    RpcCheck check = new RpcCheck(schema, Protocols.CWMP, toldWritable);
    switch (method) {
      case CpeMethod.SetParameterValues set -> set.values().forEach(value -> check.value(value.name(), value.value()));
      case CpeMethod.AddObject add -> check.add(add.objectName());
      case CpeMethod.DeleteObject delete -> check.delete(delete.objectName());
      default -> {
        // nothing that a model could forbid
      }
    }
    return List.copyOf(check.objections);
  }

  private void object(String path, Reason reason, String text, SchemaNode node) {
    objections.add(new Objection(path, reason, text, node));
  }

  /** Whether there is anything to check in such a USP request. */
  static boolean concerns(UspMsg.Request request) {
    return request.hasSet() || request.hasAdd() || request.hasDelete();
  }

  /** Everything of a USP request that does not fit, in its order. Paths through references are not followed, so they pass. */
  static List<Objection> check(UspMsg.Request request, Schema schema) {
    RpcCheck check = new RpcCheck(schema, Protocols.USP, Map.of());
    request.getSet().getUpdateObjsList().forEach(check::update);
    request.getAdd().getCreateObjsList().forEach(check::create);
    request.getDelete().getObjPathsList().forEach(check::delete);
    return List.copyOf(check.objections);
  }

  /** The node that a device of the protocol has at the path; null: none. */
  private SchemaNode find(String path) {
    return schema.find(path, protocol);
  }

  // ---- Set, Add ----

  private void update(UspMsg.Set.UpdateObject object) {
    for (UspMsg.Set.UpdateParamSetting setting : object.getParamSettingsList()) {
      String path = object.getObjPath() + setting.getParam();
      SchemaNode node = find(path);
      if (node != null && node.access() == Access.WRITE_ONCE) {
        object(path, Reason.READ_ONLY, "cannot be set: it is given when the instance is added, and read-only then", node);
      } else {
        value(path, setting.getValue());
      }
    }
  }

  private void create(UspMsg.Add.CreateObject object) {
    add(object.getObjPath());
    for (UspMsg.Add.CreateParamSetting setting : object.getParamSettingsList()) {
      value(object.getObjPath() + Paths.INSTANCE + "." + setting.getParam(), setting.getValue());
    }
  }

  // ---- SetParameterValues ----

  private void value(String path, String given) {
    SchemaNode node = find(path);
    Boolean told = toldWritable.get(path);
    if (node == null) {
      if (Boolean.FALSE.equals(told)) {
        object(path, Reason.READ_ONLY, "cannot be set: the device says so", null);
      }
      return;
    }
    if (node.kind() != NodeKind.PARAMETER) {
      object(path, Reason.NOT_A_PARAMETER, "is an object; only its parameters can be set", node);
      return;
    }
    if (told == null ? !node.access().writable() : !told) {
      object(path, Reason.READ_ONLY, "cannot be set: " + (told == null ? "read-only in the data model" : "the device says so"), node);
      return;
    }
    Optional<Problem> problem = node.check(given);
    problem.ifPresent(why -> object(path, Reason.VALUE, why.text(), node));
  }

  // ---- tables ----

  private void add(String path) {
    SchemaNode node = object(path);
    if (node == null || isFixed(path, node, "added")) {
      return;
    }
    boolean alias = path.endsWith("].");
    if (!alias && !node.namesTable(path)) {
      object(path, Reason.INSTANCE, "names an instance; adding takes the table, " + withoutInstance(path), node);
    }
  }

  private void delete(String path) {
    SchemaNode node = object(path);
    if (node != null && !isFixed(path, node, "deleted") && node.namesTable(path)) {
      object(path, Reason.INSTANCE, "names the table; deleting takes one of its instances, such as " + path + "1.", node);
    }
  }

  /** The table; null when the model does not know the path, or it is none. */
  private SchemaNode object(String path) {
    SchemaNode node = find(path.endsWith(".") ? path : path + ".");
    SchemaNode leaf = node == null ? find(path) : null;
    if (leaf != null) {
      object(path, Reason.NOT_A_TABLE, "is a parameter, not a table", leaf);
      return null;
    }
    if (node != null && !node.isTable()) {
      object(path, Reason.NOT_A_TABLE, "is an object that is there once, not a table", node);
      return null;
    }
    return node;
  }

  private boolean isFixed(String path, SchemaNode node, String what) {
    if (node.access().writable()) {
      return false;
    }
    object(path, Reason.READ_ONLY_TABLE, "is a table of the device's own: nothing can be " + what + " in it", node);
    return true;
  }

  private static String withoutInstance(String path) {
    String object = path.substring(0, path.length() - 1);
    return object.substring(0, object.lastIndexOf('.') + 1).replace(Paths.INSTANCE, "1");
  }
}
