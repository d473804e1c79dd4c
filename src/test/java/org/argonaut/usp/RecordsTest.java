package org.argonaut.usp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import org.argonaut.usp.proto.UspRecord.DisconnectRecord;
import org.argonaut.usp.proto.UspRecord.MQTTConnectRecord.MQTTVersion;
import org.argonaut.usp.proto.UspRecord.NoSessionContextRecord;
import org.argonaut.usp.proto.UspRecord.Record;
import org.junit.jupiter.api.Test;

class RecordsTest {
  @Test
  void R_ENC_0_recordsHaveTheFieldNumbersOfTheStandard() {
    // Written by hand from the table: version 1, to_id 2, from_id 3, no_session_context 7 with payload 2.
    var wire = new byte[] {0x0A, 3, '1', '.', '3', 0x12, 1, 't', 0x1A, 1, 'f', 0x3A, 3, 0x12, 1, 'p'};
    assertThat(Records.plain("1.3", "t", "f", ByteString.copyFromUtf8("p")).toByteArray()).isEqualTo(wire);
    // disconnect 12: reason 1, reason_code 2 as fixed32.
    var bye = new byte[] {0x0A, 3, '1', '.', '3', 0x12, 1, 't', 0x1A, 1, 'f', 0x62, 8, 0x0A, 1, 'x', 0x15, (byte) 0xC1, 0x1B, 0, 0};
    assertThat(Records.disconnect("1.3", "t", "f", 7105, "x").toByteArray()).isEqualTo(bye);
    // websocket_connect 9, mqtt_connect 10, stomp_connect 11, uds_connect 13.
    assertThat(tail(Records.webSocketConnect("1.3", "t", "f"))).isEqualTo(new byte[] {0x4A, 0});
    assertThat(tail(Records.mqttConnect("1.3", "t", "f", MQTTVersion.V5, "q"))).isEqualTo(new byte[] {0x52, 5, 8, 1, 0x12, 1, 'q'});
    assertThat(tail(Records.stompConnect("1.3", "t", "f", "q"))).isEqualTo(new byte[] {0x5A, 3, 0x12, 1, 'q'});
    assertThat(tail(Records.udsConnect("1.3", "t", "f"))).isEqualTo(new byte[] {0x6A, 0});
  }

  private static byte[] tail(Record record) {
    return record.toByteString().substring(11).toByteArray();
  }

  @Test
  void R_MTP_4b_aRecordWithoutIdsOrTypeIsRefused() {
    assertBad(Record.newBuilder().setVersion("1.3").setToId("t").build().toByteArray(), 7104, "from_id");
    assertBad(Record.newBuilder().setVersion("1.3").setFromId("f").build().toByteArray(), 7104, "to_id");
    assertBad(Records.envelope("1.3", "t", "f").build().toByteArray(), 7104, "type");
  }

  @Test
  void aRecordWithoutVersionIsTaken() throws BadRecord {
    assertThat(Records.parse(Records.plain("", "t", "f", ByteString.EMPTY).toByteArray()).getVersion()).isEmpty();
  }

  @Test
  void R_ENC_4_5_aRecordOfTwoTypesIsRefused() {
    var plain = Records.plain("1.3", "t", "f", ByteString.copyFromUtf8("p")).toByteString();
    var second = Record.newBuilder().setDisconnect(DisconnectRecord.getDefaultInstance()).build().toByteString();
    var same = Record.newBuilder().setNoSessionContext(NoSessionContextRecord.getDefaultInstance()).build().toByteString();
    assertBad(plain.concat(second).toByteArray(), 7100, "more than one record_type");
    assertBad(plain.concat(same).toByteArray(), 7100, "more than one record_type");
  }

  @Test
  void R_ENC_0_bytesThatAreNoRecordAreRefused() {
    assertBad("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII), 7100, "not a USP record");
    assertBad(new byte[0], 7104, "to_id");
  }

  @Test
  void sizeAndNumberOfFieldsHaveLimits() {
    var bytes = Records.plain("1.3", "t", "f", ByteString.copyFromUtf8("p")).toByteArray();
    assertThatThrownBy(() -> Records.parse(bytes, new MessageLimits(10, 100))).hasMessageContaining("at most 10");
    assertThatThrownBy(() -> Records.parse(bytes, new MessageLimits(100, 4))).hasMessageContaining("more than 4 fields");
  }

  private static void assertBad(byte[] bytes, int code, String problem) {
    assertThatThrownBy(() -> Records.parse(bytes))
        .isInstanceOfSatisfying(BadRecord.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(problem);
  }
}
