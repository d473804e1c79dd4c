package org.argonaut.acs;

import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.TLSProtocol;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices on the way out the answers that the HTTP parser gives by itself to what is no HTTP, and logs them with the
 * address, which the parser does not know.
 */
final class WireWatch extends GraphStage<FlowShape<TLSProtocol.SslTlsOutbound, TLSProtocol.SslTlsOutbound>> {
  private static final Logger LOG = LoggerFactory.getLogger(WireWatch.class);
  private static final LogLimit LIMIT = new LogLimit();
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final Inlet<TLSProtocol.SslTlsOutbound> in = Inlet.create("in");
  private final Outlet<TLSProtocol.SslTlsOutbound> out = Outlet.create("out");
  private final FlowShape<TLSProtocol.SslTlsOutbound, TLSProtocol.SslTlsOutbound> shape = FlowShape.of(in, out);
  private final CpeConnection connection;

  WireWatch(CpeConnection connection) {
    this.connection = connection;
  }

  @Override
  public FlowShape<TLSProtocol.SslTlsOutbound, TLSProtocol.SslTlsOutbound> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new GraphStageLogic(shape) {
      {
        setHandler(
            in,
            new AbstractInHandler() {
              @Override
              public void onPush() {
                TLSProtocol.SslTlsOutbound element = grab(in);
                if (element instanceof TLSProtocol.SendBytes sent) {
                  look(sent.bytes());
                }
                push(out, element);
              }
            });
        setHandler(
            out,
            new AbstractOutHandler() {
              @Override
              public void onPull() {
                pull(in);
              }
            });
      }
    };
  }

  private void look(ByteString bytes) {
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
            body < 0 ? StatusCodes.BAD_REQUEST.reason() : BodyReader.printable(text.substring(body + 4).strip()),
            LIMIT.note());
      }
    }
  }
}
