package org.argonaut.api;

import java.time.Duration;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.catalog.SchemaTypes;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpJsonException;
import org.argonaut.cwmp.Envelope;
import org.argonaut.device.RpcRequests;

/** Reads the RPC of a request, from JSON or SOAP. */
final class RpcReader {
  private final RpcRequests requests;
  private final ApiSettings settings;

  RpcReader(Surroundings around, ApiSettings settings) {
    this.requests = new RpcRequests(
            around.store(), around.links(), new SchemaTypes(around.store(), around.devices(), around.catalog()));
    this.settings = settings;
  }

  /**
   * One RPC of a caller.
   *
   * @param soap the envelope it came in; null: it came as JSON
   */
  record Rpc(CpeMethod method, Envelope soap) {}

  /**
   * Reads one RPC for a device.
   *
   * @param timeout how long it may wait for its device, and so how long links in it must hold
   * @throws Problem 400 that names the member and the fix
   */
  Rpc read(Request request, String sn, Duration timeout) throws Problem, InterruptedException {
    if (SoapBodies.isSoap(request)) {
      Envelope envelope = SoapBodies.read(request);
      return new Rpc(SoapBodies.method(envelope), envelope);
    }
    var fields = request.fields();
    fields.requiredText("rpc");
    try {
      return new Rpc(request.await(requests.read(sn, fields.node(), timeout.plus(settings.linkValidity()))), null);
    } catch (CwmpJsonException e) {
      throw Problem.badField(e.field(), e.getMessage());
    }
  }
}
