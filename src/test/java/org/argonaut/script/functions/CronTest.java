package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "* * * * *; 2026-03-01T10:00:30Z; 2026-03-01T10:01Z",
        "0 3 * * *; 2026-03-01T03:00Z; 2026-03-02T03:00Z",
        "*/15 * * * *; 2026-03-01T10:44Z; 2026-03-01T10:45Z",
        "5-10/5,50 22-23 * * *; 2026-03-01T22:10Z; 2026-03-01T22:50Z",
        "0 0 1 jan *; 2026-03-01T00:00Z; 2027-01-01T00:00Z",
        "0 0 29 2 *; 2026-03-01T00:00Z; 2028-02-29T00:00Z",
        "30 4 * * mon-fri; 2026-02-27T05:00Z; 2026-03-02T04:30Z",
        "0 12 * * 7; 2026-03-02T00:00Z; 2026-03-08T12:00Z",
        "0 0 13 * fri; 2026-03-10T00:00Z; 2026-03-13T00:00Z",
        "0 0 13 * fri; 2026-03-13T00:00Z; 2026-03-20T00:00Z",
        "10/20 * * * *; 2026-03-01T10:31Z; 2026-03-01T10:50Z",
      })
  void theNextTimeIsTheFirstThatFits(String cron, ZonedDateTime after, ZonedDateTime next) {
    assertThat(Cron.parse(cron).next(after)).isEqualTo(next);
  }

  @Test
  void whatFallsIntoTheSkippedHourComesAnHourLaterAndIntoTheRepeatedOneOnce() {
    Cron cron = Cron.parse("30 2 * * *");
    ZonedDateTime spring = ZonedDateTime.parse("2026-03-29T00:00+01:00[Europe/Berlin]");
    assertThat(cron.next(spring)).isEqualTo(ZonedDateTime.parse("2026-03-29T03:30+02:00[Europe/Berlin]"));
    ZonedDateTime autumn = ZonedDateTime.parse("2026-10-25T00:00+02:00[Europe/Berlin]");
    ZonedDateTime first = cron.next(autumn);
    assertThat(first).isEqualTo(ZonedDateTime.parse("2026-10-25T02:30+02:00[Europe/Berlin]"));
    assertThat(cron.next(first)).isEqualTo(ZonedDateTime.parse("2026-10-26T02:30+01:00[Europe/Berlin]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *",
        "*/0 * * * *", "a * * * *", "1-2-3 * * * *", "1/2/3 * * * *", "1,,2 * * * *", "-1 * * * *", "0 0 30 2 *"
      })
  void whatIsNoScheduleIsRefusedWithAReason(String text) {
    assertThatThrownBy(() -> Cron.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'");
  }
}
