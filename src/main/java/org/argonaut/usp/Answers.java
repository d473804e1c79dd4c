package org.argonaut.usp;

import java.util.List;
import java.util.Optional;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspRecord.Record;

/**
 * Who gets an Error for a record or message that cannot be used (R-MTP.5): whoever asked for something, by an id that can be
 * read, over a way back that is known. Never the sender of a response, an Error, or garbage: two ends would answer each
 * other's errors for ever.
 */
public final class Answers {
  private Answers() {}

  /** The Error to send back for a message, the way it came (R-MSG.0); empty when nothing may be sent. */
  public static Optional<Msg> to(BadMessage bad) {
    return bad.answerable()
        ? Optional.of(Messages.error(bad.msgId(), bad.code(), bad.getMessage(), List.of()))
        : Optional.empty();
  }

  /**
   * The record with an Error to send back for a record outside of sessions; for others empty, their sessions begin anew
   * instead (R-E2E.21). The caller has to know the way back.
   *
   * @param record what was received, even where it breaks a rule
   * @param code why it cannot be used (7100 to 7199)
   * @param ownId our endpoint id
   */
  public static Optional<Record> to(Record record, int code, String text, String ownId) {
    if (!record.getToId().equals(ownId) || record.getFromId().equals(ownId) || !isId(record.getFromId())) {
      return Optional.empty();
    }
    Msg request;
    try {
      request = Messages.parse(record.getNoSessionContext().getPayload());
    } catch (BadMessage e) {
      return Optional.empty();
    }
    if (!Messages.isRequest(request)) {
      return Optional.empty();
    }
    var error = Messages.error(request.getHeader().getMsgId(), code, text, List.of());
    var version = Versions.atMost(record.getVersion());
    return Optional.of(Records.plain(version, record.getFromId(), ownId, error.toByteString()));
  }

  private static boolean isId(String text) {
    try {
      return !new EndpointId(text).text().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
