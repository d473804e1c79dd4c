package org.argonaut.cpe.usp;

import java.util.concurrent.ThreadLocalRandom;
import org.argonaut.usp.proto.UspMsg.Header;
import org.argonaut.usp.proto.UspMsg.Msg;

/** What quirks do to an answer. */
final class AnswerQuirks {
  private static final int GARBAGE = 64;

  private AnswerQuirks() {}

  static Msg bend(Msg answer, UspFleetSettings settings) {
    boolean type = settings.has(UspQuirk.WRONG_TYPE);
    boolean id = settings.has(UspQuirk.WRONG_ID);
    if (!type && !id) {
      return answer;
    }
    Header.Builder header = answer.getHeader().toBuilder();
    if (type) {
      header.setMsgType(Header.MsgType.DEREGISTER_RESP);
    }
    if (id) {
      header.setMsgId("not-" + header.getMsgId());
    }
    return answer.toBuilder().setHeader(header).build();
  }

  /** Bytes that cannot be a record: the first is no tag of any field. */
  static byte[] garbage() {
    byte[] bytes = new byte[GARBAGE];
    ThreadLocalRandom.current().nextBytes(bytes);
    bytes[0] = 0x07;
    return bytes;
  }
}
