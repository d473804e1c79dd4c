package org.argonaut.usp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.argonaut.usp.proto.UspMsg.Header;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Request;
import org.argonaut.usp.proto.UspMsg.Response;

/**
 * USP messages as protobuf JSON: field names in camelCase or snake_case, also mixed when reading, enums by name, lists as
 * arrays, maps as objects, what has its default value left out.
 */
public final class UspJson {
  /** How field names are written. */
  public enum Naming {
    /** {@code paramPaths} */
    CAMEL,
    /** {@code param_paths} */
    SNAKE
  }

  /**
   * A message that was read.
   *
   * @param naming how its field names were written: camelCase unless one shows the other
   * @param bare whether it was a request's or response's content only, such as {@code {"get":{...}}}
   */
  public record Parsed(Msg msg, Naming naming, boolean bare) {}

  /** Longest text that is read, in characters. */
  public static final int MAX_LENGTH = MessageLimits.DEFAULT.bytes();

  private static final int MAX_DEPTH = 32;
  private static final Map<String, String> FOR_HTML =
      Map.of("\\u003c", "<", "\\u003d", "=", "\\u003e", ">", "\\u0026", "&", "\\u0027", "'");
  private static final Set<String> REQUESTS = names(Request.getDescriptor());
  private static final Set<String> RESPONSES = names(Response.getDescriptor());

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_LENGTH)
                          .maxDocumentLength(MAX_LENGTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private UspJson() {}

  /**
   * Reads a message: a whole one ({@code {"header":{...},"body":{...}}}; without a header, or without its id or type, these
   * are filled in), or only what is in it ({@code {"request":{"get":{...}}}}, {@code {"get":{...}}}, {@code
   * {"get_resp":{...}}}).
   *
   * @param msgId the id when the text has none
   * @throws UspJsonException naming the place and the fix
   */
  public static Parsed read(String text, String msgId) throws UspJsonException {
    var root = whole(tree(text));
    var check = new JsonCheck();
    check.message(root.node(), Msg.getDescriptor(), "the message");
    var builder = Msg.newBuilder();
    try {
      JsonFormat.parser().merge(root.node().toString(), builder);
    } catch (InvalidProtocolBufferException e) {
      throw new UspJsonException("not a USP message: " + e.getMessage());
    }
    return new Parsed(completed(builder, msgId), check.naming(), root.bare());
  }

  private record Root(ObjectNode node, boolean bare) {}

  private static ObjectNode tree(String text) throws UspJsonException {
    if (text.length() > MAX_LENGTH) {
      throw new UspJsonException("the message has " + text.length() + " characters, at most " + MAX_LENGTH + " are read");
    }
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw new UspJsonException(
          "not JSON: " + e.getOriginalMessage()
              + (place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr()));
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new UspJsonException("a USP message is a JSON object such as {\"get\":{\"paramPaths\":[\"Device.\"]}}");
  }

  /** Puts what is only the content of a message into a whole one. */
  private static Root whole(ObjectNode node) {
    if (node.size() != 1) {
      return new Root(node, false);
    }
    var name = node.fieldNames().next();
    var body = JSON.createObjectNode();
    if (REQUESTS.contains(name)) {
      body.set("request", node);
    } else if (RESPONSES.contains(name)) {
      body.set("response", node);
    } else if (name.equals("request") || name.equals("response") || name.equals("error")) {
      body = node;
    } else {
      return new Root(node, false);
    }
    var root = JSON.createObjectNode();
    root.set("body", body);
    return new Root(root, true);
  }

  private static Msg completed(Msg.Builder builder, String msgId) throws UspJsonException {
    var type = Messages.type(builder.build());
    if (type == Header.MsgType.UNRECOGNIZED) {
      throw new UspJsonException("the message has no request, response or error in its body");
    }
    var header = builder.getHeaderBuilder().setMsgType(type);
    if (header.getMsgId().isEmpty()) {
      header.setMsgId(msgId);
    }
    return builder.build();
  }

  /** Writes a message, or any part of one, on one line. */
  public static String write(Message message, Naming naming) {
    var printer = JsonFormat.printer().omittingInsignificantWhitespace();
    try {
      return unescaped((naming == Naming.SNAKE ? printer.preservingProtoFieldNames() : printer).print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a USP message has no Any", e);
    }
  }

  /** Takes back the escapes that are for HTML only: paths are full of {@code =} and {@code &}. */
  private static String unescaped(String json) {
    var out = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      var c = json.charAt(i);
      if (c == '\\') {
        var plain = i + 6 <= json.length() ? FOR_HTML.get(json.substring(i, i + 6)) : null;
        out.append(plain == null ? json.substring(i, i + 2) : plain);
        i += plain == null ? 1 : 5;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Writes only what is in a message: {@code {"getResp":{...}}} or {@code {"error":{...}}}. */
  public static String writeBody(Msg msg, Naming naming) {
    return switch (msg.getBody().getMsgBodyCase()) {
      case REQUEST -> write(msg.getBody().getRequest(), naming);
      case RESPONSE -> write(msg.getBody().getResponse(), naming);
      case ERROR, MSGBODY_NOT_SET -> write(msg.getBody(), naming);
    };
  }

  private static Set<String> names(Descriptor of) {
    return of.getFields().stream()
        .flatMap(f -> Stream.of(f.getName(), f.getJsonName()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
