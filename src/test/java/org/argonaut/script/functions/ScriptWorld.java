package org.argonaut.script.functions;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.Fleet;
import org.argonaut.cpe.FleetOptions;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.argonaut.lualog.LuaLog;
import org.argonaut.node.Node;
import org.argonaut.script.ScriptContext;
import org.argonaut.store.TestDatabase;

/** A real node with real virtual CPEs, and Lua in which the script functions are defined. */
public final class ScriptWorld implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Node node;
  private final List<Fleet> fleets = new ArrayList<>();

  private ScriptWorld(Node node) {
    this.node = node;
  }

  /** Starts a node; settings are those of the node, on top of the defaults. */
  public static ScriptWorld start(Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("argonaut.node.admin-token", "secret-for-tests");
    all.put("argonaut.api.port", 0);
    all.put("argonaut.acs.bind", "127.0.0.1");
    all.put("argonaut.acs.port", 0);
    all.put("argonaut.acs.auth", "none");
    all.put("argonaut.acs.retry-after", "1s");
    all.putAll(settings);
    Config config =
        ConfigFactory.parseMap(all)
            .withFallback(TestDatabase.config())
            .withFallback(ConfigFactory.defaultOverrides())
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    return new ScriptWorld(Node.start(config));
  }

  public Node node() {
    return node;
  }

  /** Options for CPEs of this node that do not make a test wait. */
  public FleetOptions.Builder cpes(String serialPrefix) {
    Config hurried =
        ConfigFactory.parseString("argonaut.cpe { retry-scale = 0.05, boot-time = 20ms, diagnostics-time = 20ms }")
            .withFallback(ConfigFactory.load());
    return FleetOptions.to(node.deviceUrl().toString())
        .settings(CpeSettings.from(hurried))
        .serialPrefix(serialPrefix)
        .intervalSeconds(86_400)
        .connectionRequestBind("127.0.0.1", 0)
        .connectionRequestHost("127.0.0.1")
        .rampPerSecond(1000);
  }

  /** Switches CPEs on and waits until the node knows them. */
  public Fleet powerOn(FleetOptions.Builder options) throws IOException, InterruptedException {
    Fleet fleet = Fleet.start(options.build());
    fleets.add(fleet);
    if (!fleet.awaitRegistered(LONG)) {
      throw new AssertionError("not registered: " + fleet.stats().failures());
    }
    return fleet;
  }

  /** What a program printed and returned. */
  public record Ran(List<String> printed, List<Object> returned) {
    /** The first result. */
    public Object result() {
      return returned.isEmpty() ? null : returned.getFirst();
    }

    public String text() {
      return String.join("\n", printed);
    }
  }

  /** Runs a program as a script of its own. */
  public Ran run(String... lua) throws Exception {
    List<String> printed = Collections.synchronizedList(new ArrayList<>());
    LuaState state = state(printed);
    List<Object> returned = state.call(state.load(LuaProgram.compile(String.join("\n", lua), "test.lua")));
    return new Ran(List.copyOf(printed), returned);
  }

  /** The message of the error that a program ends with. */
  public String error(String... lua) throws Exception {
    try {
      Ran ran = run(lua);
      throw new AssertionError("no error; it returned " + ran.returned());
    } catch (LuaException e) {
      return e.getMessage();
    }
  }

  /** A world with all functions; what is printed goes to the list. */
  public LuaState state(List<String> printed) {
    LuaState state = new LuaState(LuaLimits.defaults(), printed::add);
    LuaLog log = (level, text) -> printed.add(level.code() + ": " + text);
    ScriptContext context = new ScriptContext("test.lua", 1, log, null);
    node.scriptFunctions().forEach(library -> library.install(state, context));
    return state;
  }

  @Override
  public void close() {
    fleets.forEach(Fleet::close);
    node.stop();
    fleets.forEach(ScriptWorld::awaitQuiet); // what they write to may go after this
  }

  private static void awaitQuiet(Fleet fleet) {
    try {
      if (!fleet.awaitQuiet(LONG)) {
        throw new AssertionError("virtual CPEs go on after they were stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
