package org.argonaut.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.argonaut.catalog.Objection.Reason;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Problem;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;

/** Holds what changes a device against its data model. What the model does not know passes. */
final class RpcCheck {
  private final Schema schema;
  private final Map<String, Boolean> toldWritable;
  private final List<Objection> objections = new ArrayList<>();

  private RpcCheck(Schema schema, Map<String, Boolean> toldWritable) {
    this.schema = schema;
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
    RpcCheck check = new RpcCheck(schema, toldWritable);
    switch (method) {
      case CpeMethod.SetParameterValues set -> set.values().forEach(check::value);
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

  /** The node that a CWMP device has at the path; null: none. */
  private SchemaNode find(String path) {
    SchemaNode node = schema.find(path);
    return node != null && node.protocols().visibleTo(Protocols.CWMP) ? node : null;
  }

  // ---- SetParameterValues ----

  private void value(ParameterValue given) {
    String path = given.name();
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
    Optional<Problem> problem = node.check(given.value());
    problem.ifPresent(why -> object(path, Reason.VALUE, why.text(), node));
  }

  // ---- AddObject, DeleteObject ----

  private void add(String path) {
    SchemaNode node = object(path);
    if (node == null || isFixed(path, node, "added")) {
      return;
    }
    boolean alias = path.endsWith("].");
    if (!alias && !node.namesTable(path)) {
      object(path, Reason.INSTANCE, "names an instance; AddObject takes the table, " + withoutInstance(path), node);
    }
  }

  private void delete(String path) {
    SchemaNode node = object(path);
    if (node != null && !isFixed(path, node, "deleted") && node.namesTable(path)) {
      object(path, Reason.INSTANCE, "names the table; DeleteObject takes one of its instances, such as " + path + "1.", node);
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
