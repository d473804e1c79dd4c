package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.lua.LuaJson;
import org.argonaut.usp.proto.UspMsg;

/** What hooks for USP agents return, read in every form it may have; requests made of it, and answers read. Pure. */
final class UspPayloads {
  /** Which request a table is, by a member that only this one has; names in either style. */
  private static final Map<String, String> REQUESTS =
      Map.ofEntries(
          Map.entry("param_paths", "get"),
          Map.entry("paramPaths", "get"),
          Map.entry("update_objs", "set"),
          Map.entry("updateObjs", "set"),
          Map.entry("create_objs", "add"),
          Map.entry("createObjs", "add"),
          Map.entry("obj_paths", "delete"),
          Map.entry("objPaths", "delete"),
          Map.entry("command", "operate"));

  /** Members of which a message has one; no path of a parameter is called so. */
  private static final Set<String> MEMBERS =
      Stream.of(Set.of("body", "request"), REQUESTS.keySet(), REQUESTS.values())
          .flatMap(Collection::stream)
          .collect(Collectors.toUnmodifiableSet());

  private UspPayloads() {}

  /**
   * What a hook wants done, in order; empty: nothing.
   *
   * @throws HookFailure when a hook of this kind may not return that
   */
  static List<Payload> of(String profile, Hook hook, JsonNode value) throws HookFailure {
    CwmpPayloads.Reader reader = new CwmpPayloads.Reader(profile, hook);
    if (isXml(value) || (value.isArray() && stream(value).anyMatch(UspPayloads::isXml))) {
      throw reader.wrong("it returned XML, which no USP agent understands");
    }
    if (!value.isArray() || !isMessage(value.path(0))) {
      return isMessage(value) ? List.of(message(reader, value)) : reader.payloads(value);
    }
    List<Payload> steps = new ArrayList<>();
    for (JsonNode item : value) {
      if (!isMessage(item)) {
        throw reader.wrong("item " + (steps.size() + 1) + " of its list is no message");
      }
      steps.add(message(reader, item));
    }
    return steps;
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static boolean isXml(JsonNode value) {
    return value.isTextual() && value.textValue().strip().startsWith("<");
  }

  /** Whether it is a message, as a table or as JSON. */
  private static boolean isMessage(JsonNode value) {
    return value.isTextual()
        ? value.textValue().strip().startsWith("{")
        : value.isObject() && MEMBERS.stream().anyMatch(value::has);
  }

  private static JsonNode parsed(CwmpPayloads.Reader reader, String json) throws HookFailure {
    try {
      return LuaJson.parse(json);
    } catch (LuaJson.Unfit e) {
      throw reader.wrong("it returned text that is no JSON: " + e.getMessage());
    }
  }

  private static Payload message(CwmpPayloads.Reader reader, JsonNode given) throws HookFailure {
    JsonNode value = given.isTextual() ? parsed(reader, given.textValue()) : given;
    JsonNode whole = value.has("body") ? value.path("body") : value;
    JsonNode request = whole.has("request") ? whole.path("request") : wrapped(whole);
    UspMsg.Request.Builder builder = UspMsg.Request.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(request.toString(), builder);
    } catch (InvalidProtocolBufferException e) {
      throw reader.wrong("it returned a table that is no USP request: " + e.getMessage());
    }
    boolean fits =
        switch (builder.getReqTypeCase()) {
          case GET -> reader.hook().kind() == Hook.Kind.GET;
          case SET, ADD, DELETE, OPERATE -> reader.hook().kind() != Hook.Kind.GET;
          default -> false;
        };
    if (!fits) {
      boolean nothing = builder.getReqTypeCase() == UspMsg.Request.ReqTypeCase.REQTYPE_NOT_SET;
      throw reader.wrong("it returned a " + (nothing ? "message without a request" : builder.getReqTypeCase()));
    }
    return new Payload.Message(builder.build());
  }

