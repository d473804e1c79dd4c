package org.argonaut.datamodel.mapping;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.plugin.Dependency;

/** One request: who asks, and what was learnt for it, so that it sees one state of the device. Not thread-safe. */
final class Request {
  private static final Duration CALL_DEADLINE = Duration.ofSeconds(5);
  private static final Json.Obj NOTHING = new Json.Obj(List.of(), 0);

  private final Backends backends;
  private final Protocols who;
  private final Map<String, Json.Obj> replies;
  private final Map<List<String>, Programs.Outcome> outputs;
  private final IdentityHashMap<Dependency, Boolean> dependencies;
  private final Set<String> told;
  private boolean acted;

  Request(Backends backends, Protocols who) {
    this.backends = backends;
    this.who = who;
    this.replies = new HashMap<>();
    this.outputs = new HashMap<>();
    this.dependencies = new IdentityHashMap<>();
    this.told = new HashSet<>();
  }

  private Request(Request of, Protocols who) {
    this.backends = of.backends;
    this.who = who;
    this.replies = of.replies;
    this.outputs = of.outputs;
    this.dependencies = of.dependencies;
    this.told = of.told;
  }

  /** The same request for eyes that see everything, as references do. */
  Request allSeeing() {
    return new Request(this, Protocols.BOTH);
  }

  /** Whether the one who asks sees a node and what it depends on is there. */
  boolean sees(MappedNode node) {
    return node.protocols().visibleTo(who) && (node.plugin() == null || holds(node.plugin().dependency()));
  }

  private boolean holds(Dependency dependency) {
    if (dependency.groups().isEmpty()) {
      return true;
    }
    return dependencies.computeIfAbsent(dependency, d -> Dependencies.hold(d, backends));
  }

  Protocols who() {
    return who;
  }

  /** The reply of a call, made once a request; without members if it failed, which is a finding. */
  Json.Obj reply(MappedNode node, UbusCall.Made call) {
    return replies.computeIfAbsent(
        call.key(),
        _ ->
            switch (backends.ubus().call(call.object(), call.method(), call.arguments(), CALL_DEADLINE)) {
              case Ubus.Answered(var value) -> value;
              case Ubus.Failed(var why) -> {
                warn(node, "ubus " + call.object() + " " + call.method() + ": " + why);
                yield NOTHING;
              }
            });
  }

  /** What a program printed, run once a request. */
  Programs.Outcome output(List<String> command) {
    return outputs.computeIfAbsent(command, c -> Programs.run(c, CALL_DEADLINE));
  }

  /** Runs a program that does something. */
  Programs.Outcome act(List<String> command) {
    acted = true;
    outputs.clear();
    return Programs.run(command, CALL_DEADLINE);
  }

  /**
   * Makes a call that does something.
   *
   * @return the reply
   * @throws Refused it failed
   */
  Json.Obj act(UbusCall.Made call, Duration deadline, Fault.Kind otherwise) throws Refused {
    acted = true;
    replies.clear();
    return switch (backends.ubus().call(call.object(), call.method(), call.arguments(), deadline)) {
      case Ubus.Answered(var value) -> value;
      case Ubus.Failed(var why) -> throw new Refused(otherwise, "ubus " + call.object() + " " + call.method() + ": " + why);
    };
  }

  Json.Obj act(UbusCall.Made call) throws Refused {
    return act(call, CALL_DEADLINE, Fault.Kind.INVALID_VALUE);
  }

  /** Whether something was done that cannot be undone, so that the request must not be repeated. */
  boolean hasActed() {
    return acted;
  }

  /** A finding at a mapping, once a request. */
  void warn(MappedNode node, String text) {
    if (told.size() < Findings.LIMIT && told.add(node.file() + node.line() + text)) {
      backends.warn(node, text);
    }
  }
}
