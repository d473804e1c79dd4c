package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.ValueType.Trait;
import org.argonaut.datamodel.mapping.MappedNode.Binding;
import org.argonaut.datamodel.mapping.Template.Given;
import org.argonaut.datamodel.mapping.UciValues.Target;
import org.argonaut.datamodel.plugin.Mapping;

/** Sets parameters. Made for one request. */
final class Setter {
  private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9_]{1,128}");
  /** How upstream's daemons tell each other a reference with its key: {@code path=>key##}. */
  private static final String INTERNAL_KEY = "=>";

  private final Backends backends;
  private final Request request;
  private final Values values;
  private final Sections sections;

  Setter(Backends backends, Request request, Values values, Sections sections) {
    this.backends = backends;
    this.request = request;
    this.values = values;
    this.sections = sections;
  }

  /**
   * Sets a parameter.
   *
   * @param type as the caller takes it to be; null or empty: not told
   */
  void set(Place place, String value, String type) throws Refused {
    MappedNode node = place.node();
    if (!node.schema().access().writable()) {
      throw new Refused(Fault.Kind.READ_ONLY, place.path() + " cannot be set");
    }
    if (type != null && !type.isEmpty() && !(type.startsWith("xsd:") ? type : "xsd:" + type).equals(node.schema().xsd())) {
      throw new Refused(Fault.Kind.INVALID_TYPE, place.path() + " is " + node.schema().xsd() + ", not " + type);
    }
    String stored = isReference(node) ? reference(place, value) : plain(place, value);
    if (stored == null) {
      return;
    }
    if (node.writing().isEmpty()) {
      throw Refused.value(place.path() + ": nothing says where its value goes (no \"mapping\" to set)");
    }
    for (Binding binding : node.writing()) {
      execute(place, binding, stored);
    }
  }

  private boolean isReference(MappedNode node) {
    boolean linked = node.writing().stream().anyMatch(binding -> !binding.mapping().linker().isEmpty());
    return node.has(Trait.REFERENCE) || (linked && !backends.compatible());
  }

  /** What is to be stored; null: it is so already. */
  private String plain(Place place, String value) throws Refused {
    MappedNode node = place.node();
    if (SetRules.isSame(node.type(), value, values.value(place))) {
      return null;
    }
    Optional<String> problem = SetRules.check(place, value, backends.compatible());
    if (problem.isPresent()) {
      throw Refused.value(place.path() + ": " + problem.get());
    }
    return node.base() == BaseType.BOOLEAN ? (ReadRules.isTrue(value) ? "1" : "0") : value;
  }

  /** The keys of the objects that the paths name. */
  private String reference(Place place, String value) throws Refused {
    List<String> paths = items(value).stream().map(Setter::withoutDot).toList();
    if (String.join(",", paths).equals(values.value(place))) {
      return null;
    }
    boolean internal = backends.compatible() && value.contains(INTERNAL_KEY);
    if (!internal && !backends.compatible()) {
      Optional<String> problem = SetRules.check(place, value, false);
      if (problem.isPresent()) {
        throw Refused.value(place.path() + ": " + problem.get());
      }
    }
    String linker = place.node().writing().stream().map(b -> b.mapping().linker()).filter(l -> !l.isEmpty()).findFirst().orElse("");
    List<String> keys = new ArrayList<>();
    for (String path : paths) {
      if (internal && path.contains(INTERNAL_KEY)) {
        keys.add(path.substring(path.indexOf(INTERNAL_KEY) + INTERNAL_KEY.length()).replace("##", ""));
        continue;
      }
      Optional<String> key = values.links().key(place, linker, path);
      if (key.isEmpty() && !backends.compatible()) {
        throw Refused.value(place.path() + ": \"" + path + "\" is nothing it can refer to" + (linker.isEmpty() ? "" : "; it refers to " + linker));
      }
      keys.add(key.orElse(""));
    }
    return String.join(",", keys);
  }

  private static List<String> items(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
  }

  private static String withoutDot(String path) {
    return path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
  }

  private void execute(Place place, Binding binding, String value) throws Refused {
    switch (binding.mapping()) {
      case Mapping.Uci uci -> write(place, values.uci().target(place, uci), value);
      case Mapping.Section section -> write(place, values.uci().target(place, section), value);
      case Mapping.Ubus _ -> request.act(binding.call().make(new Given(place.instance(), value, null), false, backends.compatible()));
      case Mapping.Cli cli -> run(place, cli, binding.version(), value);
      case Mapping.Reply _ -> throw Refused.value(place.path() + ": a json mapping cannot be set");
      case Mapping.Nothing _ -> throw Refused.value(place.path() + ": its mapping says nothing about where the value goes");
    }
  }

  private void write(Place place, Optional<Target> found, String value) throws Refused {
    if (found.isEmpty()) {
      throw Refused.value(place.path() + ": the section its value belongs to is not there");
    }
    Target target = found.get();
    if (target.option().equals(UciValues.NAME)) {
      sections.rename(place, target, value);
    } else if (!OPTION.matcher(target.option()).matches()) {
      throw Refused.value(place.path() + ": \"" + target.option() + "\" is no name of an option; letters, digits and _ are");
    } else if (value.indexOf('\0') >= 0) {
      throw Refused.value(place.path() + ": the value has a NUL in it");
    } else if (target.list()) {
      target.file().setList(target.section(), target.option(), items(value));
    } else {
      target.file().set(target.section(), target.option(), value);
    }
  }

  private void run(Place place, Mapping.Cli cli, int version, String value) throws Refused {
    if (!backends.options().allowCli()) {
      throw Refused.value(place.path() + ": it is set by a program, and running programs is off");
    }
    switch (request.act(Programs.command(cli, version, new Given(place.instance(), value, null)))) {
      case Programs.Ended(int exit, _) -> {
        if (exit != 0) {
          throw Refused.value(place.path() + ": \"" + cli.command() + "\" ended with " + exit);
        }
      }
      case Programs.Broken(var why) -> throw Refused.value(place.path() + ": \"" + cli.command() + "\" " + why);
    }
  }
}
