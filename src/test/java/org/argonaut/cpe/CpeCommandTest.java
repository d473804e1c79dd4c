package org.argonaut.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CpeCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new CpeCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void cpesRegisterAndTheSummarySaysSo() throws Exception {
    try (ScriptedAcs acs = new ScriptedAcs()) {
      int status = run("--acs", acs.url(), "--count", "3", "--serial", "T", "--model", "tr098", "--duration", "1");

      assertThat(status).isZero();
      assertThat(out.toString()).contains("3 virtual CPEs, T000001 to T000003").contains("3 of 3 CPEs registered");
      assertThat(acs.informs.take().parameters().getFirst().name()).isEqualTo("InternetGatewayDevice.DeviceSummary");
    }
  }

  @Test
  void aRunThatReachedNobodyHasFailed() {
    assertThat(run("--acs", "http://localhost:1/", "--duration", "1", "--stats", "0")).isEqualTo(1);
    assertThat(out.toString()).contains("0 of 1 CPEs registered").contains("refused");
  }

  @ParameterizedTest
  @CsvSource({
    "--count 5, say --acs URL (CWMP) or --usp URL",
    "--acs ftp://x/, not an http or https URL",
    "--acs http://x/ --model tr069, --model is tr181 or tr098",
    "--acs http://x/ --count 0, --count is 1 to",
    "--acs http://x/ --cwmp 2.0, --cwmp is 1.0 to 1.4",
    "--acs http://x/ --oui zz, --oui is six hex digits",
    "--acs http://x/ --cert a.pem, --cert and --key go together",
    "--acs http://x/ --ca /no/such.pem, /no/such.pem",
    "--acs http://x/ --quirks dance, no quirk 'dance'",
    "--usp http://x/, --usp begins with one of",
    "--usp ws://x/ --usp-quirks dance, no USP quirk 'dance'",
    "--usp ws://x/ --model tr098, USP agents have --model tr181",
    "--usp mqtt://x?topics=a, is none of topic",
    "--usp mqtt://x?version=4, the version of MQTT is 5 or 3.1.1",
    "--usp stomp:x, no host in",
    "--usp wss://x/ --ca /no/such.pem, /no/such.pem",
  })
  void wrongUsageIsSaidAndExitsWithTwo(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void agentsThatReachedNobodyHaveFailed() {
    assertThat(run("--usp", "ws://localhost:1/usp", "--duration", "1", "--stats", "0")).isEqualTo(1);
    assertThat(out.toString())
        .contains("1 USP agents, proto::VCPE000001 to proto::VCPE000001")
        .contains("0 of 1 agents on-boarded")
        .contains("refused");
  }

  @Test
  void uspQuirksAreListed() {
    assertThat(run("--usp-quirks", "help")).isZero();
    assertThat(out.toString()).contains("text-frames").contains("no-sessions");
  }

  @Test
  void quirksAreListed() {
    assertThat(run("--acs", "http://x/", "--quirks", "help")).isZero();
    assertThat(out.toString()).contains("no-cookies");
  }
}
