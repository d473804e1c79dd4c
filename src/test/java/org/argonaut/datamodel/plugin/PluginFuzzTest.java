package org.argonaut.datamodel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is done to a plugin, reading and merging it gives findings and a tree. */
class PluginFuzzTest {
  private static final String PLUGIN =
      """
      {"json_plugin_version": 2,
       "Device.{BBF_VENDOR_PREFIX}T.{i}.": {"type": "object", "protocols": ["cwmp", "usp"], "access": true, "array": true,
        "dependency": "file:/etc/config/x;ubus:a->b", "uniqueKeys": ["Alias"],
        "mapping": [{"type": "uci", "uci": {"file": "f", "section": {"type": "t"}, "dmmapfile": "d"}}],
        "P": {"type": "int", "read": true, "write": true, "protocols": ["usp"], "range": [{"min": 1, "max": 9}], "default": "1",
         "flags": ["Unique"], "mapping": [{"rpc": "set", "type": "uci_sec", "data": "@Parent", "key": "o"}, {"rpc": "get"}]},
        "L": {"type": "string", "protocols": ["cwmp"], "list": {"datatype": "string", "item": {"max": 3}, "pattern": ["^a+$"]}},
        "Run()": {"type": "command", "async": true, "protocols": ["usp"], "input": {"A.{i}.B": {"type": "string"}}, "output": {},
         "mapping": [{"type": "ubus", "ubus": {"object": "o", "method": "m", "args": {"x": "@Input.A", "y": [1, {}]}}}]},
        "E!": {"type": "event", "protocols": ["usp"], "X": {"type": "string"}},
        "Device.{BBF_VENDOR_PREFIX}T.{i}.Sub.": {"type": "object", "protocols": ["none"]}},
       "Device.Core.": {"type": "object", "protocols": ["cwmp", "usp"], "Old": {"type": "string", "protocols": ["none"]}}}
      """;
  private static final List<String> SPICES =
      List.of("\"", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "1e999", "\"type\"", "\"object\"", "\"none\"", "{i}", ".", "..", "Device.",
          "\\u0000", "\u0000", "\"mapping\":{}", "\"protocols\":7,", "@index-99", "[@index", "\\", "99999999999999999999", "{BBF_VENDOR_PREFIX}");

  @Test
  @Timeout(120)
  void mutatedPluginsNeverDoMoreHarmThanFindings() {
    int whole = 0;
    for (int round = 0; round < 10_000; round++) {
      Random random = new Random(round);
      StringBuilder text = new StringBuilder(PLUGIN);
      for (int times = random.nextInt(1, 5); times > 0; times--) {
        mutate(text, random);
      }
      Findings findings = new Findings();
      Plugin plugin = new PluginReader("X_", findings).parse(text.toString(), "p.json");
      Draft root = Draft.root();
      root.put(new Draft(NodeKind.OBJECT, "Device")).put(new Draft(NodeKind.OBJECT, "Core"));
      new PluginMerge(root, findings).add(plugin);
      assertThat(Schema.of(root, List.of()).size()).as("round " + round).isGreaterThan(0);
      whole += plugin.entries().size() == 2 ? 1 : 0;
    }
    assertThat(whole).as("some are still plugins").isGreaterThan(500);
  }

  private static void mutate(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + random.nextInt(15));
    switch (random.nextInt(5)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, SPICES.get(random.nextInt(SPICES.size())));
      case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
      case 3 -> value(text, random);
      default -> text.setCharAt(at, (char) random.nextInt(0x250));
    }
    if (text.isEmpty()) {
      text.append('{');
    }
  }

  /** Puts a value of another type in the place of one: still JSON, but not what is expected. */
  private static void value(StringBuilder text, Random random) {
    List<String> values = List.of("7", "null", "true", "\"x\"", "[]", "{}", "[[]]", "{\"type\": {}}", "\"object\"", "[\"usp\", 1]");
    int colon = text.indexOf(": ", random.nextInt(text.length()));
    int comma = colon < 0 ? -1 : text.indexOf(",", colon);
    if (comma > 0) {
      text.replace(colon + 2, comma, values.get(random.nextInt(values.size())));
    }
  }
}
