package org.argonaut.acs;

import org.apache.pekko.stream.TLSProtocol;
import org.apache.pekko.util.ByteString;
import org.argonaut.device.LogLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices on the way out the answers that the HTTP parser gives by itself to what is no HTTP, and logs them with the
 * address, which the parser does not know.
 */
final class WireWatch {
  private static final Logger LOG = LoggerFactory.getLogger(WireWatch.class);
  private static final LogLimit LIMIT = new LogLimit();
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final CpeConnection connection;

  WireWatch(CpeConnection connection) {
    this.connection = connection;
  }

  /** The same element, looked at. */
  TLSProtocol.SslTlsOutbound look(TLSProtocol.SslTlsOutbound element) {
    if (element instanceof TLSProtocol.SendBytes sent) {
      look(sent.bytes());
    }
    return element;
  }

  /** Looks at bytes that go out. */
  void look(ByteString bytes) {
    if (bytes.length() <= STATUS_AT || bytes.apply(0) != 'H' || bytes.apply(4) != '/') {
      return;
    }
    byte status = bytes.apply(STATUS_AT);
    if (status == '1' || connection.takeAnswering()) { // 100 Continue, or an answer of our own
      return;
    }
    if (status == '4' || status == '5') {
      connection.refusedByParser();
      if (LIMIT.permit()) {
        String text = bytes.utf8String();
        int body = text.indexOf("\r\n\r\n");
        LOG.warn(
            "{}: not HTTP as we know it, answered {}: {}{}",
            connection.describe(),
            text.substring(STATUS_AT, Math.min(text.length(), STATUS_AT + 3)),
            body < 0 ? "" : BodyReader.printable(text.substring(body + 4).strip()),
            LIMIT.note());
      }
    }
  }
}
