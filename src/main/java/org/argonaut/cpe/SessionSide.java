package org.argonaut.cpe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.argonaut.cpe.http.Credentials;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.Message;
import org.argonaut.cwmp.ParameterValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One CPE as one of its sessions sees it: what to tell, what was heard. Takes the CPE's lock for every step. */
final class SessionSide implements Session.Device {
  private static final Logger LOG = LoggerFactory.getLogger(SessionSide.class);

  private final VirtualCpe cpe;
  private final Surroundings surroundings;
  private final Tree tree;
  private final Notifications notifications;
  private final Outbox outbox;
  private final Methods methods;
  private Map<String, String> toldChanges = Map.of();

  SessionSide(
      VirtualCpe cpe,
      Surroundings surroundings,
      Tree tree,
      Notifications notifications,
      Outbox outbox,
      Methods methods) {
    this.cpe = cpe;
    this.surroundings = surroundings;
    this.tree = tree;
    this.notifications = notifications;
    this.outbox = outbox;
    this.methods = methods;
  }

  @Override
  public String acsUrl() {
    synchronized (cpe) {
      return cpe.management("URL");
    }
  }

  @Override
  public Credentials credentials() {
    return cpe.credentials();
  }

  @Override
  public Map<String, String> cookies() {
    return cpe.cookies();
  }

  @Override
  public Inform inform() {
    synchronized (cpe) {
      cpe.raiseBootstrapIfNew();
      notifications.look();
      toldChanges = notifications.pending();
      List<Inform.Event> events = new ArrayList<>(outbox.events());
      if (!toldChanges.isEmpty() && events.stream().noneMatch(event -> event.code().equals(Outbox.VALUE_CHANGE))) {
        events.add(new Inform.Event(Outbox.VALUE_CHANGE, ""));
      }
      FleetOptions options = surroundings.options();
      return new Inform(
          new Inform.DeviceId(options.vendor(), options.oui(), options.productClass(), cpe.serial()),
          events,
          1,
          surroundings.clock().instant(),
          cpe.failures(),
          informParameters());
    }
  }

  private List<ParameterValue> informParameters() {
    SequencedSet<String> paths = new LinkedHashSet<>(tree.skeleton().informPaths());
    paths.addAll(toldChanges.keySet());
    List<ParameterValue> parameters = new ArrayList<>(paths.size());
    for (String path : paths) {
      Place place = tree.find(path);
      if (place != null && place.node() instanceof Parameter parameter) {
        parameters.add(new ParameterValue(path, tree.shown(place), parameter.syntax().kind().xsd()));
      }
    }
    return parameters;
  }

  @Override
  public void informed(Inform inform) {
    synchronized (cpe) {
      outbox.informed(inform.events());
      notifications.reported(toldChanges);
      if (inform.has("0")) {
        cpe.bootstrapped();
      }
    }
  }

  @Override
  public List<Outbox.Call> calls() {
    synchronized (cpe) {
      return outbox.calls();
    }
  }

  @Override
  public void answered(Outbox.Call call, AcsAnswer answer) {
    synchronized (cpe) {
      if (answer instanceof Fault fault) {
        LOG.info("{}: {} answered with fault {} {}", cpe.serial(), call.call().rpcName(), fault.code(), fault.message());
      }
      if (!(answer instanceof Fault fault && fault.code() == Fault.RETRY_REQUEST)) {
        outbox.answered(call);
      }
    }
  }

  @Override
  public Message answer(CpeMethod method) {
    synchronized (cpe) {
      Message answer = methods.answer(method);
      surroundings.stats().rpcs.increment();
      if (answer instanceof Fault fault) {
        surroundings.stats().faults.increment();
        LOG.debug("{}: {} refused: {} {}", cpe.serial(), method.rpcName(), fault.code(), fault.message());
      }
      return answer;
    }
  }
}
