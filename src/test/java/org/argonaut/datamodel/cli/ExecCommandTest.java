package org.argonaut.datamodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ExecCommandTest {
  private static final String PLUGIN =
      """
      {"json_plugin_version": 2,
       "Device.{BBF_VENDOR_PREFIX}Guard.{i}.": {
         "type": "object", "protocols": ["cwmp", "usp"], "access": true, "array": true,
         "mapping": [{"type": "uci", "uci": {"file": "guard", "section": {"type": "rule"}, "dmmapfile": "dmmap_guard"}}],
         "Level": {"type": "unsignedInt", "read": true, "write": true, "protocols": ["cwmp", "usp"], "range": [{"min": 1, "max": 9}], "flags": ["Unique"],
           "mapping": [{"type": "uci_sec", "data": "@Parent", "key": "level"}]},
         "Reset()": {"type": "command", "protocols": ["usp"], "input": {"How": {"type": "string"}},
           "mapping": [{"type": "ubus", "ubus": {"object": "guard", "method": "reset", "args": {"how": "@Input.How"}}}]}
       }}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeDevice() throws IOException {
    Files.createDirectories(folder.resolve("plugins"));
    Files.createDirectories(folder.resolve("uci"));
    Files.writeString(folder.resolve("plugins/guard.json"), PLUGIN);
    Files.writeString(folder.resolve("core.json"), "{\"Device.\": {\"type\": \"object\", \"protocols\": [\"cwmp\", \"usp\"]}}");
    Files.writeString(folder.resolve("uci/guard"), "config rule 'a'\n\toption level '3'\n");
    Files.writeString(folder.resolve("ubus.json"), "{\"objects\": {\"guard\": {\"reset\": {\"echo\": {\"Done\": \"how\"}}}}}");
  }

  private int run(List<String> options, String... lines) {
    List<String> words = new ArrayList<>(List.of("exec", "--core", folder.resolve("core.json").toString()));
    words.addAll(options);
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
      return new CommandLine(new DatamodelCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words.toArray(String[]::new));
    } finally {
      System.setIn(before);
    }
  }

  private List<String> answers(String... lines) {
    int code =
        run(
            List.of("--plugins", folder.resolve("plugins").toString(), "--uci", folder.resolve("uci").toString(), "--ubus", folder.resolve("ubus.json").toString(), "--prefix", "X_"),
            lines);
    assertThat(code).isZero();
    return out.toString().lines().toList();
  }

  @Test
  void everyRequestHasItsAnswer() throws IOException {
    assertThat(
            answers(
                "{\"op\":\"get\",\"path\":\"Device.\",\"proto\":\"cwmp\"}",
                "{\"op\":\"add\",\"path\":\"Device.X_Guard.\"}",
                "{\"op\":\"set\",\"path\":\"Device.X_Guard.2.Level\",\"value\":7,\"type\":\"xsd:unsignedInt\"}",
                "{\"op\":\"instances\",\"path\":\"Device.X_Guard.\"}",
                "{\"op\":\"del\",\"path\":\"Device.X_Guard.1.\"}",
                "{\"op\":\"operate\",\"path\":\"Device.X_Guard.2.Reset()\",\"proto\":\"usp\",\"input\":{\"How\":\"now\"},\"command_key\":\"k1\"}",
                "{\"op\":\"schema\",\"path\":\"Device.X_Guard.\",\"proto\":\"usp\"}"))
        .containsExactly(
            "{\"results\":[{\"path\":\"Device.X_Guard.1.Level\",\"data\":\"3\",\"type\":\"xsd:unsignedInt\",\"flags\":[\"Unique\"]}]}",
            "{\"instance\":\"2\"}",
            "{\"results\":[{\"path\":\"Device.X_Guard.2.Level\",\"data\":\"7\",\"type\":\"xsd:unsignedInt\",\"flags\":[\"Unique\"]}]}",
            "{\"results\":[{\"path\":\"Device.X_Guard.1\"},{\"path\":\"Device.X_Guard.2\"}]}",
            "{\"results\":[{\"path\":\"Device.X_Guard.1.\"}]}",
            "{\"results\":[{\"path\":\"Device.X_Guard.2.Reset()\",\"data\":\"k1\",\"output\":[{\"path\":\"Done\",\"data\":\"now\",\"type\":\"xsd:string\"}]}]}",
            "{\"results\":[{\"path\":\"Device.X_Guard.{i}.\",\"type\":\"xsd:object\",\"data\":\"1\"},"
                + "{\"path\":\"Device.X_Guard.{i}.Level\",\"type\":\"xsd:unsignedInt\",\"data\":\"1\"},"
                + "{\"path\":\"Device.X_Guard.{i}.Reset()\",\"type\":\"xsd:command\",\"data\":\"sync\",\"input\":[{\"path\":\"How\"}]}]}");
    assertThat(Files.readString(folder.resolve("uci/guard"))).isEqualTo("config rule 'rule_2'\n\toption level '7'\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aBadLineIsAnsweredAndTheNextServed() {
    List<String> answers =
        answers(
            "nonsense", "[]", "{\"op\":\"get\"}", "{\"op\":\"frob\",\"path\":\"Device.\"}", "{\"op\":\"get\",\"path\":5}", "{\"op\":\"get\",\"path\":\"Device.\",\"proto\":\"snmp\"}",
            "{\"op\":\"set\",\"path\":\"Device.X_Guard.1.Level\"}", "{\"op\":\"operate\",\"path\":\"x\",\"input\":3}", "", "{\"path\":\"Device.\"}",
            "{\"op\":\"get\",\"path\":\"" + "x".repeat(2 << 20) + "\"}", "{\"op\":\"get\",\"path\":\"Device.X_Guard.1.Level\"}");
    assertThat(answers.subList(0, 10)).allMatch(answer -> answer.startsWith("{\"fault\":9003,\"fault_msg\":\""));
    assertThat(answers.get(0)).contains("no JSON");
    assertThat(answers.get(3)).contains("not \\\"frob\\\"");
    assertThat(answers.get(9)).contains("more than 1048576 bytes");
    assertThat(answers.getLast()).contains("\"data\":\"3\"");
  }

  @Test
  void faultsHaveTheNumbersOfWhoAsks() {
    assertThat(
            answers(
                "{\"op\":\"set\",\"path\":\"Device.X_Guard.1.Level\",\"value\":\"12\",\"proto\":\"cwmp\"}",
                "{\"op\":\"set\",\"path\":\"Device.X_Guard.1.Level\",\"value\":\"12\",\"proto\":\"usp\"}",
                "{\"op\":\"operate\",\"path\":\"Device.X_Guard.1.Gone()\"}",
                "{\"op\":\"get\",\"path\":\"Device.X_Guard.5.\",\"proto\":\"both\"}"))
        .satisfiesExactly(
            a -> assertThat(a).isEqualTo("{\"fault\":9007,\"fault_msg\":\"Device.X_Guard.1.Level: must be 1..9, not '12'\"}"),
            a -> assertThat(a).startsWith("{\"fault\":7012,"),
            a -> assertThat(a).startsWith("{\"fault\":7026,"),
            a -> assertThat(a).startsWith("{\"fault\":9005,"));
  }

  @Test
  void whatIsWrongWithFilesIsToldOnceOnStandardError() throws IOException {
    Files.writeString(folder.resolve("uci/guard"), "config rule 'a'\n\toption level '3\n");
    answers("{\"op\":\"get\",\"path\":\"Device.\"}", "{\"op\":\"get\",\"path\":\"Device.\"}");
    assertThat(err.toString().lines()).singleElement().asString().endsWith("guard:2: error: a quote without its end; the line is left as it is and means nothing");
  }

  @Test
  void wrongUsageIsTold() {
    String plugins = folder.resolve("plugins").toString();
    String uci = folder.resolve("uci").toString();
    assertThat(run(List.of("--plugins", plugins))).isEqualTo(2);
    assertThat(run(List.of("--plugins", plugins, "--uci", folder.resolve("gone").toString()))).isEqualTo(2);
    assertThat(run(List.of("--plugins", folder.resolve("gone").toString(), "--uci", uci))).isEqualTo(2);
    assertThat(run(List.of("--plugins", plugins, "--uci", uci, "--ubus", folder.resolve("gone").toString()))).isEqualTo(2);
    assertThat(run(List.of("--plugins", plugins, "--uci", uci, "--ubus", folder.resolve("ubus.json").toString(), "--system-ubus"))).isEqualTo(2);
  }
}
