package org.argonaut.usp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks through bytes before protobuf makes objects of them: counts fields, because a few bytes on the wire can become many
 * in memory, and finds what protobuf would pass over silently: a second member of a oneof, a second header or body (R-MSG.5,
 * R-ENC.4, 5). Knows only the schema's own levels, so its depth is bounded.
 */
final class WireCheck {
  private final CodedInputStream in;
  private final int maxFields;
  private int fields;

  private WireCheck(ByteString bytes, int maxFields) {
    this.in = bytes.newCodedInput();
    this.maxFields = maxFields;
  }

  /** What is wrong: bytes that are no protobuf, too many of them, or two where one may be. */
  enum Kind {
    MALFORMED,
    TOO_MANY,
    NOT_ONE
  }

  /** What is wrong with the bytes; the message is for people. */
  static final class Problem extends Exception {
    private final Kind kind;
    private final Descriptor place;

    Problem(Kind kind, Descriptor place, String message) {
      super(message);
      this.kind = kind;
      this.place = place;
    }

    Kind kind() {
      return kind;
    }

    /** The kind of message in which it is wrong. */
    Descriptor place() {
      return place;
    }
  }

  static void check(ByteString bytes, Descriptor type, int maxFields) throws Problem {
    try {
      new WireCheck(bytes, maxFields).message(type);
    } catch (InvalidProtocolBufferException e) {
      throw new Problem(Kind.MALFORMED, type, e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private void message(Descriptor type) throws Problem, IOException {
    var seen = new HashSet<Object>(4);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (++fields > maxFields) {
        throw new Problem(Kind.TOO_MANY, type, "more than " + maxFields + " fields");
      }
      var field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field == null || field.getLiteType().getWireType() != WireFormat.getTagWireType(tag)) {
        in.skipField(tag);
        continue;
      }
      once(type, field, seen);
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
        inner(field.getMessageType());
      } else {
        in.skipField(tag);
      }
    }
  }

  private void inner(Descriptor type) throws Problem, IOException {
    var limit = in.pushLimit(in.readRawVarint32());
    message(type);
    in.checkLastTagWas(0);
    in.popLimit(limit);
  }

  /** Of a oneof there may be one member, of a message that is not a list one. */
  private static void once(Descriptor type, FieldDescriptor field, Set<Object> seen) throws Problem {
    OneofDescriptor oneof = field.getContainingOneof();
    var single = oneof != null || (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated());
    if (single && !seen.add(oneof == null ? field : oneof)) {
      var what = oneof == null ? field.getName() : oneof.getName();
      throw new Problem(Kind.NOT_ONE, type, "more than one " + what + " in " + type.getName());
    }
  }
}
