package org.argonaut.script;

import static org.argonaut.script.ScriptNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.argonaut.lua.Wait;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.Test;

/** Scripts that move between nodes. */
class ScriptHandoverTest {
  private static final int SCRIPTS = 20;

  /** How many runs of each script are in it at once, over all nodes of this JVM. */
  private final AtomicInteger[] inside = new AtomicInteger[SCRIPTS];

  private final ConcurrentLinkedQueue<String> overlaps = new ConcurrentLinkedQueue<>();

  @Test
  void aStoppingNodeHandsItsScriptsOverAndNoneRunsTwice() {
    for (int i = 0; i < SCRIPTS; i++) {
      inside[i] = new AtomicInteger();
    }
    Config database = TestDatabase.config();
    ScriptNode first = new ScriptNode("", database, List.of(this::install));
    for (int i = 0; i < SCRIPTS; i++) {
      first.put("s" + i, "stay(" + i + ")");
    }
    await().until(this::runningOnce);

    try (ScriptNode second = joined(first, database)) {
      await().until(() -> membersSeenBy(second) == 2);
      first.close();
      await().until(() -> second.scripts().stats().in(ScriptStats.Phase.RUNNING) == SCRIPTS);
      await().until(this::runningOnce);
    }
    assertThat(overlaps).isEmpty();
  }

  private ScriptNode joined(ScriptNode first, Config database) {
    ScriptNode second = new ScriptNode("", database, List.of(this::install), false);
    Cluster cluster = Cluster.get(second.kit().system());
    cluster.manager().tell(Join.create(Cluster.get(first.kit().system()).selfMember().address()));
    return second;
  }

  private static int membersSeenBy(ScriptNode node) {
    int up = 0;
    for (var member : Cluster.get(node.kit().system()).state().getMembers()) {
      up += member.status() == org.apache.pekko.cluster.MemberStatus.up() ? 1 : 0;
    }
    return up;
  }

  private boolean runningOnce() {
    return List.of(inside).stream().allMatch(count -> count.get() == 1);
  }

  private void install(org.argonaut.lua.LuaState lua, ScriptContext context) {
    lua.define(
        "stay",
        call -> {
          AtomicInteger count = inside[call.integer(1)];
          return call.blocking(
              Wait.INTERRUPTIBLE,
              () -> {
                if (count.incrementAndGet() > 1) {
                  overlaps.add(context.name());
                }
                try {
                  Thread.sleep(3_600_000);
                  return null;
                } finally {
                  count.decrementAndGet();
                }
              });
        });
  }
}
