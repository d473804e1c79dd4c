package org.argonaut.profile;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Outcome;
import org.argonaut.usp.proto.UspMsg;

/** Answers from what a device once told, and keeps what is sent: for trying profiles without one. */
final class RecordedLink implements DeviceLink {
  private static final int MOST_KEPT = 1000;

  private final List<ParameterValue> recording;
  private final List<Payload> sent = new ArrayList<>();

  RecordedLink(List<ParameterValue> recording) {
    this.recording = List.copyOf(recording);
  }

  /** What was sent, in order; the first {@value #MOST_KEPT}. */
  List<Payload> sent() {
    return sent;
  }

  @Override
  public Answer send(Payload payload) throws NotDone {
    if (sent.size() < MOST_KEPT) {
      sent.add(payload);
    }
    return switch (payload) {
      case Payload.Read(List<String> names) -> Answer.read(found(names));
      case Payload.Rpc(CpeMethod.GetParameterValues(List<String> names)) -> Answer.read(allOf(names));
      case Payload.Write(List<ParameterValue> values) -> new Answer(values, false, null);
      case Payload.Message(UspMsg.Request request) when request.hasGet() ->
          Answer.read(found(request.getGet().getParamPathsList()));
      case Payload.Rpc _, Payload.Add _, Payload.Delete _, Payload.Message _ -> Answer.read(List.of());
    };
  }

  private List<ParameterValue> found(List<String> names) {
    List<ParameterValue> values = new ArrayList<>();
    for (String name : names) {
      for (ParameterValue value : recording) {
        if (value.name().equals(name) || (name.endsWith(".") && value.name().startsWith(name))) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** As a device does: one name that is not there spoils the whole request. */
  private List<ParameterValue> allOf(List<String> names) throws NotDone {
    for (String name : names) {
      if (found(List.of(name)).isEmpty()) {
        throw new NotDone(new Outcome.Faulted(new Fault(Fault.CPE_INVALID_PARAMETER_NAME, "Invalid parameter name: " + name)));
      }
    }
    return found(names);
  }
}
