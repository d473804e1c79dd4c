package org.argonaut.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.argonaut.store.EventRow;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();

  private static EventRow event(long id, String sn) {
    return new EventRow(id, sn, "1 BOOT", Instant.EPOCH, null);
  }

  private long next() {
    EventRow event = backlog.next();
    return event == null ? -1 : event.id();
  }

  @Test
  void eventsOfOneDeviceWaitForEachOtherAndThoseOfOthersPass() {
    backlog.add(event(1, "A"));
    backlog.add(event(2, "A"));
    backlog.add(event(3, "B"));

    assertThat(next()).isEqualTo(1);
    assertThat(next()).isEqualTo(3);
    assertThat(next()).isEqualTo(-1);

    backlog.free("A");
    assertThat(next()).isEqualTo(2);
    assertThat(backlog.size()).isZero();
  }

  @Test
  void anEventThatIsTriedAgainComesBeforeTheDevicesOthers() {
    EventRow first = event(1, "A");
    backlog.add(first);
    assertThat(next()).isEqualTo(1);
    backlog.add(event(2, "A"));
    assertThat(next()).isEqualTo(-1);

    backlog.putBack(first);
    backlog.free("A");

    assertThat(next()).isEqualTo(1);
  }
}
