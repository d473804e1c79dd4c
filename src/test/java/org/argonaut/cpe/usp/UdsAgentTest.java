package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.usp.Messages;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspRecord.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UdsAgentTest {
  private static final CpeSettings HURRIED =
      CpeSettings.from(ConfigFactory.load()).hurried(Duration.ofMillis(20));

  @TempDir private Path folder;

  private static void put(SocketChannel channel, int type, byte[] value) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(13 + value.length);
    frame.put("_USP".getBytes(StandardCharsets.US_ASCII)).putInt(5 + value.length).put((byte) type);
    frame.putInt(value.length).put(value).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      assertThat(channel.read(bytes)).as("bytes from the agent").isGreaterThanOrEqualTo(0);
    }
    return bytes.flip();
  }

  private static byte[] take(SocketChannel channel, int type) throws IOException {
    ByteBuffer header = read(channel, 8);
    assertThat(header.getInt()).isEqualTo(0x5F555350);
    ByteBuffer frame = read(channel, header.getInt());
    assertThat((int) frame.get()).isEqualTo(type);
    byte[] value = new byte[frame.getInt()];
    frame.get(value);
    assertThat(frame.hasRemaining()).isFalse();
    return value;
  }

  @Test
  void anAgentShakesHandsConnectsAndAnswersOverAUnixDomainSocket() throws Exception {
    Path path = folder.resolve("usp.sock");
    UspFleetSettings settings = UspFleetSettings.to("uds:" + path).settings(HURRIED).build();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      try (UspFleet fleet = UspFleet.start(settings);
          SocketChannel channel = server.accept()) {
        assertThat(new String(take(channel, 1), StandardCharsets.UTF_8)).isEqualTo("proto::VCPE000001");
        put(channel, 1, "proto::argonaut".getBytes(StandardCharsets.UTF_8));
        assertThat(Record.parseFrom(take(channel, 3)).hasUdsConnect()).isTrue();

        Get get = Get.newBuilder().addParamPaths("Device.DeviceInfo.SerialNumber").build();
        Record question =
            Records.plain("1.3", "proto::VCPE000001", "proto::argonaut", Messages.request("q", get).toByteString());
        put(channel, 3, question.toByteArray());
        Msg answer = Msg.getDefaultInstance();
        while (!answer.getBody().hasResponse()) {
          answer = Msg.parseFrom(Record.parseFrom(take(channel, 3)).getNoSessionContext().getPayload());
        }
        assertThat(answer.getHeader().getMsgId()).isEqualTo("q");
        assertThat(fleet.stats().counts().connected()).isEqualTo(1);
      }
    }
  }

  @Test
  void anotherControllerBehindTheSocketIsRefused() throws Exception {
    Path path = folder.resolve("usp.sock");
    UspFleetSettings settings = UspFleetSettings.to("uds:" + path).settings(HURRIED).build();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      try (UspFleet fleet = UspFleet.start(settings);
          SocketChannel channel = server.accept()) {
        put(channel, 1, "proto::somebody".getBytes(StandardCharsets.UTF_8));
        assertThat(fleet.await(_ -> fleet.stats().counts().failedConnects() > 0, Duration.ofSeconds(10))).isTrue();
        assertThat(fleet.stats().failures().getFirst()).contains("proto::somebody");
      }
    }
  }
}
