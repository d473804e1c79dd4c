package org.argonaut.usp;

import com.google.protobuf.ByteString;
import java.util.List;
import org.argonaut.usp.proto.UspRecord.Record;

/**
 * What came of one record, or of time that passed.
 *
 * @param messages whole messages, in order, not yet parsed
 * @param replies records to send to the peer now, in order
 * @param notice what else is to know
 */
public record Received(List<Incoming> messages, List<Record> replies, Notice notice) {
  /**
   * One message from the peer.
   *
   * @param inSession whether it came in a session context: an answer must go the same way (R-MSG.0)
   */
  public record Incoming(ByteString bytes, boolean inSession) {}

  static final Received NOTHING = new Received(List.of(), List.of(), new Notice.None());

  static Received notice(Notice notice) {
    return new Received(List.of(), List.of(), notice);
  }
}
