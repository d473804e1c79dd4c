package org.argonaut.acs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Fault;
import org.argonaut.device.Command;
import org.argonaut.device.Devices;
import org.argonaut.device.Outcome;
import org.argonaut.device.SessionOpener;
import org.argonaut.device.SessionRef;
import org.argonaut.device.SessionReply;

/** Devices that remember what the HTTP layer told them and send the RPCs a test gave them. */
final class RecordingDevices implements Devices {
  private final Map<String, SessionRef> open = new ConcurrentHashMap<>();
  private final Map<String, Queue<CpeMethod>> queues = new ConcurrentHashMap<>();
  final List<SessionStart> informs = new CopyOnWriteArrayList<>();
  final List<SessionRef> sessions = new CopyOnWriteArrayList<>();
  final List<CpeAnswer> answers = new CopyOnWriteArrayList<>();
  final List<String> answerIds = new CopyOnWriteArrayList<>();
  final List<AcsMethod> calls = new CopyOnWriteArrayList<>();
  final Map<String, String> clashes = new ConcurrentHashMap<>();
  volatile Supplier<CompletionStage<SessionReply>> instead;

  /** The device gets this RPC when it asks for work. */
  void queue(String deviceId, CpeMethod rpc) {
    queues.computeIfAbsent(deviceId, _ -> new ArrayDeque<>()).add(rpc);
  }

  List<String> serials() {
    List<String> serials = new ArrayList<>();
    informs.forEach(start -> serials.add(start.inform().deviceId().serialNumber()));
    return serials;
  }

  private CompletionStage<SessionReply> reply(SessionReply reply) {
    Supplier<CompletionStage<SessionReply>> other = instead;
    return other == null ? CompletableFuture.completedStage(reply) : other.get();
  }

  @Override
  public CompletionStage<SessionReply> inform(SessionRef session, SessionStart start) {
    String other = clashes.get(start.inform().deviceId().oui() + '-' + session.deviceId());
    if (other != null) {
      return reply(new SessionReply.Clash(other));
    }
    informs.add(start);
    sessions.add(session);
    open.put(session.deviceId(), session);
    return reply(new SessionReply.Answer(new AcsAnswer.InformResponse(), start.version(), Dialect.STANDARD));
  }

  private SessionReply work(SessionRef session) {
    if (!session.equals(open.get(session.deviceId()))) {
      return new SessionReply.NoSession();
    }
    Queue<CpeMethod> queue = queues.get(session.deviceId());
    CpeMethod rpc = queue == null ? null : queue.poll();
    if (rpc == null) {
      open.remove(session.deviceId());
      return new SessionReply.End();
    }
    return new SessionReply.Send("id-" + rpc.rpcName(), rpc, session.version(), Dialect.STANDARD);
  }

  @Override
  public CompletionStage<SessionReply> next(SessionRef session) {
    return reply(work(session));
  }

  @Override
  public CompletionStage<SessionReply> answered(SessionRef session, String envelopeId, CpeAnswer answer) {
    answers.add(answer);
    answerIds.add(envelopeId == null ? "none" : envelopeId);
    return reply(work(session));
  }

  @Override
  public CompletionStage<SessionReply> called(SessionRef session, AcsMethod method) {
    calls.add(method);
    if (!session.equals(open.get(session.deviceId()))) {
      return reply(new SessionReply.NoSession());
    }
    AcsAnswer answer =
        switch (method) {
          case AcsMethod.TransferComplete _ -> new AcsAnswer.TransferCompleteResponse();
          case AcsMethod.GetRPCMethods _ -> new AcsAnswer.GetRPCMethodsResponse(List.of("Inform"));
          default -> new Fault(Fault.METHOD_NOT_SUPPORTED, "Method not supported");
        };
    return reply(new SessionReply.Answer(answer, session.version(), Dialect.STANDARD));
  }

  @Override
  public CompletionStage<Outcome> execute(String sn, Command command) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Accepted> enqueue(String sn, Command command) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<CancelResult> cancel(String sn, String commandId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<List<CommandView>> commands(String sn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<SessionOpener.Answer> requestConnection(String sn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<DeviceView> get(String sn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<DeviceView> update(String sn, DeviceChange change, boolean createIfMissing) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Boolean> delete(String sn) {
    throw new UnsupportedOperationException();
  }
}
