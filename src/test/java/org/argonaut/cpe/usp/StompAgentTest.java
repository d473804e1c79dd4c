package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.usp.Messages;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspRecord.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StompAgentTest {
  private static final CpeSettings HURRIED =
      CpeSettings.from(ConfigFactory.load()).hurried(Duration.ofMillis(20));

  private record Frame(String command, Map<String, String> headers, byte[] body) {}

  private static String line(DataInputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.readByte(); c != '\n'; c = in.readByte()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static Frame take(DataInputStream in) throws IOException {
    String command = line(in);
    while (command.isEmpty()) {
      command = line(in);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1));
    }
    byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
    in.readFully(body);
    assertThat((int) in.readByte()).as("the end of %s", command).isZero();
    return new Frame(command, headers, body);
  }

  private static void put(OutputStream out, String head, byte[] body) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    frame.writeBytes(body);
    frame.write(0);
    out.write(frame.toByteArray());
    out.flush();
  }

  @Test
  void anAgentSubscribesConnectsAndAnswersWhereItIsAsked() throws Exception {
    try (ServerSocket broker = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      UspFleetSettings settings =
          UspFleetSettings.to("stomp://127.0.0.1:" + broker.getLocalPort() + "?destination=/queue/controller")
              .credentials("{serial}", "secret")
              .settings(HURRIED)
              .build();
      try (UspFleet fleet = UspFleet.start(settings);
          Socket socket = broker.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        Frame connect = take(in);
        assertThat(connect.command).isEqualTo("STOMP");
        assertThat(connect.headers)
            .containsEntry("accept-version", "1.2")
            .containsEntry("endpoint-id", "proto\\c\\cVCPE000001")
            .containsEntry("login", "VCPE000001")
            .containsEntry("passcode", "secret");
        put(out, "CONNECTED\nversion:1.2\nheart-beat:0,0\nsubscribe-dest:/queue/mine\n\n", new byte[0]);
        assertThat(take(in).headers).containsEntry("destination", "/queue/mine").containsEntry("ack", "auto");

        Frame first = take(in);
        assertThat(first.headers)
            .containsEntry("destination", "/queue/controller")
            .containsEntry("reply-to-dest", "/queue/mine")
            .containsEntry("content-type", "application/vnd.bbf.usp.msg");
        assertThat(Record.parseFrom(first.body).getStompConnect().getSubscribedDestination()).isEqualTo("/queue/mine");

        Get get = Get.newBuilder().addParamPaths("Device.DeviceInfo.SerialNumber").build();
        byte[] question =
            Records.plain("1.3", "proto::VCPE000001", "proto::argonaut", Messages.request("q", get).toByteString())
                .toByteArray();
        put(
            out,
            "\nMESSAGE\nsubscription:0\nmessage-id:1\ndestination:/queue/mine\nreply-to-dest:/queue/a\\cb\ncontent-length:"
                + question.length
                + "\n\n",
            question);
        Frame frame = take(in);
        Msg answer = Msg.parseFrom(Record.parseFrom(frame.body).getNoSessionContext().getPayload());
        while (!answer.getBody().hasResponse()) {
          frame = take(in);
          answer = Msg.parseFrom(Record.parseFrom(frame.body).getNoSessionContext().getPayload());
        }
        assertThat(answer.getHeader().getMsgId()).isEqualTo("q");
        assertThat(frame.headers).containsEntry("destination", "/queue/a\\cb");
        assertThat(fleet.stats().counts().requests()).isEqualTo(1);
      }
    }
  }

  @Test
  void aRefusalOfTheBrokerIsTold() throws Exception {
    try (ServerSocket broker = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      UspFleetSettings settings =
          UspFleetSettings.to("stomp://127.0.0.1:" + broker.getLocalPort()).settings(HURRIED).build();
      try (UspFleet fleet = UspFleet.start(settings);
          Socket socket = broker.accept()) {
        take(new DataInputStream(socket.getInputStream()));
        put(socket.getOutputStream(), "ERROR\nmessage:Bad login\n\n", new byte[0]);
        assertThat(fleet.await(_ -> fleet.stats().counts().failedConnects() > 0, Duration.ofSeconds(10))).isTrue();
        assertThat(fleet.stats().failures().getFirst()).contains("Bad login");
      }
    }
  }
}
