package org.argonaut.mtp.uds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.AgentRoute.Mtp;
import org.argonaut.device.ToAgent;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.Connections;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.RecordingAgents;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents on a real socket. */
class UdsServerTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String OWN = "proto::argonaut";
  private static final String EID = "proto::agent-1";
  private static final ActorTestKit KIT =
      ActorTestKit.create(ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

  @TempDir private Path directory;

  private final RecordingAgents agents = new RecordingAgents();
  private final MtpStats stats = new MtpStats();
  private final Connections connections =
      new Connections(
          KIT.system(), agents, new Admission(OWN, 100_000, agents, stats), (_, _, _) -> {}, Duration.ofMinutes(5), stats);
  private UdsServer server;

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.stop();
    }
    connections.stop(SOON).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stopKit() {
    KIT.shutdownTestKit();
  }

  private Path path() {
    return directory.resolve("usp.sock");
  }

  private void start(Duration handshakeTimeout) throws IOException {
    UdsSettings settings = new UdsSettings(path(), 100_000, 3, handshakeTimeout, 200_000);
    server = UdsServer.start(KIT.system(), settings, OWN, connections, stats);
  }

  /** The agent's side. */
  private final class Agent implements AutoCloseable {
    private final SocketChannel channel;
    private final DataInputStream in;

    Agent() throws IOException {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(path()));
      in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    }

    Agent shake() throws IOException {
      write(UdsFrame.handshake(EID).bytes());
      assertThat(read()).isEqualTo("1 " + OWN);
      return this;
    }

    void write(byte[] bytes) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    /** Type and text of the next frame; null at the end. */
    String read() throws IOException {
      List<UdsFrame> fields = UdsFrame.read(in, 100_000);
      return fields == null ? null : fields.getFirst().type() + " " + fields.getFirst().text();
    }

    /** Whether the other side ends the connection without another word. */
    boolean ends() {
      try {
        return read() == null;
      } catch (IOException reset) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static UspRecord.Record record(String payload) {
    return Records.plain("1.4", OWN, EID, ByteString.copyFromUtf8(payload));
  }

  @Test
  void recordsGoBothWaysAfterTheHandshake() throws Exception {
    start(SOON);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rw-rw----");
    try (Agent agent = new Agent().shake()) {
      agent.write(UdsFrame.record(record("hello").toByteArray()).bytes());
      var arrival = agents.next();
      assertThat(arrival.record()).isEqualTo(record("hello"));
      assertThat(arrival.route().mtp()).isEqualTo(Mtp.UDS);
      ((AgentRoute.Connection) arrival.route()).actor().tell(new ToAgent.Deliver("answer".getBytes(UTF_8)));
      assertThat(agent.read()).isEqualTo("3 answer");
    }
    await().atMost(SOON).until(() -> connections.size() == 0);
  }

  @Test
  void aRecordBeforeTheHandshakeAndASecondHandshakeEndTheConnectionWithAnError() throws Exception {
    start(SOON);
    try (Agent agent = new Agent()) {
      agent.write(UdsFrame.record(record("early").toByteArray()).bytes());
      assertThat(agent.read()).isEqualTo("2 a record before the handshake");
      assertThat(agent.read()).isNull();
    }
    try (Agent agent = new Agent().shake()) {
      agent.write(UdsFrame.handshake(EID).bytes());
      assertThat(agent.read()).isEqualTo("2 a second handshake");
      assertThat(agent.read()).isNull();
    }
    try (Agent agent = new Agent()) {
      agent.write(UdsFrame.handshake(OWN).bytes());
      assertThat(agent.read()).startsWith("2 ").contains("own");
    }
    assertThat(agents.arrivals).isEmpty();
  }

  @Test
  void whatIsNoFrameEndsTheConnectionAndHurtsNobodyElse() throws Exception {
    start(SOON);
    Random random = new Random(5);
    for (int i = 0; i < 30; i++) {
      try (Agent agent = new Agent()) {
        byte[] garbage = new byte[8 + random.nextInt(100)];
        random.nextBytes(garbage);
        agent.write(garbage);
        assertThat(agent.read()).startsWith("2 ");
        assertThat(agent.read()).isNull();
      }
      await().atMost(SOON).until(() -> server.size() == 0);
    }
    try (Agent agent = new Agent().shake()) {
      agent.write(ByteBuffer.allocate(8).putInt(0x5F555350).putInt(200_000).array());
      assertThat(agent.read()).startsWith("2 a frame of 200000 bytes");
    }
    try (Agent agent = new Agent().shake()) {
      agent.write(UdsFrame.record("no record".getBytes(UTF_8)).bytes());
      assertThat(agent.read()).startsWith("2 not a USP record");
    }
  }

  @Test
  void aFrameOfSeveralFieldsIsReadAndUnknownOnesAreSkipped() throws Exception {
    start(SOON);
    byte[] eid = EID.getBytes(UTF_8);
    byte[] record = record("x").toByteArray();
    ByteBuffer frame = ByteBuffer.allocate(8 + 5 + eid.length + 5 + 3 + 5 + record.length);
    frame.putInt(0x5F555350).putInt(frame.capacity() - 8);
    frame.put((byte) 1).putInt(eid.length).put(eid);
    frame.put((byte) 99).putInt(3).put(new byte[3]);
    frame.put((byte) 3).putInt(record.length).put(record);
    try (Agent agent = new Agent()) {
      agent.write(frame.array());
      assertThat(agents.next().record()).isEqualTo(record("x"));
    }
  }

  @Test
  void whoDoesNotSayWhoItIsInTimeIsDisconnected() throws Exception {
    start(Duration.ofMillis(200));
    try (Agent agent = new Agent()) {
      agent.write(new byte[] {'_', 'U'});
      assertThat(agent.ends()).isTrue();
    }
    await().atMost(SOON).until(() -> stats.refusals(Mtp.UDS) == 1);
  }

  @Test
  void aStoppingNodeTellsItsAgentsAndLeavesNoSocket() throws Exception {
    start(SOON);
    try (Agent agent = new Agent().shake()) {
      await().atMost(SOON).until(() -> connections.size() == 1);
      server.stop();
      connections.stop(SOON);
      assertThat(agent.read()).isEqualTo("2 the node stops");
      assertThat(agent.read()).isNull();
    }
    assertThat(path()).doesNotExist();
  }

  @Test
  void anAgentThatDoesNotReadIsDisconnected() throws Exception {
    start(SOON);
    try (Agent agent = new Agent().shake()) {
      assertThat(agent.channel.isConnected()).isTrue();
      await().atMost(SOON).until(() -> connections.of(EID) != null);
      var actor = connections.of(EID).route().actor();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                for (int i = 0; i < 20; i++) {
                  actor.tell(new ToAgent.Deliver(new byte[50_000]));
                }
                return connections.of(EID) == null;
              });
      assertThat(stats.slowReaders(Mtp.UDS)).isEqualTo(1);
    }
  }

  @Test
  void aSocketLeftOverIsReplacedOneInUseOrAFileIsNot() throws Exception {
    start(SOON);
    UdsSettings settings = new UdsSettings(path(), 100_000, 3, SOON, 200_000);
    assertThatThrownBy(() -> UdsServer.start(KIT.system(), settings, OWN, connections, stats))
        .hasMessageContaining("another process");
    server.stop();
    try (var crashed = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      crashed.bind(UnixDomainSocketAddress.of(path()));
    }
    assertThat(path()).exists();
    start(SOON);
    server.stop();
    Files.writeString(path(), "precious");
    assertThatThrownBy(() -> start(SOON)).hasMessageContaining("a file");
    assertThat(path()).hasContent("precious");
    server = null;
  }

  @Test
  void framesAreReadInFullOrNamedAsMalformed() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = UdsFrame.record(new byte[random.nextInt(40)]).bytes();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        UdsFrame.read(new DataInputStream(new ByteArrayInputStream(bytes)), 1000);
      } catch (IOException e) {
        assertThat(e.getMessage() == null || !e.getMessage().isBlank()).isTrue();
      }
    }
  }
}
