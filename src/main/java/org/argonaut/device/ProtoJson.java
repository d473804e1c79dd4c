package org.argonaut.device;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import org.argonaut.usp.proto.UspMsg;
import org.argonaut.usp.proto.UspRecord;

/** How protobuf messages travel inside ours: as their own bytes. */
final class ProtoJson {
  private ProtoJson() {}

  /** Writes any message. */
  static final class Writer extends JsonSerializer<MessageLite> {
    @Override
    public void serialize(MessageLite message, JsonGenerator out, SerializerProvider with) throws IOException {
      out.writeBinary(message.toByteArray());
    }
  }

  private abstract static class Reader<T> extends JsonDeserializer<T> {
    private final Parser<T> parser;

    Reader(Parser<T> parser) {
      this.parser = parser;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext with) throws IOException {
      return parser.parseFrom(in.getBinaryValue());
    }
  }

  /** Reads a record. */
  static final class RecordReader extends Reader<UspRecord.Record> {
    RecordReader() {
      super(UspRecord.Record.parser());
    }
  }

  /** Reads a response. */
  static final class ResponseReader extends Reader<UspMsg.Response> {
    ResponseReader() {
      super(UspMsg.Response.parser());
    }
  }

  /** Reads an error. */
  static final class ErrorReader extends Reader<UspMsg.Error> {
    ErrorReader() {
      super(UspMsg.Error.parser());
    }
  }

  /** Reads the completion of an operation. */
  static final class CompletionReader extends Reader<UspMsg.Notify.OperationComplete> {
    CompletionReader() {
      super(UspMsg.Notify.OperationComplete.parser());
    }
  }
}
