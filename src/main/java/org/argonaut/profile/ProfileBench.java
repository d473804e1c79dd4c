package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Devices;
import org.argonaut.device.RequestText;
import org.argonaut.lua.LuaJson;
import org.argonaut.lualog.LuaLog;

/** Tries a profile without a device: loads it, calls its hooks, and says what is wrong and what is missing. */
public final class ProfileBench {
  private final String name;
  private final Protocol protocol;
  private final ProfileSettings settings;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * One thing to tell.
   *
   * @param line in the profile; 0: the whole
   */
  public record Finding(Level level, int line, String text) {}

  /** How bad it is. */
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }

  private ProfileBench(String name, Protocol protocol, ProfileSettings settings) {
    this.name = name;
    this.protocol = protocol;
    this.settings = settings;
  }

  /**
   * Checks a profile.
   *
   * @param name what messages call it
   * @param recording what a device told; null: only what needs no device is tried
   */
  public static List<Finding> check(
      String name, String content, Protocol protocol, List<ParameterValue> recording, ProfileSettings settings)
      throws InterruptedException {
    ProfileBench bench = new ProfileBench(name, protocol, settings);
    try {
      bench.run(content, recording);
    } catch (HookFailure e) {
      bench.tell(Level.ERROR, e.line(), (e.hook() == null ? "" : e.hook() + ": ") + e.getMessage());
    }
    return bench.findings;
  }

  private void tell(Level level, int line, String text) {
    findings.add(new Finding(level, line, text));
  }

  private void run(String content, List<ParameterValue> recording) throws HookFailure, InterruptedException {
    Program program = new Program(name, content, settings, this::printed);
    if (program.hooks().isEmpty()) {
      tell(Level.ERROR, 0, "it defines no hook");
      return;
    }
    program.hooks().stream()
        .filter(hook -> !hook.isFor(protocol))
        .forEach(hook -> tell(Level.WARNING, 0, hook.luaName() + " is never called over " + protocol.word()));
    String dataModel = dataModel(recording);
    List<Program> beneath = BuiltIns.load(settings).of(protocol, dataModel);
    Bound bound = new Bound(device(name, protocol, dataModel), protocol, program, null, "", beneath, DataModels.NONE);
    for (Resource resource : Resource.values()) {
      if (uses(program.hooks(), resource)) {
        resource(bound, resource, recording);
      }
    }
  }

  private void printed(LuaLog.Level level, String text) {
    if (level == LuaLog.Level.PRINT) {
      tell(Level.INFO, 0, "print: " + text);
    }
  }

  private static boolean uses(Set<Hook> hooks, Resource resource) {
    return Stream.of(resource.get(), resource.parse(), resource.set()).filter(Objects::nonNull).anyMatch(hooks::contains);
  }

  private static String dataModel(List<ParameterValue> recording) {
    boolean older = recording != null && recording.stream().anyMatch(v -> v.name().startsWith("InternetGatewayDevice."));
    return older ? "TR-098" : "TR-181";
  }

  /** A device that is none: what profiles are tried for. */
  static Devices.DeviceView device(String model, Protocol protocol, String dataModel) {
    return new Devices.DeviceView(
        "CHECK", "", "", model, "", "", "", 2, protocol == Protocol.CWMP, protocol == Protocol.USP, dataModel, Set.of(), "", "",
        Instant.EPOCH, Instant.EPOCH, "", "", "", "", 0, List.of(), false, 0, Map.of());
  }

  private void resource(Bound bound, Resource resource, List<ParameterValue> recording) throws InterruptedException {
    RecordedLink link = new RecordedLink(recording == null ? List.of() : recording);
    Object[] arguments =
        switch (resource) {
          case SPEED_TEST -> new Object[] {"download"};
          default -> new Object[0];
        };
    try {
      Resources.Read read = Resources.read(bound, resource, link, arguments);
      link.sent().forEach(payload -> tell(Level.INFO, 0, resource.word() + ": asks " + text(payload)));
      if (recording == null) {
        return;
      }
      tell(Level.INFO, 0, resource.word() + ": " + LuaJson.text(read.value()));
      if (read.value().isEmpty()) {
        tell(Level.WARNING, 0, resource.word() + ": comes out empty");
      }
      backwards(bound, resource, read.value(), link);
    } catch (HookFailure e) {
      tell(recording == null && e.hook().startsWith("parse") ? Level.WARNING : Level.ERROR, e.line(),
          e.hook() + ": " + e.getMessage() + (recording == null && e.hook().startsWith("parse") ? " (given an empty answer)" : ""));
    } catch (ProfileFailure e) {
      tell(recording == null ? Level.INFO : Level.WARNING, 0, resource.word() + ": " + e.getMessage());
    }
  }

  /** What was read is set as it is: the hook must cope, whatever it then wants set. */
  private void backwards(Bound bound, Resource resource, JsonNode value, RecordedLink link)
      throws ProfileFailure, InterruptedException {
    if (resource.set() == null || bound.definedBy(resource.set()) == null) {
      return;
    }
    Resources.Changed changed = Resources.set(bound, resource, value, link);
    changed
        .parameters()
        .forEach(
            p ->
                tell(
                    Level.WARNING, 0,
                    resource.set().luaName() + ": given what was read, it sets " + p.name() + " to something else"));
  }

  private static String text(Payload payload) {
    return switch (payload) {
      case Payload.Read(List<String> names) -> String.join(", ", names);
      case Payload.Rpc(var method) -> method.toString();
      case Payload.Message(var request) -> RequestText.json(request).toString();
      default -> payload.toString();
    };
  }
}
