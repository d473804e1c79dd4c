package org.argonaut.device;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.usp.proto.UspMsg;

/** How a {@link Request} travels and is kept: an RPC as itself, a USP message as {@code [bytes, complete]}. */
final class RequestJson {
  private RequestJson() {}

  /** Writes. */
  static final class Writer extends JsonSerializer<Request> {
    @Override
    public void serialize(Request request, JsonGenerator out, SerializerProvider with) throws IOException {
      switch (request) {
        case Request.Rpc(CpeMethod method) -> 
            with.findTypedValueSerializer(method.getClass(), true, null).serialize(method, out, with);
        case Request.Message(UspMsg.Request body, boolean complete) -> {
          out.writeStartArray();
          out.writeBinary(body.toByteArray());
          out.writeBoolean(complete);
          out.writeEndArray();
        }
      }
    }

    @Override
    public void serializeWithType(Request request, JsonGenerator out, SerializerProvider with, TypeSerializer type)
        throws IOException {
      serialize(request, out, with);
    }
  }

  /** Reads. */
  static final class Reader extends JsonDeserializer<Request> {
    @Override
    public Request deserialize(JsonParser in, DeserializationContext with) throws IOException {
      if (in.currentToken() != JsonToken.START_ARRAY) {
        return new Request.Rpc(with.readValue(in, CpeMethod.class));
      }
      in.nextToken();
      UspMsg.Request body = UspMsg.Request.parseFrom(in.getBinaryValue());
      boolean complete = in.nextToken() == JsonToken.VALUE_TRUE;
      if (in.nextToken() != JsonToken.END_ARRAY) {
        throw JsonMappingException.from(in, "a USP message is kept as bytes and a boolean");
      }
      return new Request.Message(body, complete);
    }
  }
}
