package org.argonaut.acs;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.TLSProtocol;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/** What stands where TLS would: bytes as they are, both ways, in one stage; every session passes here several times. */
final class PlainWire
    extends GraphStage<BidiShape<TLSProtocol.SslTlsOutbound, ByteString, ByteString, TLSProtocol.SslTlsInbound>> {
  /** Of no handshake; HTTP asks for one with each piece of bytes. */
  private static final SSLSession NO_SESSION = noSession();

  private final Inlet<TLSProtocol.SslTlsOutbound> httpIn = Inlet.create("from-http");
  private final Outlet<ByteString> wireOut = Outlet.create("to-wire");
  private final Inlet<ByteString> wireIn = Inlet.create("from-wire");
  private final Outlet<TLSProtocol.SslTlsInbound> httpOut = Outlet.create("to-http");
  private final BidiShape<TLSProtocol.SslTlsOutbound, ByteString, ByteString, TLSProtocol.SslTlsInbound> shape =
      BidiShape.of(httpIn, wireOut, wireIn, httpOut);
  private final WireWatch watch;

  PlainWire(WireWatch watch) {
    this.watch = watch;
  }

  private static SSLSession noSession() {
    try {
      return SSLContext.getDefault().createSSLEngine().getSession();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has a default SSLContext", e);
    }
  }

  @Override
  public BidiShape<TLSProtocol.SslTlsOutbound, ByteString, ByteString, TLSProtocol.SslTlsInbound> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {
    Logic() {
      super(shape);
      setHandler(
          httpIn,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              if (grab(httpIn) instanceof TLSProtocol.SendBytes sent) {
                watch.look(sent.bytes());
                push(wireOut, sent.bytes());
              } else {
                pull(httpIn); // wants a new TLS handshake
              }
            }

            @Override
            public void onUpstreamFinish() {
              complete(wireOut);
            }
          });
      setHandler(
          wireOut,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(httpIn);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(httpIn, cause);
            }
          });
      setHandler(
          wireIn,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              push(httpOut, new TLSProtocol.SessionBytes(NO_SESSION, grab(wireIn)));
            }

            @Override
            public void onUpstreamFinish() {
              complete(httpOut);
            }
          });
      setHandler(
          httpOut,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(wireIn);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(wireIn, cause);
            }
          });
    }
  }
}
