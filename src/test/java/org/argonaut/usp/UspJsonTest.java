package org.argonaut.usp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.argonaut.usp.UspJson.Naming;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UspJsonTest {
  private static final Msg GET =
      Messages.request("7", Get.newBuilder().addParamPaths("Device.").setMaxDepth(3).build());

  @ParameterizedTest
  @EnumSource
  void everyMessageComesBackAsItWasWritten(Naming naming) throws UspJsonException {
    for (var message : Samples.all()) {
      var json = UspJson.write(message, naming);
      assertThat(UspJson.read(json, "other").msg()).as(json).isEqualTo(message);
      var bare = UspJson.read(UspJson.writeBody(message, naming), message.getHeader().getMsgId());
      assertThat(bare.msg()).as(json).isEqualTo(message);
      assertThat(bare.bare()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"get\":{\"paramPaths\":[\"Device.\"],\"maxDepth\":3}}",
        "{\"get\":{\"param_paths\":[\"Device.\"],\"max_depth\":\"3\"}}",
        "{\"request\":{\"get\":{\"paramPaths\":[\"Device.\"],\"max_depth\":3}}}",
        "{\"body\":{\"request\":{\"get\":{\"paramPaths\":[\"Device.\"],\"maxDepth\":3}}}}",
        "{\"header\":{\"msg_id\":\"7\"},\"body\":{\"request\":{\"get\":{\"paramPaths\":[\"Device.\"],\"maxDepth\":3}}}}",
        "{\"header\":{\"msgId\":\"7\",\"msgType\":\"GET\"},\"body\":{\"request\":{\"get\":{\"paramPaths\":[\"Device.\"],\"maxDepth\":3}}}}"
      })
  void aMessageMayBeBareAndInEitherNaming(String json) throws UspJsonException {
    assertThat(UspJson.read(json, "7").msg()).isEqualTo(GET);
  }

  @Test
  void theNamingOfARequestIsToldSoThatItsAnswerCanHaveIt() throws UspJsonException {
    assertThat(UspJson.read("{\"get\":{\"param_paths\":[]}}", "1").naming()).isEqualTo(Naming.SNAKE);
    assertThat(UspJson.read("{\"get\":{\"paramPaths\":[]}}", "1").naming()).isEqualTo(Naming.CAMEL);
    assertThat(UspJson.read("{\"get\":{}}", "1").naming()).isEqualTo(Naming.CAMEL);
  }

  @Test
  void theHeadersTypeFollowsFromTheBody() throws UspJsonException {
    var json = "{\"header\":{\"msgId\":\"1\",\"msgType\":\"SET\"},\"body\":{\"request\":{\"get\":{}}}}";
    assertThat(UspJson.read(json, "x").msg().getHeader()).hasToString("msg_id: \"1\"\nmsg_type: GET\n");
  }

  @Test
  void valuesMayBeNumbersAndBooleans() throws UspJsonException {
    var json =
        "{\"set\":{\"update_objs\":[{\"obj_path\":\"Device.A.\",\"param_settings\":[{\"param\":\"B\",\"value\":true},"
            + "{\"param\":\"C\",\"value\":5}]}]}}";
    assertThat(UspJson.read(json, "1").msg().getBody().getRequest().getSet().getUpdateObjs(0).getParamSettingsList())
        .extracting(s -> s.getValue())
        .containsExactly("true", "5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"get\":{\"pramPaths\":[]}} | unknown field \"pramPaths\" in body.request.get; did you mean \"paramPaths\"?",
        "{\"get\":{\"parm_paths\":[]}} | unknown field \"parm_paths\" in body.request.get; did you mean \"param_paths\"?",
        "{\"gett\":{}} | unknown field \"gett\" in the message",
        "{\"operate\":{\"foo\":1}} | it has command, commandKey, sendResp, inputArgs",
        "{\"get\":{\"paramPaths\":\"Device.\"}} | body.request.get.paramPaths must be an array, not \"Device.\"",
        "{\"get\":{\"paramPaths\":[{}]}} | body.request.get.paramPaths[0] must be a string, not an object",
        "{\"get\":{\"paramPaths\":[null]}} | body.request.get.paramPaths[0] must be a string, not null",
        "{\"get\":{\"maxDepth\":-1}} | body.request.get.maxDepth must be a whole number from 0",
        "{\"get\":{\"maxDepth\":4294967296}} | body.request.get.maxDepth must be a whole number from 0",
        "{\"get\":{\"maxDepth\":1.5}} | body.request.get.maxDepth must be a whole number from 0",
        "{\"set\":{\"allowPartial\":\"maybe\"}} | body.request.set.allowPartial must be true or false, not \"maybe\"",
        "{\"operate\":{\"inputArgs\":[]}} | body.request.operate.inputArgs must be an object of names and values",
        "{\"operate\":{\"inputArgs\":{\"a\":{}}}} | body.request.operate.inputArgs.a must be a string, not an object",
        "{\"header\":{\"msgType\":\"GIT\"},\"body\":{}} | header.msgType must be one of ERROR, GET",
        "{\"get\":[]} | body.request.get must be an object with paramPaths, maxDepth, not an array",
        "{\"body\":{\"request\":{\"get\":{},\"set\":{}}}} | body.request has both get and set",
        "{\"get\":{\"paramPaths\":[],\"param_paths\":[]}} | has param_paths twice",
        "{\"get\":{\"maxDepth\":1,\"maxDepth\":2}} | Duplicate field",
        "{\"body\":{}} | no request, response or error",
        "{\"body\":{\"request\":{\"get\":null}}} | no request, response or error",
        "{} | no request, response or error",
        "[] | a USP message is a JSON object such as",
        "`` | a USP message is a JSON object such as",
        "null | a USP message is a JSON object such as",
        "{\"get\":{}} x | not JSON",
        "{\"get\" | not JSON: Unexpected end-of-input",
        "{\"get\":{}}{\"get\":{}} | not JSON",
      })
  void whatIsWrongIsToldWithItsPlace(String json, String problem) {
    assertThatThrownBy(() -> UspJson.read(json, "1")).isInstanceOf(UspJsonException.class).hasMessageContaining(problem);
  }

  @Test
  void depthAndSizeHaveLimits() {
    var deep = "{\"get\":".repeat(200) + "1" + "}".repeat(200);
    assertThatThrownBy(() -> UspJson.read(deep, "1")).isInstanceOf(UspJsonException.class).hasMessageContaining("depth");
    var large = "{\"get\":{\"paramPaths\":[\"" + "x".repeat(UspJson.MAX_LENGTH) + "\"]}}";
    assertThatThrownBy(() -> UspJson.read(large, "1"))
        .isInstanceOf(UspJsonException.class)
        .hasMessageContaining("at most")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void outputIsReadable() {
    assertThat(UspJson.write(GET, Naming.CAMEL))
        .isEqualTo(
            "{\"header\":{\"msgId\":\"7\",\"msgType\":\"GET\"},"
                + "\"body\":{\"request\":{\"get\":{\"paramPaths\":[\"Device.\"],\"maxDepth\":3}}}}");
    assertThat(UspJson.writeBody(GET, Naming.SNAKE))
        .isEqualTo("{\"get\":{\"param_paths\":[\"Device.\"],\"max_depth\":3}}");
    var search = Messages.request("1", Get.newBuilder().addParamPaths("Device.[A==\"<b>\"].").build());
    assertThat(UspJson.writeBody(search, Naming.CAMEL)).contains("[A==\\\"<b>\\\"]");
  }
}