  private static JsonNode wrapped(JsonNode value) {
    for (Map.Entry<String, String> request : REQUESTS.entrySet()) {
      if (value.has(request.getKey())) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set(request.getValue(), value);
        return node;
      }
    }
    return value; // {"get": {...}}
  }

  /** The request that does what a payload says. Paths of one object are set together, all or none. */
  static UspMsg.Request request(Payload payload) {
    return switch (payload) {
      case Payload.Read(List<String> names) ->
          UspMsg.Request.newBuilder().setGet(UspMsg.Get.newBuilder().addAllParamPaths(names)).build();
      case Payload.Write(List<ParameterValue> values) ->
          UspMsg.Request.newBuilder().setSet(UspMsg.Set.newBuilder().addAllUpdateObjs(updates(values))).build();
      case Payload.Add(String table) ->
          UspMsg.Request.newBuilder()
              .setAdd(UspMsg.Add.newBuilder().addCreateObjs(UspMsg.Add.CreateObject.newBuilder().setObjPath(table)))
              .build();
      case Payload.Delete(String row) ->
          UspMsg.Request.newBuilder().setDelete(UspMsg.Delete.newBuilder().addObjPaths(row)).build();
      case Payload.Message(UspMsg.Request request) -> request;
      case Payload.Rpc rpc -> throw new IllegalArgumentException("no USP agent understands " + rpc.method().rpcName());
    };
  }

  private static List<UspMsg.Set.UpdateObject> updates(List<ParameterValue> values) {
    Map<String, UspMsg.Set.UpdateObject.Builder> objects = new LinkedHashMap<>();
    for (ParameterValue value : values) {
      int cut = value.name().lastIndexOf('.') + 1;
      String object = value.name().substring(0, cut);
      objects
          .computeIfAbsent(object, path -> UspMsg.Set.UpdateObject.newBuilder().setObjPath(path))
          .addParamSettings(
              UspMsg.Set.UpdateParamSetting.newBuilder()
                  .setParam(value.name().substring(cut))
                  .setValue(value.value())
                  .setRequired(true));
    }
    return objects.values().stream().map(UspMsg.Set.UpdateObject.Builder::build).toList();
  }

  /**
   * The values in a response: what a Get read, what a Set changed, what an Add created (its unique keys); full paths, in the
   * agent's order. Paths that the agent does not have are left out.
   */
  static DeviceLink.Answer answer(UspMsg.Response response) {
    List<ParameterValue> values = new ArrayList<>();
    String added = null;
    switch (response.getRespTypeCase()) {
      case GET_RESP -> read(response.getGetResp(), values);
      case SET_RESP -> set(response.getSetResp(), values);
      case ADD_RESP -> added = added(response.getAddResp(), values);
      default -> {
        // the others bring no values
      }
    }
    return new DeviceLink.Answer(values, false, added);
  }

  private static void read(UspMsg.GetResp response, List<ParameterValue> values) {
    for (UspMsg.GetResp.RequestedPathResult path : response.getReqPathResultsList()) {
      for (UspMsg.GetResp.ResolvedPathResult resolved : path.getResolvedPathResultsList()) {
        resolved
            .getResultParamsMap()
            .forEach((name, value) -> values.add(new ParameterValue(resolved.getResolvedPath() + name, value, null)));
      }
    }
  }

  private static void set(UspMsg.SetResp response, List<ParameterValue> values) {
    for (UspMsg.SetResp.UpdatedObjectResult object : response.getUpdatedObjResultsList()) {
      for (var instance : object.getOperStatus().getOperSuccess().getUpdatedInstResultsList()) {
        instance
            .getUpdatedParamsMap()
            .forEach((name, value) -> values.add(new ParameterValue(instance.getAffectedPath() + name, value, null)));
      }
    }
  }

  private static String added(UspMsg.AddResp response, List<ParameterValue> values) {
    String added = null;
    for (UspMsg.AddResp.CreatedObjectResult object : response.getCreatedObjResultsList()) {
      var success = object.getOperStatus().getOperSuccess();
      added = added == null && !success.getInstantiatedPath().isEmpty() ? success.getInstantiatedPath() : added;
      success
          .getUniqueKeysMap()
          .forEach((name, value) -> values.add(new ParameterValue(success.getInstantiatedPath() + name, value, null)));
    }
    return added;
  }
}
