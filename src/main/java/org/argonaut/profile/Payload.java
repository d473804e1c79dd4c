package org.argonaut.profile;

import java.util.List;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.usp.proto.UspMsg;

/** What a hook wants done on a device. Names and values mean the same over both protocols; the rest is for one. */
public sealed interface Payload {

  /** Reads names and partial paths. Those that the device does not have are left out of the answer. */
  record Read(List<String> names) implements Payload {
    public Read {
      names = List.copyOf(names);
    }
  }

  /** Sets values, all or none; a null type is to be found out. */
  record Write(List<ParameterValue> values) implements Payload {
    public Write {
      values = List.copyOf(values);
    }
  }

  /** Adds a row to a table. */
  record Add(String table) implements Payload {}

  /** Takes a row away again. */
  record Delete(String row) implements Payload {}

  /** One RPC as the hook wrote it (CWMP). */
  record Rpc(CpeMethod method) implements Payload {}

  /** One message as the hook wrote it, without its header (USP). */
  record Message(UspMsg.Request request) implements Payload {}
}
