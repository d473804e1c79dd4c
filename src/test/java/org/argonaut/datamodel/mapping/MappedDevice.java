package org.argonaut.datamodel.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.ObjectFacts;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.ValueType;
import org.argonaut.datamodel.mapping.ubus.FixtureUbus;
import org.argonaut.datamodel.plugin.PluginMerge;
import org.argonaut.datamodel.plugin.PluginReader;

/** A device in a folder, for tests: plugins, UCI files and ubus replies written with single quotes for double ones. */
final class MappedDevice {
  static final Options COMPATIBLE = new Options(true, false, null, Surroundings.NONE);

  private final Path folder;
  private final Path config;
  private final Draft root = core();
  private final Findings lint = new Findings();
  private final PluginMerge merge = new PluginMerge(root, lint);
  private Options options = Options.USUAL;
  private Ubus ubus = Ubus.NONE;
  private MappedModel model;
  private int plugins;

  MappedDevice(Path folder) {
    this.folder = folder;
    this.config = folder.resolve("config");
    make(config);
  }

  /** {@code Device.Core.} with a parameter, and a table {@code Device.Port.{i}.} with a name. */
  private static Draft core() {
    Draft root = Draft.root();
    Draft device = root.put(new Draft(NodeKind.OBJECT, "Device"));
    device.put(new Draft(NodeKind.OBJECT, "Core")).put(new Draft(NodeKind.PARAMETER, "Own").type(ValueType.of(BaseType.STRING)));
    Draft port = device.put(new Draft(NodeKind.OBJECT, "Port").facts(ObjectFacts.TABLE));
    port.put(new Draft(NodeKind.PARAMETER, "Name").type(ValueType.of(BaseType.STRING)));
    return root;
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MappedDevice options(Options other) {
    options = other;
    return this;
  }

  MappedDevice ubus(Ubus other) {
    ubus = other;
    return this;
  }

  /** The members of a plugin, each key on top. */
  MappedDevice plugin(int version, String members) {
    String json = ("{'json_plugin_version': " + version + ", " + members + "}").replace('\'', '"');
    merge.add(new PluginReader("X_", lint).parse(json, "plugin" + ++plugins + ".json"));
    return this;
  }

  /** An object with members, seen by both protocols. */
  static String object(String path, String members) {
    return "'" + path + "': {'type': 'object', 'protocols': ['cwmp', 'usp']" + (members.isEmpty() ? "" : ", " + members) + "}";
  }

  /** A writable parameter with a mapping and perhaps more. */
  static String leaf(String name, String type, String more) {
    return "'" + name + "': {'type': '" + type + "', 'read': true, 'write': true, 'protocols': ['cwmp', 'usp']" + (more.isEmpty() ? "" : ", " + more) + "}";
  }

  /** An option of the section of the instance. */
  static String ofSection(String key) {
    return "'mapping': [{'type': 'uci_sec', 'data': '@Parent', 'key': '" + key + "'}]";
  }

  /** An option of a named section. */
  static String ofUci(String file, String section, String option) {
    return "'mapping': [{'type': 'uci', 'uci': {'file': '" + file + "', 'section': {'name': '" + section + "'}, 'option': {'name': '" + option + "'}}}]";
  }

  /** A table of sections to which instances can be added. */
  static String table(String file, String type) {
    return "'access': true, 'array': true, 'mapping': [{'type': 'uci', 'uci': {'file': '" + file + "', 'section': {'type': '" + type
        + "'}, 'dmmapfile': 'dmmap_" + file + "'}}]";
  }

  /** A ubus mapping; {@code args} is an object. */
  static String ofUbus(String object, String method, String args, String key) {
    return "'mapping': [{'type': 'ubus', 'ubus': {'object': '" + object + "', 'method': '" + method + "', 'args': " + args + ", 'key': '" + key + "'}}]";
  }

  MappedDevice uci(String name, String... lines) {
    try {
      Files.createDirectories(config.resolve(name).getParent());
      Files.writeString(config.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  String file(String name) {
    try {
      return Files.readString(config.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path config() {
    return config;
  }

  /** Replies in files: the index, then names and contents. */
  MappedDevice replies(String index, Map<String, String> files) {
    try {
      for (Map.Entry<String, String> reply : files.entrySet()) {
        Files.writeString(folder.resolve(reply.getKey()), reply.getValue().replace('\'', '"'));
      }
      Path file = Files.writeString(folder.resolve("ubus.json"), ("{'objects': " + index + "}").replace('\'', '"'));
      return ubus(new FixtureUbus(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MappedModel model() {
    if (model == null) {
      model = MappedModel.open(Schema.of(root, List.of()), config, ubus, options);
    }
    return model;
  }

  /** The same device started anew: nothing is remembered. */
  MappedDevice restart() {
    model = null;
    return this;
  }

  /** What a path gives: {@code path=value} lines, or the fault's number. */
  List<String> get(String path) {
    return get(path, Protocols.BOTH);
  }

  List<String> get(String path, Protocols who) {
    return switch (model().get(path, who)) {
      case Result.Ok<List<Value>>(var values) -> values.stream().map(value -> value.path() + "=" + value.value()).toList();
      case Result.Failed<List<Value>>(var fault) -> List.of(fault.code(who) + "");
    };
  }

  /** The value of one parameter, or the fault's number. */
  String value(String path) {
    return switch (model().get(path, Protocols.BOTH)) {
      case Result.Ok<List<Value>>(var values) -> values.stream().map(Value::value).collect(Collectors.joining("|"));
      case Result.Failed<List<Value>>(var fault) -> fault.cwmp() + "";
    };
  }

  /** 0, or the fault's number. */
  int set(String path, String value) {
    return code(model().set(path, value, null, Protocols.BOTH));
  }

  int add(String path) {
    return model().add(path, Protocols.BOTH).orElse(Fault::cwmp);
  }

  int delete(String path) {
    return code(model().delete(path, Protocols.BOTH));
  }

  List<String> instances(String path) {
    return model().instances(path, Protocols.BOTH).orElse(fault -> List.of(fault.cwmp() + ""));
  }

  static int code(Result<?> result) {
    return result.fault() == null ? 0 : result.fault().cwmp();
  }

  List<String> findings() {
    List<String> all = new ArrayList<>();
    model().findings(0).stream().map(Finding::toString).forEach(all::add);
    return all;
  }

  List<String> lint() {
    return lint.list().stream().map(Finding::toString).toList();
  }
}
