package org.argonaut.usp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.GetSupportedDM;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.CmdType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ParamValueType;
import org.argonaut.usp.proto.UspMsg.Register;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
  @ParameterizedTest
  @CsvSource({"'1.0,1.1', 1.1", "'1.3, 1.0', 1.3", "'1.4,1.5', 1.4", "'1.0', 1.0"})
  void theHighestCommonVersionIsUsed(String announced, String version) {
    assertThat(Versions.highestCommon(announced)).contains(version);
  }

  @ParameterizedTest
  @CsvSource({"''", "2.0", "'x,,1.'"})
  void withoutACommonVersionThereIsNone(String announced) {
    assertThat(Versions.highestCommon(announced)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1.2, 1.2", "1.9, 1.4", "1.10, 1.4", "2.0, 1.4", "0.9, 1.0", "'', 1.0", "99999999999.1, 1.0", "x, 1.0"})
  void aRecordsVersionIsTakenUpToOurs(String theirs, String used) {
    assertThat(Versions.atMost(theirs)).isEqualTo(used);
  }

  @Test
  void ourOwnAnnouncementIsUnderstood() {
    assertThat(Versions.announcement()).isEqualTo("1.0,1.1,1.2,1.3,1.4");
    assertThat(Versions.highestCommon(Versions.announcement())).contains("1.4");
  }

  @Test
  void nothingIsSentThatThePeersVersionDoesNotHave() throws TooNewForPeer {
    var get = Messages.request("1", Get.newBuilder().addParamPaths("Device.").setMaxDepth(2).build());
    assertThat(Versions.trim(get, "1.2").msg()).isEqualTo(get);
    var old = Versions.trim(get, "1.1");
    assertThat(old.msg().getBody().getRequest().getGet().getMaxDepth()).isZero();
    assertThat(old.msg().getBody().getRequest().getGet().getParamPathsList()).containsExactly("Device.");
    assertThat(old.dropped()).containsExactly("max_depth needs USP 1.2");

    var model = Messages.request("1", GetSupportedDM.newBuilder().setReturnUniqueKeySets(true).build());
    assertThat(Versions.trim(model, "1.3").dropped()).containsExactly("return_unique_key_sets needs USP 1.4");
    assertThat(Versions.trim(model, "1.4").dropped()).isEmpty();
  }

  @Test
  void answersAreTrimmedToo() throws TooNewForPeer {
    var response = GetSupportedDMResp.newBuilder();
    var object = response.addReqObjResultsBuilder().addSupportedObjsBuilder();
    object.addSupportedParamsBuilder().setParamName("A").setValueType(ParamValueType.PARAM_INT);
    object.addSupportedCommandsBuilder().setCommandName("B()").setCommandType(CmdType.CMD_SYNC);
    object.addUniqueKeySetsBuilder().addKeyNames("Alias");
    var msg = Messages.response("1", response.build());

    assertThat(Versions.trim(msg, "1.4").msg()).isEqualTo(msg);
    var forOne3 = Versions.trim(msg, "1.3").msg().getBody().getResponse().getGetSupportedDmResp();
    assertThat(forOne3.getReqObjResults(0).getSupportedObjs(0).getUniqueKeySetsList()).isEmpty();
    assertThat(forOne3.getReqObjResults(0).getSupportedObjs(0).getSupportedParams(0).getValueType())
        .isEqualTo(ParamValueType.PARAM_INT);
    var forOne0 = Versions.trim(msg, "1.0");
    var trimmed = forOne0.msg().getBody().getResponse().getGetSupportedDmResp().getReqObjResults(0).getSupportedObjs(0);
    assertThat(trimmed.getSupportedParams(0).getValueType()).isEqualTo(ParamValueType.PARAM_UNKNOWN);
    assertThat(trimmed.getSupportedCommands(0).getCommandType()).isEqualTo(CmdType.CMD_UNKNOWN);
    assertThat(forOne0.dropped()).hasSize(3);
  }

  @Test
  void whatAnOlderPeerCannotUnderstandAtAllIsRefused() throws TooNewForPeer {
    var register = Messages.request("1", Register.getDefaultInstance());
    assertThat(Versions.trim(register, "1.3").msg()).isEqualTo(register);
    assertThatThrownBy(() -> Versions.trim(register, "1.2"))
        .isInstanceOf(TooNewForPeer.class)
        .hasMessage("REGISTER needs USP 1.3, the peer knows 1.2 only");
  }

  @Test
  void everyMessageOfTheFirstVersionGoesToEveryPeer() throws TooNewForPeer {
    for (var message : Samples.all()) {
      var type = Messages.type(message).name();
      if (!type.contains("REGISTER")) {
        Versions.trim(message, "1.0");
      }
    }
  }
}
