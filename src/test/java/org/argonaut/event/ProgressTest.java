package org.argonaut.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.argonaut.store.ListenerPosition;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress(ListenerPosition.at(10));

  @Test
  void theCursorMovesOnlyOverEventsThatAreDone() {
    progress.came(11);
    progress.came(15);
    progress.came(17);
    progress.done(15);
    assertThat(progress.position()).isEqualTo(new ListenerPosition(10, List.of(15L)));

    progress.done(11);
    assertThat(progress.position()).isEqualTo(ListenerPosition.at(15));

    progress.done(17);
    assertThat(progress.position()).isEqualTo(ListenerPosition.at(17));
    assertThat(progress.open()).isZero();
  }

  @Test
  void whatWasDoneOutOfOrderBeforeACrashIsNotHandledAgain() {
    Progress after = new Progress(new ListenerPosition(10, List.of(15L, 16L)));

    assertThat(after.came(11)).isTrue();
    assertThat(after.came(15)).isFalse();
    assertThat(after.came(16)).isFalse();
    assertThat(after.came(18)).isTrue();

    after.done(11);
    assertThat(after.position()).isEqualTo(ListenerPosition.at(16));
  }
}
