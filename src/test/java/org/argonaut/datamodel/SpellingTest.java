package org.argonaut.datamodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.argonaut.datamodel.json.BuiltInModels;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final Schema TR_181 = BuiltInModels.schema("tr-181");

  @Test
  void aBeginningIsGoneOnFrom() {
    assertThat(Spelling.near(TR_181, "Device.WiFi.Ra", 5)).containsExactly("Device.WiFi.RadioNumberOfEntries", "Device.WiFi.Radio.");
    assertThat(Spelling.near(TR_181, "", 5)).containsExactly("Device.");
  }

  @Test
  void theFirstWrongNameIsGuessedWhateverComesAfterIt() {
    assertThat(Spelling.near(TR_181, "Device.Wfii.Radio.1.Channel", 5)).contains("Device.WiFi.");
    assertThat(Spelling.near(TR_181, "device.wifi.radio.1.channel", 5)).containsExactly("Device.");
    assertThat(Spelling.near(TR_181, "Device.WiFi.Radio.1.channel", 5)).startsWith("Device.WiFi.Radio.1.Channel");
    assertThat(Spelling.near(TR_181, "Nothing.Like.It", 5)).isEmpty();
    assertThat(Spelling.near(TR_181, "...", 5)).isEmpty();
  }

  @Test
  void nothingThatSomebodyTypesDoesHarm() {
    String letters = "Device.WiFi.Rado{i}[]*1=\u00e4 \"";
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder typed = new StringBuilder(random.nextBoolean() ? "Device.WiFi." : "");
      for (int n = random.nextInt(20); n > 0; n--) {
        typed.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(Spelling.near(TR_181, typed.toString(), 5)).hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void distanceIsInLettersAndNeverAboveTheLimit() {
    assertThat(Spelling.distance("Radio", "rAdio", 4)).isZero();
    assertThat(Spelling.distance("Radio", "Raido", 4)).isEqualTo(2);
    assertThat(Spelling.distance("Radio", "Nonsense", 3)).isEqualTo(3);
  }
}
