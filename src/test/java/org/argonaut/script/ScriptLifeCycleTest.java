package org.argonaut.script;

import static org.argonaut.script.ScriptNode.await;
import static org.argonaut.script.ScriptNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.lua.Wait;
import org.argonaut.script.functions.LifeCycleFunctions;
import org.argonaut.script.functions.MemoryFunctions;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A script's life, on a real cluster of one and a real database. */
class ScriptLifeCycleTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final ConcurrentLinkedQueue<String> MARKS = new ConcurrentLinkedQueue<>();
  private static volatile CountDownLatch call = new CountDownLatch(0);
  private static volatile boolean healthy;

  private static Config database;
  private static ScriptNode node;
  private String name;

  /** What tests let scripts do: leave a mark, make a call that takes its time, fail until told otherwise. */
  private static void install(org.argonaut.lua.LuaState lua, ScriptContext context) {
    lua.define("mark", c -> MARKS.add(c.string(1)));
    lua.define("healthy", c -> healthy);
    lua.define(
        "device_call",
        c ->
            c.blocking(
                Wait.FINISHES_FIRST,
                () -> {
                  MARKS.add("call begins");
                  call.await();
                  MARKS.add("call ends");
                  return true;
                }));
  }

  @BeforeAll
  static void start() {
    database = TestDatabase.config();
    node = startNode("");
  }

  private static ScriptNode startNode(String settings) {
    FunctionLibrary tests = ScriptLifeCycleTest::install;
    return new ScriptNode(
        settings, database, List.of(tests, lifeCycle(), (lua, context) -> memory().install(lua, context)));
  }

  private static FunctionLibrary memory() {
    ScriptSettings.Values few = new ScriptSettings.Values(2, 10, 20);
    return new MemoryFunctions(few, node.store().scriptValues());
  }

  private static FunctionLibrary lifeCycle() {
    return new LifeCycleFunctions(ScriptSettings.from(com.typesafe.config.ConfigFactory.load()));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void fresh() {
    name = "script " + NUMBER.incrementAndGet();
    MARKS.clear();
    call = new CountDownLatch(0);
    healthy = false;
  }

  @Test
  void aScriptThatRegistersNothingRunsOnceAndIsStopped() {
    node.put(name, "print('hello', 1)");
    await().until(() -> state().equals("stopped") && log().contains("system: version 1 has ended"));
    assertThat(log()).containsExactly("system: version 1 starts", "print: hello\t1", "system: version 1 has ended");
    assertThat(get(node.scripts().get(name)).row().isPending()).isFalse();
    assertThat(node.status(name).problem()).isNull();
  }

  @Test
  void aScriptThatEndedRunsAgainWhenItIsStartedAgain() {
    node.put(name, "mark('ran')");
    await().until(() -> MARKS.size() == 1 && !pending());
    node.activate(name, true);
    await().until(() -> MARKS.size() == 2 && !pending());
  }

  @Test
  void aScheduleKeepsAScriptRunning() {
    node.put(name, "n = 0 schedule(0.1, function() n = n + 1 mark('tick ' .. n) end)");
    await().until(() -> MARKS.contains("tick 3"));
    ScriptStatus status = node.status(name);
    assertThat(status.state()).isEqualTo("running");
    assertThat(status.listeners()).singleElement().satisfies(l -> assertThat(l.kind()).isEqualTo("schedule"));
    assertThat(status.listeners().getFirst().handled()).isPositive();

    node.activate(name, false);
    await().until(() -> state().equals("stopped") && !pending());
    int ticks = MARKS.size();
    assertThat(log()).contains("system: version 1 stopped");
    assertThat(MARKS).hasSize(ticks);
  }

  @Test
  void anErrorInACallbackIsLoggedAndTheScriptGoesOn() {
    node.put(name, "n = 0 schedule(0.1, function() n = n + 1 mark('tick ' .. n)\n if n == 2 then error('oops') end end)");
    await().until(() -> MARKS.contains("tick 4"));
    await().untilAsserted(() -> assertThat(log()).anyMatch(line -> line.startsWith("error: ") && line.contains(":2") && line.contains("oops")));
    ListenerView schedule = node.status(name).listeners().getFirst();
    assertThat(schedule.failed()).isEqualTo(1);
    assertThat(schedule.lastError()).contains(":2").contains("oops");
    assertThat(node.scripts().stats().callbackErrors()).isPositive();
    node.activate(name, false);
  }

  @Test
  void aScriptThatFailsAtItsStartIsTriedAgainAndSaysSo() {
    node.put(name, "if not healthy() then error('not yet') end mark('made it')");
    await().until(() -> node.status(name).failures() >= 2);
    assertThat(node.status(name).problem()).contains(":1").contains("not yet");
    assertThat(log()).anyMatch(line -> line.startsWith("system: version 1 failed (1 in a row), next try in"));
    healthy = true;
    await().until(() -> MARKS.contains("made it"));
    await().until(() -> !pending());
    assertThat(node.status(name).problem()).isNull();
  }

  @Test
  void whatIsNoLuaProgramIsStoppedWithTheProblemAndNotTriedAgain() {
    node.put(name, "local x = = 1");
    await().until(() -> !pending());
    ScriptStatus status = node.status(name);
    assertThat(status.state()).isEqualTo("stopped");
    assertThat(status.problem()).contains(":1");
    assertThat(status.restartAt()).isNull();
    assertThat(log()).anyMatch(line -> line.startsWith("error: "));
  }

  @Test
  void anEditedScriptStopsBeforeItsNextVersionStarts() {
    call = new CountDownLatch(1);
    node.put(name, "device_call() mark('not reached')");
    await().until(() -> MARKS.contains("call begins"));
    node.put(name, "mark('second version')");
    await().until(() -> state().equals("stopping"));
    assertThat(MARKS).containsExactly("call begins");
    call.countDown();
    await().until(() -> MARKS.contains("second version"));
    assertThat(MARKS).containsExactly("call begins", "call ends", "second version");
    assertThat(get(node.scripts().get(name)).row().version()).isEqualTo(2);
  }

  @Test
  void aStopIsImmediateInSleepAndInALoop() {
    node.put(name, "mark('sleeps') pcall(sleep, 3600) mark('woke')");
    await().until(() -> MARKS.contains("sleeps"));
    node.activate(name, false);
    await().until(() -> !pending());

    node.put(name, "mark('loops') while true do local x = 1 end");
    node.activate(name, true);
    await().until(() -> MARKS.contains("loops"));
    node.activate(name, false);
    await().until(() -> !pending());
    assertThat(MARKS).doesNotContain("woke");
  }

  @Test
  void ofManyQuickEditsTheLastOneRuns() {
    for (int i = 1; i <= 10; i++) {
      node.put(name, "mark('version " + i + "') sleep(3600)");
    }
    await().until(() -> MARKS.contains("version 10"));
    await().until(() -> node.status(name).version() == 10);
    assertThat(state()).isEqualTo("running");
    node.activate(name, false);
    await().until(() -> !pending());
  }

  @Test
  void aDeletedScriptEnds() {
    node.put(name, "mark('sleeps') sleep(3600)");
    await().until(() -> MARKS.contains("sleeps"));
    get(node.scripts().delete(name, "anna"));
    assertThat(get(node.scripts().get(name))).isNull();
    await().until(() -> !get(node.store().scripts().get(name)).isPending());
    await().until(() -> log().contains("system: version 1 stopped"));
  }

  @Test
  void anInactiveScriptDoesNotRun() {
    get(
        node.scripts()
            .change(new ScriptChange(name, "mark('ran')", null, false, false, "api", "anna", "", null)));
    await().until(() -> !pending());
    assertThat(MARKS).isEmpty();
    assertThat(state()).isEqualTo("stopped");
  }

  @Test
  void whatAScriptStoresOutlivesItsRunAndItsVersion() {
    node.put(name, "store_set('list', {1, 'two', true}) store_set('n', 2.5)");
    await().until(() -> !pending());
    node.put(name, "local l = store_get('list') print(l[1], l[2], l[3], #l, store_get('n'), store_get('none'))");
    await().until(() -> log().contains("print: 1\ttwo\ttrue\t3\t2.5\tnil"));
  }

  @Test
  void aScriptMayStoreALittleOnly() {
    node.put(
        name,
        """
        print(pcall(store_set, 'k', ('x'):rep(30)))
        print(pcall(store_set, 'much too long a key', 1))
        print(pcall(store_set, 'f', print))
        print(store_set('a', 1), store_set('b', 2))
        print(store_set('c', 3))
        print(store_set('a', nil), store_set('c', 3))
        """);
    await().until(() -> !pending());
    await().until(() -> log().contains("print: true\ttrue"));
    assertThat(String.join("\n", log()))
        .contains("false\t", "at most 20 characters", "1 to 10 characters", "a function is no JSON")
        .contains("print: false\tthe script stores 2 values already");
  }

  @Test
  void theKeeperFindsAChangeNobodyWasToldOf() {
    get(node.store().scripts().change(ScriptChange.content(name, "mark('found')", "api", "anna")));
    await().until(() -> MARKS.contains("found"));
  }

  @Test
  void aFollowerSeesTheLogAsItGrows() {
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    CompletableFuture<?> following =
        node.scripts()
            .follow(name, 0)
            .takeWhile(line -> !line.text().contains("ended"))
            .runForeach(line -> seen.add(line.text()), node.kit().system())
            .toCompletableFuture();
    node.put(name, "print('one') sleep(0.2) log.warn('two', 2, nil, true) print('three')");
    get(following);
    assertThat(seen).containsExactly("version 1 starts", "one", "two\t2\tnil\ttrue", "three");
  }

  @Test
  void aFloodOfLinesIsCutAndCounted() {
    node.put(name, "for i = 1, 30000 do print(i) end sleep(0.1) print('last')");
    await().until(() -> log().contains("system: version 1 has ended"));
    assertThat(log()).anyMatch(line -> line.matches("warn: \\d+ lines dropped here: the script writes too fast"));
    assertThat(node.scripts().stats().logDropped()).isPositive();
  }

  @Test
  void afterAPowerCutWhatRanRunsAgainAndWhatEndedDoesNot() {
    node.put(name, "mark('resident') sleep(3600)");
    node.put(name + " done", "mark('done')");
    await().until(() -> MARKS.contains("resident") && MARKS.contains("done"));
    await().until(() -> !get(node.scripts().get(name + " done")).row().isPending());
    node.close();
    MARKS.clear();
    node = startNode("");
    await().until(() -> MARKS.contains("resident"));
    assertThat(MARKS).doesNotContain("done");
    node.activate(name, false);
    await().until(() -> !pending());
  }

  private String state() {
    return node.status(name).state();
  }

  private boolean pending() {
    return get(node.scripts().get(name)).row().isPending();
  }

  private List<String> log() {
    return node.log(name);
  }
}
