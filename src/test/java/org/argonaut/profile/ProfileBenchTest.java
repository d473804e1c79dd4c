package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.argonaut.cwmp.ParameterValue;
import org.junit.jupiter.api.Test;

class ProfileBenchTest {
  private static final List<ParameterValue> RECORDING =
      List.of(
          new ParameterValue("Device.WiFi.Radio.1.Channel", "6", "xsd:unsignedInt"),
          new ParameterValue("Device.WiFi.Radio.1.PossibleChannels", "1-13", "xsd:string"),
          new ParameterValue("Device.WiFi.Radio.1.AutoChannelEnable", "1", "xsd:boolean"));

  private static List<ProfileBench.Finding> check(String lua, List<ParameterValue> recording) throws Exception {
    return ProfileBench.check("p.lua", lua, Protocol.CWMP, recording, ProfileSettings.from(ConfigFactory.load()));
  }

  @Test
  void theBuiltInProfilesHaveNoErrors() throws Exception {
    for (String name : List.of("tr-181", "tr-098")) {
      assertThat(check(BuiltIns.source(name), RECORDING)).noneMatch(f -> f.level() == ProfileBench.Level.ERROR);
    }
  }

  @Test
  void aRecordingIsParsed() throws Exception {
    assertThat(check("function get_radio() return {'Device.WiFi.Radio.'} end", RECORDING))
        .anyMatch(f -> f.text().startsWith("radio: [{") && f.text().contains("\"path\":\"Device.WiFi.Radio.1.\""));
  }

  @Test
  void mistakesAreToldWithTheirLines() throws Exception {
    var findings = check("function get_radio() return 7 end\nfunction parse_ssid(r)\n  return r.no.way\nend", RECORDING);
    assertThat(findings).anyMatch(f -> f.level() == ProfileBench.Level.ERROR && f.text().startsWith("get_radio: it returned a number"));
    assertThat(findings).anyMatch(f -> f.level() == ProfileBench.Level.ERROR && f.line() == 3);
    assertThat(check("function (", null)).anyMatch(f -> f.level() == ProfileBench.Level.ERROR && f.line() == 1);
    assertThat(check("local x = 1", null)).anyMatch(f -> f.text().equals("it defines no hook"));
  }
}
