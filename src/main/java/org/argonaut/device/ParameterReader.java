package org.argonaut.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.cwmp.CpeAnswer.GetParameterNamesResponse;
import org.argonaut.cwmp.CpeAnswer.GetParameterValuesResponse;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CpeMethod.GetParameterNames;
import org.argonaut.cwmp.CpeMethod.GetParameterValues;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;

/**
 * GetParameterValues of any size (TR-069 A.3.2.3). Asks as the caller did; where the CPE cannot answer that much at once
 * (fault 9002 or 9004, or no answer) it asks for the names, reads them in pieces, and halves what still fails.
 *
 * <p>Blocks: for virtual threads. One instance reads for one device at a time; the pieces are commands of their own, so
 * others may get their turn between them.
 */
public final class ParameterReader {
  /** Where a CPE that faults at everything ends, whatever the deadline. */
  private static final int MAX_RPCS = 5_000;

  private final Devices devices;
  private final String sn;
  private final Dialect dialect;
  private final Template template;
  private int rpcs;
  private int chunk;

  /**
   * How the commands are to be queued.
   *
   * @param idPrefix ids are this, a dash and a number
   * @param deadline of the whole reading
   */
  public record Template(String idPrefix, Command.Priority priority, Instant deadline, boolean wake, String origin) {}

  /** How a reading ended. */
  public sealed interface Result {}

  /**
   * Values in the order of the CPE's answers.
   *
   * @param failed names that alone could not be read, each with the CPE's fault; empty when all went well
   * @param rpcs how many RPCs it took
   */
  public record Read(List<ParameterValue> values, Map<String, Fault> failed, int rpcs) implements Result {
    public Read {
      values = List.copyOf(values);
    }
  }

  /** The reading could not be finished; nothing is returned in part. */
  public record Ended(Outcome outcome) implements Result {}

  public ParameterReader(Devices devices, String sn, Dialect dialect, Template template) {
    this.devices = devices;
    this.sn = sn;
    this.dialect = dialect;
    this.template = template;
    this.chunk = dialect.maxNamesPerGet();
  }

  /** What could not be asked any more: carries the outcome out of the depth of the splitting. */
  private static final class Stopped extends Exception {
    final transient Outcome outcome;

