package org.argonaut.datamodel.mapping.ubus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.JsonText;
import org.argonaut.datamodel.mapping.Programs;
import org.argonaut.datamodel.mapping.Ubus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Json.Obj arguments(String... pairs) {
    List<Json.Member> members = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      members.add(new Json.Member(pairs[i], new Json.Text(pairs[i + 1], 0), 0));
    }
    return new Json.Obj(members, 0);
  }

  private static String reply(Ubus bus, String object, String method, String... pairs) {
    return switch (bus.call(object, method, arguments(pairs), SOON)) {
      case Ubus.Answered(var value) -> JsonText.of(value);
      case Ubus.Failed(var why) -> why;
    };
  }

  @Test
  void aReplyIsAFileAConstantAnEchoOrChosenByAnArgument() throws IOException {
    file("r.json", "{\"from\": \"file\",}");
    Ubus bus =
        new FixtureUbus(
            file(
                "u.json",
                "{\"objects\": {\"o\": {\"f\": \"r.json\", \"c\": {\"const\": {\"a\": 1}}, \"e\": {\"echo\": {\"E\": \"x\"}}, "
                    + "\"a\": {\"arg\": \"i\", \"lan\": \"r.json\", \"*\": {\"const\": {}}}, \"s\": {\"arg\": \"i\", \"lan\": \"r.json\"}, \"bad\": 5, \"gone\": \"gone.json\", "
                    + "\"out\": \"../out.json\"}}}"));
    assertThat(reply(bus, "o", "f")).isEqualTo("{\"from\":\"file\"}");
    assertThat(reply(bus, "o", "c")).isEqualTo("{\"a\":1}");
    assertThat(reply(bus, "o", "e", "x", "1.2")).isEqualTo("{\"E\":\"1.2\"}");
    assertThat(reply(bus, "o", "a", "i", "lan")).isEqualTo("{\"from\":\"file\"}");
    assertThat(reply(bus, "o", "a", "i", "wan")).isEqualTo("{}");
    assertThat(reply(bus, "o", "s", "i", "wan")).contains("no reply for");
    assertThat(reply(bus, "o", "bad")).contains("u.json:1: a reply is");
    assertThat(reply(bus, "o", "gone")).contains("gone.json");
    assertThat(reply(bus, "o", "out")).contains("is not in the folder");
    assertThat(reply(bus, "o", "none")).isEqualTo("no such method");
    assertThat(reply(bus, "none", "f")).isEqualTo("no such object");
    assertThat(bus.has("o", "")).isTrue();
    assertThat(bus.has("o", "f")).isTrue();
    assertThat(bus.has("o", "none")).isFalse();
    assertThat(bus.has("none", "")).isFalse();
    file("r.json", "{\"from\": \"anew\"}");
    assertThat(reply(bus, "o", "f")).isEqualTo("{\"from\":\"anew\"}");
  }

  @Test
  void aBusThatIsNoneIsToldAtOnce() throws IOException {
    assertThatThrownBy(() -> new FixtureUbus(folder.resolve("gone.json"))).isInstanceOf(IOException.class);
    Path broken = file("u.json", "{\"objects\": ");
    assertThatThrownBy(() -> new FixtureUbus(broken)).hasMessageContaining("u.json:1");
  }

  private Ubus program(String script) throws IOException {
    Path program = file("ubus", "#!/bin/sh\n" + script);
    program.toFile().setExecutable(true);
    return new CommandUbus(program.toString());
  }

  @Test
  void theProgramIsGivenTheCallAndItsAnswerIsTheReply() throws IOException {
    Ubus bus = program("echo \"$*\" > " + folder.resolve("log") + "\necho '{\"a\": [1]}'\n");
    assertThat(reply(bus, "network.interface", "status", "interface", "lan; id")).isEqualTo("{\"a\":[1]}");
    assertThat(Files.readString(folder.resolve("log")).strip()).isEqualTo("-S -t 20 call network.interface status {\"interface\":\"lan; id\"}");
    assertThat(reply(program("true"), "o", "m")).isEqualTo("{}");
    assertThat(reply(program("exit 4"), "o", "m")).isEqualTo("no such object");
    assertThat(reply(program("echo '[1]'"), "o", "m")).contains("answered an array");
    assertThat(reply(program("echo nonsense"), "o", "m")).contains("no JSON");
    assertThat(reply(bus, "-x", "m")).contains("is no object and method");
    assertThat(reply(new CommandUbus(folder.resolve("gone").toString()), "o", "m")).contains("cannot be started");
  }

  @Test
  void theProgramsListTellsWhatIsThere() throws IOException {
    Ubus bus = program("printf \"'o' @1\\n\\t\\\"m\\\":{}\\n\"");
    assertThat(bus.has("o", "")).isTrue();
    assertThat(bus.has("o", "m")).isTrue();
    assertThat(bus.has("o", "x")).isFalse();
    assertThat(program("exit 4").has("o", "")).isFalse();
  }

  @Test
  void aProgramThatIsTooSlowOrPrintsTooMuchIsEnded() throws IOException {
    Path slow = file("slow", "#!/bin/sh\nsleep 600\n");
    slow.toFile().setExecutable(true);
    assertThat(Programs.run(List.of(slow.toString()), Duration.ofMillis(200))).isInstanceOf(Programs.Broken.class);
    Path loud = file("loud", "#!/bin/sh\nyes\n");
    loud.toFile().setExecutable(true);
    assertThat(Programs.run(List.of(loud.toString()), SOON)).isEqualTo(new Programs.Broken("printed more than 16 MB"));
  }
}
