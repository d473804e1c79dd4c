package org.argonaut.cpe.usp;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.argonaut.usp.Messages;
import org.argonaut.usp.proto.UspMsg.Header;
import org.argonaut.usp.proto.UspMsg.Msg;

/** What quirks do to an answer. */
final class AnswerQuirks {
  private static final int GARBAGE = 64;

  private AnswerQuirks() {}

  static Msg bend(Msg honest, UspFleetSettings settings) {
    Msg answer = settings.has(UspQuirk.WHOLE_GETS) ? whole(honest) : honest;
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

  /** An Error in place of a GetResp that does not have every path. */
  private static Msg whole(Msg answer) {
    return answer.getBody().getResponse().getGetResp().getReqPathResultsList().stream()
        .filter(path -> path.getErrCode() != 0)
        .findFirst()
        .map(path -> Messages.error(answer.getHeader().getMsgId(), path.getErrCode(), path.getErrMsg(), List.of()))
        .orElse(answer);
  }

  /** Bytes that cannot be a record: the first is no tag of any field. */
  static byte[] garbage() {
    byte[] bytes = new byte[GARBAGE];
    ThreadLocalRandom.current().nextBytes(bytes);
    bytes[0] = 0x07;
    return bytes;
  }
}
