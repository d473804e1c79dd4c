package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspRecord;
import org.junit.jupiter.api.Test;

/** Who is let in at the door, and with what answer the others are sent away. */
class HandshakeTest {
  private static final String EID = "proto::agent-1";

  @Test
  void anAgentIsWelcomedWithTheSubprotocolOfUsp() throws Exception {
    try (UspServer server = new UspServer("")) {
      RawWebSocket.Answer answer = handshake(server, "/usp?eid=proto::agent-1");
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo("v1.usp");
      assertThat(answer.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); // RFC 6455 1.3
      assertThat(answer.header("Upgrade")).isEqualToIgnoringCase("websocket");
      assertThat(answer.header("Connection")).isEqualToIgnoringCase("upgrade");
      assertThat(answer.header("Sec-WebSocket-Extensions")).isNull();
    }
  }

  @Test
  void theExtensionOfOlderAgentsIsEchoedAndTellsTheEndpointId() throws Exception {
    try (UspServer server = new UspServer("");
        RawWebSocket socket = new RawWebSocket(server.port.address().getPort())) {
      String extension = "bbf-usp-protocol; eid=\"proto::agent-1\"";
      RawWebSocket.Answer answer =
          socket.handshake("/usp", "Sec-WebSocket-Extensions: permessage-deflate, " + extension);
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("Sec-WebSocket-Extensions")).isEqualTo(extension);
      assertKnows(server, EID);
    }
  }

  @Test
  void theEndpointIdIsDecodedExactlyOnce() throws Exception {
    try (UspServer server = new UspServer("")) {
      assertEndpointId(server, "proto%3A%3Aagent%25251", "proto::agent%251");
      assertEndpointId(server, "os::00256D-a%2Fb", "os::00256D-a/b");
      assertEndpointId(server, "proto::a+b%20c", "proto::a+b c");
      assertEndpointId(server, "proto::%C3%A4", "proto::ä");
      assertEndpointId(server, "x".repeat(256), "x".repeat(256));
    }
  }

  @Test
  void whatIsNoUspHandshakeIsRefusedWithAWordWhy() throws Exception {
    try (UspServer server = new UspServer("")) {
      assertRefused(server, 405, "GET", "POST", "/usp", List.of("Content-Length: 0"));
      assertRefused(server, 426, "WebSocket", "GET", "/usp", List.of());
      assertRefused(server, 400, "v1.usp", "GET", "/usp?eid=" + EID, upgrade("Sec-WebSocket-Version: 13"));
      assertRefused(
          server, 400, "v1.usp", "GET", "/usp?eid=" + EID,
          upgrade("Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: mqtt"));
      assertRefused(
          server, 426, "13", "GET", "/usp", upgrade("Sec-WebSocket-Version: 8", "Sec-WebSocket-Protocol: v1.usp"));
      assertRefused(server, 400, "256", "GET", "/usp?eid=" + "x".repeat(300), decent());
      assertRefused(server, 400, "empty", "GET", "/usp?eid=", decent());
      assertRefused(server, 400, "control", "GET", "/usp?eid=a%00b", decent());
      assertRefused(server, 400, "once", "GET", "/usp?eid=a&eid=b", decent());
      assertRefused(server, 403, "own", "GET", "/usp?eid=proto::argonaut", decent());
      assertRefused(server, 404, "/usp", "GET", "/usp/secret?eid=" + EID, decent());
      assertThat(server.connections.size()).isZero();
      assertThat(server.agents.arrivals).isEmpty();
    }
  }

  @Test
  void anAgentThatDoesNotTellItsIdIsKnownByItsFirstRecord() throws Exception {
    try (UspServer server = new UspServer("")) {
      TestAgent agent = TestAgent.connect(server.client, server.uri(), null);
      UspRecord.Record record =
          Records.plain("1.4", TestAgent.CONTROLLER, EID, com.google.protobuf.ByteString.EMPTY);
      agent.send(record);
      assertThat(server.agents.next().record()).isEqualTo(record);
      assertKnows(server, EID);
      agent.send(record.toBuilder().setFromId("proto::another").build()).send(record);
      assertThat(server.agents.next().record()).isEqualTo(record);
    }
  }

  // ---- authentication ----

  @Test
  void withoutCredentialsNobodyIsLetIn() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.auth = basic-or-certificate")) {
      RawWebSocket.Answer answer = handshake(server, "/usp?eid=" + EID);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
      assertThat(server.connections.size()).isZero();
      assertThat(server.stats.authenticationFailures(org.argonaut.device.AgentRoute.Mtp.WEBSOCKET)).isEqualTo(1);
    }
  }

  @Test
  void anEndpointIdAndItsPasswordLetItsAgentInAndNoOther() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.auth = basic")) {
      server.passwords.put(EID, "pass:word");
      assertThat(basic(server, EID, EID, "pass:word")).isEqualTo(101);
      assertThat(basic(server, EID, EID, "password")).isEqualTo(401);
      assertThat(basic(server, "proto::agent-2", EID, "pass:word")).isEqualTo(401);
      assertThat(handshake(server, "/usp?eid=" + EID, "Authorization: Basic !!!").status()).isEqualTo(401);
      assertThat(handshake(server, "/usp?eid=" + EID, "Authorization: Bearer x").status()).isEqualTo(401);
    }
  }

  @Test
  void aSharedUserMayBeAnyAgentAndABoundOneOnlyItsOwn() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.auth = basic")) {
      server.passwords.put("fleet", "f");
      server.passwords.put("bound", "b");
      server.owners.put("bound", EID);
      assertThat(basic(server, "proto::any", "fleet", "f")).isEqualTo(101);
      assertThat(basic(server, EID, "bound", "b")).isEqualTo(101);
      assertThat(basic(server, "proto::any", "bound", "b")).isEqualTo(403);
    }
  }

  @Test
  void aRecordOfAnotherAgentGoesNowhere() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.auth = basic")) {
      server.passwords.put(EID, "p");
      TestAgent agent =
          TestAgent.connect(server.client, server.uri(), EID, "Authorization", authorization(EID, "p"));
      UspRecord.Record right = agent.record("right");
      agent.send(right.toBuilder().setFromId("proto::agent-2").build());
      agent.send(right.toBuilder().setToId("proto::another-controller").build());
      agent.send(right.toBuilder().setFromId("proto::argonaut").build());
      agent.send(right);
      assertThat(server.agents.next().record()).isEqualTo(right);
      assertThat(server.agents.arrivals).isEmpty();
      assertThat(server.stats.recordsDropped(org.argonaut.mtp.Admission.Reason.NOT_ALLOWED)).isEqualTo(1);
      assertThat(server.stats.recordsDropped(org.argonaut.mtp.Admission.Reason.NOT_FOR_US)).isEqualTo(1);
      assertThat(server.stats.recordsDropped(org.argonaut.mtp.Admission.Reason.OUR_OWN_ID)).isEqualTo(1);
    }
  }

  @Test
  void theSecretOfThePathLetsInWhoKnowsIt() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp { auth = basic, path-token = s3cret }")) {
      assertThat(handshake(server, "/usp/s3cret?eid=" + EID).status()).isEqualTo(101);
      assertThat(handshake(server, "/usp/wrong?eid=" + EID).status()).isEqualTo(403);
      assertThat(handshake(server, "/usp?eid=" + EID).status()).isEqualTo(401);
    }
  }

  @Test
  void whileTheDatabaseIsAwayAgentsAreToldToComeBack() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.auth = basic")) {
      server.databaseUp = false;
      RawWebSocket.Answer answer =
          handshake(server, "/usp?eid=" + EID, "Authorization: " + authorization(EID, "p"));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotNull();
    }
  }

  // ---- helpers ----

  private static void assertEndpointId(UspServer server, String encoded, String endpointId) throws Exception {
    try (RawWebSocket socket = new RawWebSocket(server.port.address().getPort())) {
      assertThat(socket.handshake("/usp?a=b&eid=" + encoded).status()).isEqualTo(101);
      assertKnows(server, endpointId);
    }
  }

  private static void assertKnows(UspServer server, String endpointId) {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(server.connections.of(endpointId)).isNotNull());
  }

  private static void assertRefused(
      UspServer server, int status, String word, String method, String target, List<String> headers)
      throws Exception {
    try (RawWebSocket socket = new RawWebSocket(server.port.address().getPort())) {
      RawWebSocket.Answer answer = socket.request(method, target, headers);
      assertThat(answer.status()).as(target + " " + headers).isEqualTo(status);
      assertThat(answer.body()).contains(word);
    }
  }

  private static List<String> upgrade(String... more) {
    List<String> headers = new java.util.ArrayList<>();
    headers.add("Upgrade: websocket");
    headers.add("Connection: Upgrade");
    headers.add("Sec-WebSocket-Key: " + RawWebSocket.KEY);
    headers.addAll(List.of(more));
    return headers;
  }

  private static List<String> decent() {
    return upgrade("Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: v1.usp");
  }

  private static RawWebSocket.Answer handshake(UspServer server, String target, String... headers) throws Exception {
    try (RawWebSocket socket = new RawWebSocket(server.port.address().getPort())) {
      return socket.handshake(target, headers);
    }
  }

  private static int basic(UspServer server, String endpointId, String user, String password) throws Exception {
    return handshake(server, "/usp?eid=" + endpointId, "Authorization: " + authorization(user, password)).status();
  }

  private static String authorization(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(UTF_8));
  }
}