    Stopped(Outcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  /** What has been gathered so far. */
  private static final class Gathered {
    final List<ParameterValue> values = new ArrayList<>();
    final Map<String, Fault> failed = new LinkedHashMap<>();
  }

  /**
   * Reads names and partial paths.
   *
   * @throws Devices.DeviceUnavailable when the device's actor cannot be asked
   */
  public Result read(List<String> names) throws InterruptedException {
    Gathered gathered = new Gathered();
    try {
      if (names.size() <= chunk) {
        Outcome whole = ask(new GetParameterValues(names));
        if (!tooMuch(whole) || isOneName(names)) {
          return direct(whole);
        }
        if (names.size() > 1) {
          chunk = half(names.size());
        }
      }
      readInPieces(names, gathered);
      return new Read(gathered.values, gathered.failed, rpcs);
    } catch (Stopped stopped) {
      return new Ended(stopped.outcome);
    }
  }

  /**
   * What there is below a path.
   *
   * @param names objects and parameters, with the CPE's word on what can be written; empty when it ended
   * @param ended why the CPE did not tell; null when it did
   */
  public record Listed(List<ParameterInfo> names, Outcome ended) {
    public Listed {
      names = List.copyOf(names);
    }
  }

  /**
   * Has the CPE tell all names below a partial path, level by level where it cannot tell all at once.
   *
   * @throws Devices.DeviceUnavailable when the device's actor cannot be asked
   */
  public Listed list(String path) throws InterruptedException {
    try {
      return new Listed(allUnder(path), null);
    } catch (Stopped stopped) {
      return new Listed(List.of(), stopped.outcome);
    }
  }

  private Result direct(Outcome whole) {
    return switch (whole) {
      case Outcome.Done(GetParameterValuesResponse(List<ParameterValue> values)) -> new Read(values, Map.of(), rpcs);
      case Outcome.Done(var other) -> new Ended(new Outcome.NoAnswer("the CPE answered with " + other.rpcName()));
      default -> new Ended(whole);
    };
  }

  /** Full names go together, up to the chunk size; partial paths each by themselves. */
  private void readInPieces(List<String> names, Gathered gathered) throws Stopped, InterruptedException {
    List<String> pending = new ArrayList<>();
    for (String name : names) {
      if (isPartial(name)) {
        readNames(pending, gathered);
        pending.clear();
        readSubtree(name, names.size() > 1, gathered);
      } else {
        pending.add(name);
      }
    }
    readNames(pending, gathered);
  }

  /**
   * Reads all under a partial path by its names.
   *
   * @param tryWhole whether the path has not been asked for by itself yet
   */
  private void readSubtree(String path, boolean tryWhole, Gathered gathered) throws Stopped, InterruptedException {
    if (tryWhole) {
      Outcome whole = ask(new GetParameterValues(List.of(path)));
      if (whole instanceof Outcome.Done(GetParameterValuesResponse(List<ParameterValue> values))) {
        gathered.values.addAll(values);
        return;
      }
      if (!tooMuch(whole)) {
        throw new Stopped(whole);
      }
    }
    readNames(leavesUnder(path), gathered);
  }

  private List<String> leavesUnder(String path) throws Stopped, InterruptedException {
    return allUnder(path).stream().map(ParameterInfo::name).filter(n -> !isPartial(n)).distinct().toList();
  }

  private List<ParameterInfo> allUnder(String path) throws Stopped, InterruptedException {
    if (!dialect.nextLevelOnly()) {
      Outcome outcome = ask(new GetParameterNames(path, false));
      if (outcome instanceof Outcome.Done(GetParameterNamesResponse(List<ParameterInfo> names))) {
        return names;
      }
      if (!tooMuch(outcome)) {
        throw new Stopped(outcome);
      }
    }
    return levelByLevel(path);
  }

  /** Depth first, so that names come in the order of the tree. */
  private List<ParameterInfo> levelByLevel(String path) throws Stopped, InterruptedException {
    List<ParameterInfo> all = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>(List.of(path));
    Deque<String> open = new ArrayDeque<>(List.of(path));
    while (!open.isEmpty()) {
      Outcome outcome = ask(new GetParameterNames(open.pop(), true));
      if (!(outcome instanceof Outcome.Done(GetParameterNamesResponse(List<ParameterInfo> names)))) {
        throw new Stopped(outcome);
      }
      for (ParameterInfo info : names.reversed()) {
        // Some CPEs list the object asked for among its own children.
        if (isPartial(info.name()) && info.name().startsWith(path) && seen.add(info.name())) {
          open.push(info.name());
        }
      }
      all.addAll(names);
    }
    return all;
  }

  /** Reads full names in chunks; returns whether a single name failed on the way. */
  private boolean readNames(List<String> names, Gathered gathered) throws Stopped, InterruptedException {
    boolean bad = false;
    int from = 0;
    while (from < names.size()) {
      int to = Math.min(names.size(), from + chunk);
      bad |= readChunk(names.subList(from, to), gathered);
      from = to;
    }
    return bad;
  }

  /** Reads full names in one RPC, or in two halves of it; returns whether a single name failed on the way. */
  private boolean readChunk(List<String> names, Gathered gathered) throws Stopped, InterruptedException {
    Outcome outcome = ask(new GetParameterValues(names));
    if (outcome instanceof Outcome.Done(GetParameterValuesResponse(List<ParameterValue> values))) {
      gathered.values.addAll(values);
      return false;
    }
    // A name that went away between listing and reading spoils the whole chunk with 9005.
    boolean splittable = tooMuch(outcome) || faultCode(outcome) == Fault.CPE_INVALID_PARAMETER_NAME;
    if (!splittable) {
      throw new Stopped(outcome);
    }
    if (names.size() == 1) {
      gathered.failed.put(names.getFirst(), faultOf(outcome));
      return true;
    }
    int middle = half(names.size());
    boolean first = readChunk(names.subList(0, middle), gathered);
    boolean second = readNames(names.subList(middle, names.size()), gathered);
    // Too many at once: stay below from now on. One bad name: the size was not to blame.
    if (!first && !second) {
      chunk = Math.min(chunk, middle);
    }
    return first || second;
  }

  private Outcome ask(CpeMethod rpc) throws Stopped, InterruptedException {
    Instant now = Instant.now();
    Duration left = Duration.between(now, template.deadline());
    if (left.isNegative() || left.isZero()) {
      throw new Stopped(new Outcome.Expired(false));
    }
    if (rpcs++ >= MAX_RPCS) {
      throw new Stopped(new Outcome.NoAnswer("still failing after " + MAX_RPCS + " RPCs in ever smaller pieces"));
    }
    Command command =
        new Command(
            template.idPrefix() + "-" + rpcs,
            rpc,
            template.priority(),
            now,
            template.deadline(),
            false,
            false,
            template.wake(),
            template.origin());
    return CommandWait.execute(devices, sn, command);
  }

  private static boolean tooMuch(Outcome outcome) {
    int code = faultCode(outcome);
    return outcome instanceof Outcome.NoAnswer
        || code == Fault.CPE_INTERNAL_ERROR
        || code == Fault.CPE_RESOURCES_EXCEEDED;
  }

  private static int faultCode(Outcome outcome) {
    return outcome instanceof Outcome.Faulted(Fault fault) ? fault.code() : 0;
  }

  private static Fault faultOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Faulted(Fault fault) -> fault;
      case Outcome.NoAnswer(String detail) -> new Fault(Fault.CPE_INTERNAL_ERROR, detail);
      default -> new Fault(Fault.CPE_INTERNAL_ERROR, outcome.toString());
    };
  }

  private static boolean isOneName(List<String> names) {
    return names.size() == 1 && !isPartial(names.getFirst());
  }

  private static boolean isPartial(String name) {
    return name.isEmpty() || name.endsWith(".");
  }

  private static int half(int size) {
    return (size + 1) / 2;
  }
}
