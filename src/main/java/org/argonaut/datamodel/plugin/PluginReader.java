package org.argonaut.datamodel.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.json.Attributes;
import org.argonaut.datamodel.json.BadJson;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.JsonTree;

/** Reads JSON plugins. Whatever is wrong is a finding with its line; the rest is read on. */
public final class PluginReader {
  /** The vendor prefix of builds that say nothing else. */
  public static final String USUAL_PREFIX = "X_IOPSYS_EU_";

  /** What plugins write in place of the prefix. */
  static final String PREFIX_MARK = "{BBF_VENDOR_PREFIX}";

  private static final String VERSION = "json_plugin_version";
  private static final String ROOT = "Device.";
  private static final long MAX_BYTES = 8L << 20;

  private final String prefix;
  private final Findings findings;

  /**
   * A reader.
   *
   * @param prefix put in for {@code {BBF_VENDOR_PREFIX}}, with its last underscore
   */
  public PluginReader(String prefix, Findings findings) {
    this.prefix = prefix;
    this.findings = findings;
  }

  /** The plugin in a file; one without entries if it cannot be read, which is a finding. */
  public Plugin read(Path file) {
    String name = file.toString();
    try {
      if (Files.size(file) > MAX_BYTES) {
        findings.error(name, 0, "more than " + (MAX_BYTES >> 20) + " MB; not read");
      } else {
        return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), name);
      }
    } catch (IOException e) {
      findings.error(name, 0, Files.exists(file) ? "cannot be read: " + e.getMessage() : "no such file");
    }
    return new Plugin(name, List.of());
  }

  /** The plugin in a text; {@code name} is its file's name in findings. */
  public Plugin parse(String json, String name) {
    List<Plugin.Entry> entries = new ArrayList<>();
    try {
      Json tree =
          JsonTree.read(
              json,
              line -> findings.warning(name, line, "a comma before the closing bracket; devices take it, other tools do not: remove it"));
      if (tree instanceof Json.Obj object) {
        read(new Attributes(object, name, findings), name, entries);
      } else {
        findings.error(name, tree.line(), "a plugin is a JSON object, not " + tree.kind());
      }
    } catch (BadJson e) {
      findings.error(name, e.line(), e.getMessage() + ". Nothing of the plugin is used");
    }
    return new Plugin(name, entries);
  }

  private void read(Attributes plugin, String name, List<Plugin.Entry> entries) {
    int version = 0;
    boolean versionSeen = false;
    Set<String> seen = new HashSet<>();
    for (Json.Member member : plugin.object().members()) {
      if (!seen.add(member.key())) {
        plugin.warn(member.line(), "\"" + member.key() + "\" is there twice; both are applied, the later one last");
      }
      if (member.key().equals(VERSION)) {
        if (!entries.isEmpty()) {
          plugin.warn(member.line(), "\"" + VERSION + "\" holds only for what comes after it; put it first");
        }
        version = version(plugin, member.value());
        versionSeen = true;
      } else if (member.value() instanceof Json.Obj object) {
        entry(plugin.of(object), member, name, version, entries);
      } else {
        plugin.warn(member.line(), "\"" + member.key() + "\" is " + member.value().kind() + ", not an object; left out");
      }
    }
    if (!versionSeen) {
      plugin.warn(1, "no \"" + VERSION + "\": taken for version 0; write \"" + VERSION + "\": 2 as the first member");
    }
  }

  private static int version(Attributes plugin, Json value) {
    if (value instanceof Json.Num number && number.isInt()) {
      int version = Integer.parseInt(number.value());
      if (version >= 0 && version <= 2) {
        return version;
      }
    }
    plugin.error(value, "\"" + VERSION + "\" is 0, 1 or 2; taken for 0");
    return 0;
  }

  private void entry(Attributes attributes, Json.Member member, String name, int version, List<Plugin.Entry> entries) {
    String key = member.key().replace(PREFIX_MARK, prefix);
    if (!key.startsWith(ROOT)) {
      attributes.error(
          member.line(), "\"" + key + "\" does not begin with \"" + ROOT + "\"; devices skip it, and so is it here" + advice(attributes, key));
      return;
    }
    NodeReader reader = new NodeReader(prefix, name, version);
    if (key.endsWith(".")) {
      if (!attributes.object().text("type", "").equals("object")) {
        attributes.error(member.line(), "\"" + key + "\" is a path of an object but has no \"type\": \"object\"; taken for one");
      }
      entries.add(new Plugin.Entry(key, version, member.line(), reader.object(attributes, key, member.line(), null), false));
      return;
    }
    int dot = key.lastIndexOf('.');
    String parent = key.substring(0, dot + 1);
    attributes.warn(
        member.line(), "\"" + key + "\" is not an object; devices skip it. Put it into \"" + parent + "\": that is where it goes here");
    Draft holder = new Draft(NodeKind.OBJECT, "").protocols(Protocols.BOTH);
    reader.leaf(attributes, key.substring(dot + 1), member.line(), holder);
    entries.add(new Plugin.Entry(parent, version, member.line(), holder, true));
  }

  private static String advice(Attributes attributes, String key) {
    if (key.startsWith("InternetGatewayDevice.")) {
      return ": plugins know TR-181 only";
    }
    return attributes.has("type") ? "; write its full path" : "";
  }
}
