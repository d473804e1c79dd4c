package org.argonaut.cpe.usp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.GetInstances;
import org.argonaut.usp.proto.UspMsg.GetInstancesResp;
import org.argonaut.usp.proto.UspMsg.GetResp;

/** Answers Get and GetInstances. */
final class GetAnswers {
  private final Tree tree;
  private final UspModel model;
  private final PathResolver resolver;
  private final Editor editor;

  GetAnswers(Tree tree, UspModel model, PathResolver resolver, Editor editor) {
    this.tree = tree;
    this.model = model;
    this.resolver = resolver;
    this.editor = editor;
  }

  GetResp get(Get call) {
    GetResp.Builder answer = GetResp.newBuilder();
    int depth = call.getMaxDepth() == 0 ? Integer.MAX_VALUE : call.getMaxDepth();
    for (int n = 0; n < call.getParamPathsCount(); n++) {
      String path = call.getParamPaths(n);
      GetResp.RequestedPathResult.Builder result = GetResp.RequestedPathResult.newBuilder().setRequestedPath(path);
      try {
        values(resolver.resolve(path), depth, result);
      } catch (UspFault fault) {
        result.clearResolvedPathResults().setErrCode(fault.code()).setErrMsg(fault.getMessage());
      }
      answer.addReqPathResults(result);
    }
    return answer.build();
  }

  private void values(List<Place> places, int depth, GetResp.RequestedPathResult.Builder into) {
    if (places.size() == 1 && places.getFirst().node() instanceof Parameter) {
      into.addResolvedPathResults(one(places.getFirst()));
      return;
    }
    Map<String, GetResp.ResolvedPathResult.Builder> parents = new LinkedHashMap<>();
    for (Place place : places) {
      if (place.node() instanceof Parameter parameter) {
        parents
            .computeIfAbsent(place.parent(), path -> GetResp.ResolvedPathResult.newBuilder().setResolvedPath(path))
            .putResultParams(parameter.name(), tree.shown(place));
      } else {
        object(place, depth, true, into);
      }
    }
    parents.values().forEach(into::addResolvedPathResults);
  }

  private GetResp.ResolvedPathResult.Builder one(Place place) {
    return GetResp.ResolvedPathResult.newBuilder()
        .setResolvedPath(place.parent())
        .putResultParams(place.node().name(), tree.shown(place));
  }

  /**
   * An object and what is below it, one result each.
   *
   * @param depth levels left, this one included; a table and its instances are one level
   * @param asked named by the request: told even when it has no parameters
   */
  private void object(Place place, int depth, boolean asked, GetResp.RequestedPathResult.Builder into) {
    if (table(place)) {
      for (Place row : tree.children(place)) {
        object(row, depth, asked, into);
      }
      return;
    }
    GetResp.ResolvedPathResult.Builder own = GetResp.ResolvedPathResult.newBuilder().setResolvedPath(place.path());
    List<Place> children = tree.children(place);
    for (Place child : children) {
      if (child.node() instanceof Parameter parameter && model.visible(parameter)) {
        own.putResultParams(parameter.name(), tree.shown(child));
      }
    }
    if (asked || own.getResultParamsCount() > 0) {
      into.addResolvedPathResults(own);
    }
    if (depth > 1) {
      for (Place child : children) {
        if (child.node() instanceof ObjectNode object && model.visible(object)) {
          object(child, depth - 1, false, into);
        }
      }
    }
  }

  private static boolean table(Place place) {
    return place.node() instanceof ObjectNode object && object.table() && !place.row();
  }

  GetInstancesResp instances(GetInstances call) {
    GetInstancesResp.Builder answer = GetInstancesResp.newBuilder();
    for (String path : call.getObjPathsList()) {
      GetInstancesResp.RequestedPathResult.Builder result =
          GetInstancesResp.RequestedPathResult.newBuilder().setRequestedPath(path);
      try {
        for (Place place : resolver.objects(path)) {
          if (!((ObjectNode) place.node()).table()) {
            throw new UspFault(UspErrors.NOT_A_TABLE, path + " is not a table");
          }
          if (place.row()) {
            below(place, call.getFirstLevelOnly(), result);
          } else {
            rows(place, call.getFirstLevelOnly(), result);
          }
        }
      } catch (UspFault fault) {
        result.clearCurrInsts().setErrCode(fault.code()).setErrMsg(fault.getMessage());
      }
      answer.addReqPathResults(result);
    }
    return answer.build();
  }

  private void rows(Place table, boolean firstOnly, GetInstancesResp.RequestedPathResult.Builder into) {
    for (Place row : tree.children(table)) {
      into.addCurrInsts(
          GetInstancesResp.CurrInstance.newBuilder()
              .setInstantiatedObjPath(row.path())
              .putAllUniqueKeys(editor.keys(row)));
      if (!firstOnly) {
        below(row, false, into);
      }
    }
  }

  /** The instances of the tables under an object. */
  private void below(Place object, boolean firstOnly, GetInstancesResp.RequestedPathResult.Builder into) {
    for (Place child : tree.children(object)) {
      if (child.node() instanceof ObjectNode inner && model.visible(inner)) {
        if (inner.table()) {
          rows(child, firstOnly, into);
        } else {
          below(child, firstOnly, into);
        }
      }
    }
  }
}
