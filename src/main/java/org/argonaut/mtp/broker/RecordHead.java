package org.argonaut.mtp.broker;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.argonaut.usp.proto.UspRecord;

/** Reads the address of a record without reading what it carries. */
public final class RecordHead {
  private RecordHead() {}

  /** The {@code to_id} of a record of our own; empty when there is none. */
  public static String toId(byte[] record) {
    CodedInputStream in = CodedInputStream.newInstance(record);
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == UspRecord.Record.TO_ID_FIELD_NUMBER) {
          return in.readString();
        }
        in.skipField(tag);
      }
      return "";
    } catch (IOException e) {
      throw new IllegalArgumentException("not a USP record: " + e.getMessage(), e);
    }
  }
}
