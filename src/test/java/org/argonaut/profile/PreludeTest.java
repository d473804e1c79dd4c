package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreludeTest {
  private static final ProfileSettings SETTINGS = ProfileSettings.from(ConfigFactory.load());
  private static final HookContext CONTEXT = new HookContext("SN1", "AR-1", "TR-181");

  private static Program program(String lua) throws Exception {
    return new Program("AR-1/cwmp", lua, SETTINGS, (level, text) -> {});
  }

  private static List<Object> radio(String lua) throws Exception {
    return program(lua).call(Hook.PARSE_RADIO, CONTEXT, results -> results, Map.of("list", List.of()));
  }

  private static HookFailure failure(String lua) {
    return catchThrowableOfType(HookFailure.class, () -> radio(lua));
  }

  @Test
  void aProfileMayUseTheToolsOfTheBuiltInOnes() throws Exception {
    String lua =
        """
        local tools = require("prelude")
        assert(tools == require("prelude"))
        function parse_radio(response)
          local map = { ["A.2.X"] = "1", ["A.10.X"] = "36", ["A.1.X"] = "" }
          local refers = tools.object(" Device.X.1 , Device.X.2")
          return table.concat(tools.rows(map, "A."), ",") .. " " .. refers .. " " .. table.concat(tools.channels("1-3,36"), ",")
        end""";
    assertThat(radio(lua)).containsExactly("1,2,10 Device.X.1. 1,2,3,36");
  }

  @Test
  void aProfileThatDoesNotAskForItHasNoneOfItsNames() throws Exception {
    assertThat(radio("function parse_radio(r) return tostring(by_path or rows or set or list or prelude or tools) end"))
        .containsExactly("nil");
  }

  @Test
  void anErrorOfAProfileThatUsesItIsAtTheProfilesOwnLine() {
    HookFailure own = failure("local tools = require('prelude')\nfunction parse_radio(r)\n  local x = nil + 1\nend");
    assertThat(own.line()).isEqualTo(3);
    HookFailure given = failure("local rows = require('prelude').rows\nfunction parse_radio(r)\n\n  return (rows(nil, 'A.'))\nend");
    assertThat(given.line()).isEqualTo(4);
    assertThat(given).hasMessage("rows: table expected, got nil");
  }

  @Test
  void anErrorOfABuiltInProfileIsAtItsOwnLine() throws Exception {
    int line = BuiltIns.source("tr-181").lines().toList().indexOf("function parse_radio(response)") + 2;
    Program builtIn = new Program("tr-181", BuiltIns.source("tr-181"), SETTINGS, (level, text) -> {});
    HookFailure failure =
        catchThrowableOfType(
            HookFailure.class, () -> builtIn.call(Hook.PARSE_RADIO, CONTEXT, results -> results, "no response"));
    assertThat(failure.profile()).isEqualTo("tr-181");
    assertThat(failure.line()).isEqualTo(line);
  }

  @Test
  void thereIsNoOtherModule() {
    HookFailure failure = catchThrowableOfType(HookFailure.class, () -> program("\nlocal s = require('socket')"));
    assertThat(failure.line()).isEqualTo(2);
    assertThat(failure).hasMessageContaining("module 'socket' is not here; a profile may require 'prelude' only");
  }
}
