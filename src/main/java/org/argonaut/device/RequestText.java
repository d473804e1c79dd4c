package org.argonaut.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpJson;

/** Requests and answers as the JSON that people and the command log see. */
public final class RequestText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestText() {}

  /** An RPC with its arguments, or the body of a USP request in protobuf JSON. */
  public static ObjectNode json(Request request) {
    return switch (request) {
      case Request.Rpc(CpeMethod method) -> CwmpJson.toJson(method);
      case Request.Message message -> json(message.body());
    };
  }

  /** A protobuf message in its JSON form, camel case. */
  public static ObjectNode json(MessageOrBuilder message) {
    try {
      return (ObjectNode) JSON.readTree(JsonFormat.printer().print(message));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode().put("unreadable", e.getMessage());
    }
  }
}
