package org.argonaut.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Command;
import org.argonaut.device.CommandId;
import org.argonaut.device.CommandWait;
import org.argonaut.device.Devices;
import org.argonaut.device.KnownTypes;
import org.argonaut.device.Outcome;
import org.argonaut.device.ParameterReader;

/** The way to one device over CWMP. Values it has read tell the types of what is set after them. */
final class CwmpLink implements DeviceLink {
  private static final Pattern INSTANCE = Pattern.compile("\\.\\d+\\.");

  private final Devices devices;
  private final KnownTypes knownTypes;
  private final Absences absences;
  private final Devices.DeviceView device;
  private final Dialect dialect;
  private final Instant deadline;
  private final String origin;
  private final Map<String, String> types = new HashMap<>();

  /** Objects that makes of devices do not have: not asked for again and again, each with a fault. For all links. */
  static final class Absences {
    private static final int MOST = 20_000;
    private static final Duration BELIEVED = Duration.ofHours(1);

    private final Cache<String, Boolean> names =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BELIEVED).build();

    private static String key(Devices.DeviceView device, String name) {
      return device.oui() + "|" + device.productClass() + "|" + device.version() + "|" + name;
    }

    boolean has(Devices.DeviceView device, String name) {
      return names.getIfPresent(key(device, name)) != null;
    }

    /** Only what every device of the make lacks: instances come and go. */
    void note(Devices.DeviceView device, String name) {
      if (!INSTANCE.matcher(name).find()) {
        names.put(key(device, name), true);
      }
    }
  }

  /**
   * @param deadline of all that is sent over it
   * @param origin who asks, for people
   */
  CwmpLink(
      Devices devices,
      KnownTypes knownTypes,
      Absences absences,
      Devices.DeviceView device,
      Dialect dialect,
      Instant deadline,
      String origin) {
    this.devices = devices;
    this.knownTypes = knownTypes;
    this.absences = absences;
    this.device = device;
    this.dialect = dialect;
    this.deadline = deadline;
    this.origin = origin;
  }

  @Override
  public Answer send(Payload payload) throws NotDone, InterruptedException {
    return switch (payload) {
      case Payload.Read(List<String> names) -> learned(readWhatIsThere(names));
      case Payload.Rpc(CpeMethod.GetParameterValues(List<String> names)) -> learned(all(reader().read(names)));
      case Payload.Write(List<ParameterValue> values) -> set(new CpeMethod.SetParameterValues(values, ""));
      case Payload.Rpc(CpeMethod.SetParameterValues set) -> set(set);
      case Payload.Add(String table) -> add(new CpeMethod.AddObject(table, ""));
      case Payload.Rpc(CpeMethod.AddObject add) -> add(add);
      case Payload.Delete(String row) -> done(new CpeMethod.DeleteObject(row, ""));
      case Payload.Rpc(CpeMethod other) -> done(other);
      case Payload.Message message ->
          throw new IllegalArgumentException("no CPE understands the USP request " + message.request().getReqTypeCase());
    };
  }

  private Answer learned(List<ParameterValue> values) {
    values.forEach(value -> types.put(value.name(), value.type()));
    return Answer.read(values);
  }

  // ---- reading ----

  private ParameterReader reader() {
    return new ParameterReader(
        devices,
        device.sn(),
        dialect,
        new ParameterReader.Template(CommandId.next(), Command.Priority.INTERACTIVE, deadline, true, origin));
  }

  /** One name that a CPE does not have spoils the whole request: then each is asked for by itself. */
  private List<ParameterValue> readWhatIsThere(List<String> wanted) throws NotDone, InterruptedException {
    List<String> names = wanted.stream().distinct().filter(name -> !absences.has(device, name)).toList();
    if (names.isEmpty()) {
      return List.of();
    }
    ParameterReader.Result whole = reader().read(names);
    if (!isAbsence(whole)) {
      return present(whole);
    }
    List<ParameterValue> values = new ArrayList<>();
    for (String name : names) {
      ParameterReader.Result one = names.size() == 1 ? whole : reader().read(List.of(name));
      if (isAbsence(one)) {
        absences.note(device, name);
      } else {
        values.addAll(present(one));
      }
    }
    return values;
  }

  private static boolean isAbsence(ParameterReader.Result result) {
    return result instanceof ParameterReader.Ended(Outcome.Faulted(Fault fault)) && isAbsence(fault);
  }

  /** Some CPEs say that the arguments are wrong when a name is. */
  private static boolean isAbsence(Fault fault) {
    return fault.code() == Fault.CPE_INVALID_PARAMETER_NAME || fault.code() == Fault.CPE_INVALID_ARGUMENTS;
  }

  private static List<ParameterValue> present(ParameterReader.Result result) throws NotDone {
    if (result instanceof ParameterReader.Read read && read.failed().values().stream().allMatch(CwmpLink::isAbsence)) {
      return read.values();
    }
    return all(result);
  }

  private static List<ParameterValue> all(ParameterReader.Result result) throws NotDone {
    return switch (result) {
      case ParameterReader.Ended(Outcome outcome) -> throw new NotDone(outcome);
      case ParameterReader.Read read when !read.failed().isEmpty() ->
          throw new NotDone(new Outcome.Faulted(read.failed().values().iterator().next()));
      case ParameterReader.Read read -> read.values();
    };
  }

  // ---- changing ----

  private Answer set(CpeMethod.SetParameterValues set) throws NotDone, InterruptedException {
    CpeMethod typed = KnownTypes.withTypes(set, types);
    List<String> untyped = KnownTypes.untyped(typed);
    if (!untyped.isEmpty()) {
      typed = KnownTypes.withTypes(typed, ShortWait.on(knownTypes.of(device.sn(), untyped)));
    }
    untyped = KnownTypes.untyped(typed);
    if (!untyped.isEmpty()) {
      learned(readWhatIsThere(untyped));
      typed = KnownTypes.withTypes(typed, types);
    }
    CpeAnswer answer = execute(typed);
    boolean later = answer instanceof CpeAnswer.SetParameterValuesResponse(int status) && status == 1;
    return new Answer(((CpeMethod.SetParameterValues) typed).values(), later, null);
  }

  private Answer add(CpeMethod.AddObject add) throws NotDone, InterruptedException {
    CpeAnswer answer = execute(add);
    if (!(answer instanceof CpeAnswer.AddObjectResponse(long number, int status))) {
      throw new NotDone(new Outcome.NoAnswer("the CPE answered with " + answer.rpcName()));
    }
    String table = add.objectName().endsWith(".") ? add.objectName() : add.objectName() + ".";
    return new Answer(List.of(), status == 1, table + number + ".");
  }

  /** What brings no values. */
  private Answer done(CpeMethod rpc) throws NotDone, InterruptedException {
    execute(rpc);
    return Answer.read(List.of());
  }

  private CpeAnswer execute(CpeMethod rpc) throws NotDone, InterruptedException {
    Instant now = Instant.now();
    Command command =
        new Command(
            CommandId.next(), rpc, Command.Priority.INTERACTIVE, now, deadline, false, false, true, origin);
    return switch (CommandWait.execute(devices, device.sn(), command)) {
      case Outcome.Done(Fault fault) -> throw new NotDone(new Outcome.Faulted(fault));
      case Outcome.Done(CpeAnswer answer) -> answer;
      case Outcome end -> throw new NotDone(end);
    };
  }
}
