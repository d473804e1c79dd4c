package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.usp.Messages;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.WebSocketConnectRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class AgentMemoryTest {
  private static final int AGENTS = 2000;
  private static final int MOST_BYTES_EACH = 8192;

  /** A connection that answers every notification and keeps nothing. */
  private static final class Forgetful implements Link {
    private final UspAgent agent;
    private int requests;

    Forgetful(UspAgent agent) {
      this.agent = agent;
    }

    @Override
    public void send(byte[] record) throws IOException {
      Msg message = Msg.parseFrom(Record.parseFrom(record).getNoSessionContext().getPayload());
      if (message.getBody().getRequest().getNotify().getSendResp()) {
        requests++;
      }
    }

    void give(Msg message) {
      agent.received(
          this, Records.plain("1.4", agent.endpointId(), "proto::argonaut", message.toByteString()).toByteArray());
    }

    @Override
    public void close() {}
  }

  @Test
  void anAgentThatWasReadTakesAtMostEightKilobytesBesidesItsConnection(TestReporter reporter) throws Exception {
    UspFleetSettings settings =
        UspFleetSettings.to("ws://localhost/usp").settings(CpeSettings.from(ConfigFactory.load())).build();
    try (Shared shared = new Shared(settings, Clock.systemUTC())) {
      run(shared, "W", 50);
      long before = usedAfterCollection();
      List<UspAgent> agents = run(shared, "M", AGENTS);
      long each = (usedAfterCollection() - before) / AGENTS;
      reporter.publishEntry("heap bytes per agent", Long.toString(each));
      assertThat(each).as("bytes of heap per agent").isLessThan(MOST_BYTES_EACH);
      assertThat(agents).allMatch(UspAgent::connected);
    }
  }

  private static List<UspAgent> run(Shared shared, String prefix, int count) {
    List<UspAgent> agents = new ArrayList<>();
    Msg get = Messages.request("q", Get.newBuilder().addParamPaths("Device.DeviceInfo.").build());
    for (int n = 0; n < count; n++) {
      UspAgent agent = new UspAgent(shared, prefix + n);
      Forgetful link = new Forgetful(agent);
      agent.powerOn();
      agent.up(link, Record.newBuilder().setWebsocketConnect(WebSocketConnectRecord.getDefaultInstance()));
      assertThat(link.requests).as("the OnBoardRequest and the boot").isEqualTo(2);
      link.give(get);
      agents.add(agent);
    }
    return agents;
  }

  private static long usedAfterCollection() {
    long used = Long.MAX_VALUE;
    for (int n = 0; n < 5; n++) {
      System.gc();
      used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }
}
