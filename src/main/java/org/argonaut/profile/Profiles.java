package org.argonaut.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.argonaut.device.Devices;
import org.argonaut.lualog.LuaLogs;
import org.argonaut.store.Page;
import org.argonaut.store.ProfileChange;
import org.argonaut.store.ProfileRow;
import org.argonaut.store.ProfileRows;
import org.argonaut.store.ProfileVersionRow;
import org.argonaut.store.ScriptLogRow;
import org.argonaut.store.Store;
import org.argonaut.store.StoreUnavailable;

/**
 * The profiles of the cluster, and which device is bound to which. The row in the database decides at every call, so that a
 * change counts at once on all nodes; what is compiled of a version is kept on each node.
 */
public final class Profiles {
  private static final Duration IDLE = Duration.ofMinutes(30);

  private final Store store;
  private final ProfileSettings settings;
  private final LuaLogs logs;
  private final BuiltIns builtIns;
  private final DataModels dataModels;
  private final Cache<String, Program> programs;
  private final LogCounts counts = new LogCounts();

  /** Lines of profiles' logs. */
  private static final class LogCounts implements LuaLogs.Counts {
    private final LongAdder logged = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    @Override
    public void logged(long lines) {
      logged.add(lines);
    }

    @Override
    public void dropped(long lines) {
      dropped.add(lines);
    }
  }

  private Profiles(Store store, ProfileSettings settings, DataModels dataModels) {
    this.store = store;
    this.settings = settings;
    this.dataModels = dataModels;
    this.logs = new LuaLogs("profile", store.profileLogs(), settings.log(), counts);
    this.builtIns = BuiltIns.load(settings);
    this.programs =
        Caffeine.newBuilder().maximumSize(settings.cached()).expireAfterAccess(IDLE).build();
  }

  /** Starts this node's part. */
  public static Profiles start(Store store, ProfileSettings settings, DataModels dataModels) {
    Profiles profiles = new Profiles(store, settings, dataModels);
    profiles.logs.start();
    return profiles;
  }

  /** Writes what waits of the logs. */
  public CompletionStage<Done> stop() {
    return logs.close();
  }

  public ProfileSettings settings() {
    return settings;
  }

  /** Lines of profiles' logs written by this node. */
  public long logLines() {
    return counts.logged.sum();
  }

  /** Lines given up. */
  public long logDropped() {
    return counts.dropped.sum();
  }

  // ---- the profiles themselves ----

  /** As {@link ProfileRows#list}. */
  public CompletionStage<Page<ProfileRow>> list(int limit, String cursor) {
    return store.profiles().list(limit, cursor);
  }

  /** One profile; null when there is none. */
  public CompletionStage<ProfileRow> get(String model, Protocol protocol) {
    return store.profiles().get(model, protocol.word()).thenApply(row -> row == null || row.deleted() ? null : row);
  }

  /** As {@link ProfileRows#version}. */
  public CompletionStage<ProfileVersionRow> version(String model, Protocol protocol, long version) {
    return store.profiles().version(model, protocol.word(), version);
  }

  /** As {@link ProfileRows#versions}. */
  public CompletionStage<Page<ProfileVersionRow>> versions(String model, Protocol protocol, int limit, String cursor) {
    return store.profiles().versions(model, protocol.word(), limit, cursor);
  }

  /** As {@link ProfileRows#change}; {@link #check} the content first. */
  public CompletionStage<ProfileRows.Saved> change(ProfileChange change) {
    return store.profiles().change(change);
  }

  /** As {@link ProfileRows#delete}. */
  public CompletionStage<ProfileRows.Saved> delete(String model, Protocol protocol, String by) {
    return store.profiles().delete(model, protocol.word(), by);
  }

  /**
   * Whether a profile can be loaded.
   *
   * @return the hooks it defines
   * @throws HookFailure with the line, when it is no Lua or its main chunk fails
   */
  public Set<Hook> check(String model, Protocol protocol, String content) throws HookFailure, InterruptedException {
    String name = name(model, protocol);
    return new Program(name, content, settings, (level, text) -> {}).hooks();
  }

  /** The name under which a profile's log is kept. */
  private static String name(String model, Protocol protocol) {
    return model + "/" + protocol.word();
  }

  /** As {@link LuaLogs#last}. */
  public CompletionStage<List<ScriptLogRow>> lastLines(String model, Protocol protocol, Instant from, int limit) {
    return logs.last(name(model, protocol), from, limit);
  }

  /** As {@link LuaLogs#follow}. */
  public Source<ScriptLogRow, NotUsed> follow(String model, Protocol protocol, long afterId) {
    return logs.follow(name(model, protocol), afterId);
  }

  // ---- binding ----

  /** What profiles know a device as: its model, else its product class. */
  static String modelOf(Devices.DeviceView device) {
    return device.model() == null || device.model().isEmpty() ? text(device.productClass()) : device.model();
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  /** The protocol to speak with a device when the caller does not say. */
  public static Protocol usualProtocol(Devices.DeviceView device) {
    return device.cwmp() || !device.usp() ? Protocol.CWMP : Protocol.USP;
  }

  /**
   * The device with its profile. Blocks: for virtual threads.
   *
   * @throws HookFailure when the bound profile cannot be loaded
   * @throws StoreUnavailable when the database does not answer
   */
  public Bound bind(Devices.DeviceView device, Protocol protocol) throws HookFailure, InterruptedException {
    List<Program> beneath = builtIns.of(protocol, text(device.dataModel()));
    boolean named = !text(device.profile()).isEmpty();
    String model = named ? device.profile() : modelOf(device);
    ProfileRow row = model.isEmpty() ? null : ShortWait.on(store.profiles().get(model, protocol.word()));
    String because = because(device, named, model, protocol);
    if (row == null || row.deleted()) {
      return new Bound(device, protocol, null, null, because + ", and there is no such profile", beneath, dataModels);
    }
    if (!row.active()) {
      return new Bound(device, protocol, null, null, because + ", and that profile is not active", beneath, dataModels);
    }
    return new Bound(device, protocol, program(row, protocol), row, because, beneath, dataModels);
  }

  private static String because(Devices.DeviceView device, boolean named, String model, Protocol protocol) {
    String source =
        named ? "attribute profile" : text(device.model()).isEmpty() ? "product class (it has no model)" : "model";
    return "the device's " + source + " is '" + model + "', spoken to over " + protocol.word().toUpperCase(java.util.Locale.ROOT);
  }

  private Program program(ProfileRow row, Protocol protocol) throws HookFailure, InterruptedException {
    String name = name(row.model(), protocol);
    String key = name + "#" + row.version();
    Program program = programs.getIfPresent(key);
    if (program == null) {
      ProfileVersionRow version = ShortWait.on(store.profiles().version(row.model(), row.protocol(), row.version()));
      if (version == null) {
        throw new HookFailure(name, null, 0, HookFailure.Kind.NOT_LOADED, "its version " + row.version() + " is gone");
      }
      program = new Program(name, version.content(), settings, logs.of(name));
      programs.put(key, program);
    }
    return program;
  }
}
