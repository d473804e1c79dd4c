package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.argonaut.acs.FileLinks.Check;
import org.argonaut.acs.FileLinks.Direction;
import org.junit.jupiter.api.Test;

class FileLinksTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static FileLinks at(Instant time) {
    return new FileLinks("http://acs:7547", new byte[32], Clock.fixed(time, ZoneOffset.UTC));
  }

  private static String token(String url) {
    return url.substring(url.indexOf("token=") + 6);
  }

  @Test
  void aLinkPermitsOneFileInOneDirectionUntilItsTime() {
    String read = token(at(NOW).urlFor("fw.bin", Duration.ofMinutes(10)));
    assertThat(at(NOW).check("fw.bin", Direction.READ, read)).isEqualTo(Check.GOOD);
    assertThat(at(NOW.plusSeconds(600)).check("fw.bin", Direction.READ, read)).isEqualTo(Check.GOOD);
    assertThat(at(NOW.plusSeconds(601)).check("fw.bin", Direction.READ, read)).isEqualTo(Check.EXPIRED);
    assertThat(at(NOW).check("fw2.bin", Direction.READ, read)).isEqualTo(Check.FALSE);
    assertThat(at(NOW).check("fw.bin", Direction.WRITE, read)).isEqualTo(Check.FALSE);
    assertThat(at(NOW).check("fw.bin", Direction.READ, "")).isEqualTo(Check.FALSE);
    assertThat(at(NOW).check("fw.bin", Direction.READ, "A".repeat(32))).isEqualTo(Check.FALSE);
    assertThat(at(NOW).check("fw.bin", Direction.READ, "%".repeat(32))).isEqualTo(Check.FALSE);
  }

  @Test
  void aLinkIsAUrlWhateverTheNameHolds() {
    String url = at(NOW).urlFor("v1/fw ü+&?.bin", Duration.ofMinutes(10));
    assertThat(URI.create(url).getPath()).isEqualTo("/files/v1/fw ü+&?.bin");
  }

  @Test
  void uploadsReplaceNothingButUploads() {
    assertThat(FileLinks.uploadName("config.bin")).isEqualTo("uploads/config.bin");
    assertThat(FileLinks.uploadName("uploads/config.bin")).isEqualTo("uploads/config.bin");
  }
}
