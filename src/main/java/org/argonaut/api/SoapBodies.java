package org.argonaut.api;

import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Direction;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.SoapException;
import org.argonaut.cwmp.SoapReader;
import org.argonaut.cwmp.SoapWriter;

/** SOAP in, SOAP out: the RPC of a caller's envelope, and the device's answer in an envelope like it. */
final class SoapBodies {
  static final String MEDIA_TYPE = "text/xml";
  private static final String CONTENT_TYPE = "text/xml; charset=utf-8";

  private SoapBodies() {}

  static boolean isSoap(Request request) {
    return request.bodyType().equals(MEDIA_TYPE);
  }

  /**
   * Reads the caller's envelope.
   *
   * @throws Problem 400 that says where it is wrong
   */
  static Envelope read(Request request) throws Problem {
    try {
      return SoapReader.read(request.body(), request.bodyCharset(), Direction.TO_CPE);
    } catch (SoapException e) {
      Problem problem = Problem.badRequest("The body is no SOAP envelope with an RPC for a CPE: " + e.getMessage());
      throw e.line() > 0 ? problem.with("line", e.line()).with("column", e.column()) : problem;
    }
  }

  static CpeMethod method(Envelope envelope) throws Problem {
    if (envelope.message() instanceof CpeMethod method) {
      return method;
    }
    throw Problem.badRequest(envelope.message().rpcName() + " is not a method of a CPE (TR-069 A.3, A.4.1)");
  }

  static Response answer(int status, Envelope asked, CpeAnswer answer) {
    Envelope envelope = new Envelope(asked.id(), asked.version(), answer);
    return Response.bytes(status, CONTENT_TYPE, SoapWriter.write(envelope, Dialect.STANDARD));
  }
}
