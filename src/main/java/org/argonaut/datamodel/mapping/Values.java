package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.argonaut.datamodel.DefaultValue;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.ValueType.Trait;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.mapping.MappedNode.Binding;
import org.argonaut.datamodel.mapping.Template.Given;
import org.argonaut.datamodel.mapping.UciValues.Target;
import org.argonaut.datamodel.plugin.Mapping;

/** Reads parameters: what the mapping yields, else the default, as a value of its type. Made for one request. */
final class Values {
  private final Backends backends;
  private final Request request;
  private final UciValues uci;
  private final Links links;

  Values(Backends backends, Tables tables, Request request, MappedNode root) {
    this.backends = backends;
    this.request = request;
    this.uci = new UciValues(backends, tables);
    this.links = new Links(backends, this, new Walk(backends, tables, request.allSeeing(), root));
  }

  UciValues uci() {
    return uci;
  }

  Links links() {
    return links;
  }

  /** As it is reported: secrets are empty for CWMP. */
  Value reported(Place place) throws Refused {
    MappedNode node = place.node();
    boolean hidden = node.has(Trait.SECURE) && request.who() == Protocols.CWMP;
    return new Value(place.path(), hidden ? "" : value(place), node.schema().xsd(), node.traits());
  }

  /** As it is, references resolved. */
  String value(Place place) throws Refused {
    MappedNode node = place.node();
    String text = text(place, node.reading());
    if (text.isEmpty()) {
      DefaultValue otherwise = node.type().defaultValue();
      text = otherwise == null ? "" : otherwise.value();
    }
    return node.has(Trait.REFERENCE) ? text : ReadRules.value(node.base(), text);
  }

  private String text(Place place, Binding from) throws Refused {
    if (from == null) {
      return "";
    }
    String linker = from.mapping().linker();
    if (linker.isEmpty()) {
      return plain(place, from);
    }
    List<String> items = new ArrayList<>();
    for (String key : keys(place, from)) {
      String path = links.resolve(place, linker, key);
      if (!path.isEmpty()) {
        items.add(path);
      }
    }
    return String.join(",", items);
  }

  /** What is stored for a reference: the key of each target. */
  private List<String> keys(Place place, Binding from) {
    Optional<Target> target = target(place, from.mapping());
    if (target.isPresent() && target.get().list()) {
      return uci.read(place, target.get());
    }
    String text = plain(place, from);
    return place.node().type().list() == null ? List.of(text) : Arrays.stream(text.split(",")).map(String::strip).toList();
  }

  private Optional<Target> target(Place place, Mapping mapping) {
    return switch (mapping) {
      case Mapping.Uci of -> uci.target(place, of);
      case Mapping.Section of -> uci.target(place, of);
      default -> Optional.empty();
    };
  }

  /** What the mapping yields, nothing resolved. */
  private String plain(Place place, Binding from) {
    return switch (from.mapping()) {
      case Mapping.Uci of -> uci(place, of, from.version());
      case Mapping.Section of -> uci.target(place, of).map(target -> joined(target, uci.read(place, target))).orElse("");
      case Mapping.Ubus of -> ubus(place, from);
      case Mapping.Reply _ -> KeyPath.text(json(place, from));
      case Mapping.Cli cli -> cli(place, cli, from.version());
      case Mapping.Nothing _ -> "";
    };
  }

  private String uci(Place place, Mapping.Uci of, int version) {
    String count = uci.count(place, of, version);
    if (count != null) {
      return count;
    }
    Optional<Target> first = uci.target(place, of);
    if (first.isEmpty()) {
      return "";
    }
    String text = joined(first.get(), uci.read(place, first.get()));
    return text.isEmpty() ? uci.second(place, of, first.get()).map(target -> joined(target, target.items())).orElse("") : text;
  }

  private static String joined(Target target, List<String> items) {
    return items.size() == 1 && !target.list() ? items.getFirst() : String.join(",", items);
  }

  private String ubus(Place place, Binding from) {
    Json found = null;
    KeyPath below = from.key().belowInstance();
    Json.Obj element = place.instance() == null ? null : place.instance().element();
    if (below != null && element != null) {
      found = below.in(element, Instance.index(place.instance()));
    } else {
      Json.Obj reply = request.reply(place.node(), from.call().make(Given.of(place.instance()), false, backends.compatible()));
      found = from.key().in(reply, Instance.index(place.instance()));
    }
    return found instanceof Json.Arr(var items, _) ? Integer.toString(items.size()) : KeyPath.text(found);
  }

  private static Json json(Place place, Binding from) {
    Json.Obj element = place.instance() == null ? null : place.instance().element();
    return element == null ? null : from.key().in(element, Instance.index(place.instance()));
  }

  private String cli(Place place, Mapping.Cli cli, int version) {
    if (!backends.options().allowCli()) {
      return "";
    }
    List<String> command = Programs.command(cli, version, Given.of(place.instance()));
    switch (request.output(command)) {
      case Programs.Ended(int exit, String output) -> {
        if (exit == 0) {
          return output.strip();
        }
        request.warn(place.node(), "\"" + cli.command() + "\" ended with " + exit);
      }
      case Programs.Broken(var why) -> request.warn(place.node(), "\"" + cli.command() + "\" " + why);
    }
    return "";
  }
}
