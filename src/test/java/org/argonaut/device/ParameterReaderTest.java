package org.argonaut.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CpeMethod.GetParameterNames;
import org.argonaut.cwmp.CpeMethod.GetParameterValues;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.ParameterReader.Ended;
import org.argonaut.device.ParameterReader.Read;
import org.junit.jupiter.api.Test;

class ParameterReaderTest {
  private final List<String> tree =
      IntStream.rangeClosed(1, 100)
          .boxed()
          .flatMap(i -> Stream.of("Device.Hosts.Host." + i + ".Active", "Device.Hosts.Host." + i + ".Name"))
          .toList();

  @Test
  void aSubtreeTheCpeCanAnswerTakesOneRpc() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 1000);
    Read read = (Read) reader(cpe, Dialect.STANDARD).read(List.of("Device."));
    assertThat(read.values()).extracting(ParameterValue::name).containsExactlyElementsOf(tree);
    assertThat(read.rpcs()).isEqualTo(1);
  }

  @Test
  void aTooLargeSubtreeIsReadInPiecesAndInTheOrderOfTheTree() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 30);
    Read read = (Read) reader(cpe, Dialect.STANDARD).read(List.of("Device.Hosts."));
    assertThat(read.values()).extracting(ParameterValue::name).containsExactlyElementsOf(tree);
    assertThat(read.failed()).isEmpty();
  }

  @Test
  void aSizeThatFailedIsNotTriedAgain() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 30);
    Dialect dialect = new Dialect(false, false, true, false, 64);
    reader(cpe, dialect).read(List.of("Device.Hosts."));
    assertThat(cpe.sizesAsked).containsOnlyOnce(64, 32).contains(16);
    assertThat(cpe.asked).hasSizeLessThan(18);
  }

  @Test
  void noRequestNamesMoreThanTheDialectAllows() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 1000);
    Dialect dialect = new Dialect(false, false, true, false, 16);
    Read read = (Read) reader(cpe, dialect).read(tree);
    assertThat(read.values()).hasSize(tree.size());
    assertThat(cpe.sizesAsked).allMatch(size -> size <= 16);
  }

  @Test
  void oneNameThatAlwaysFaultsIsReportedAndAllOthersAreRead() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 150);
    cpe.broken.add("Device.Hosts.Host.7.Name");
    Read read = (Read) reader(cpe, Dialect.STANDARD).read(List.of("Device.Hosts."));
    assertThat(read.failed()).containsOnlyKeys("Device.Hosts.Host.7.Name");
    assertThat(read.failed().get("Device.Hosts.Host.7.Name").code()).isEqualTo(9002);
    assertThat(read.values()).hasSize(tree.size() - 1);
  }

  @Test
  void aCpeThatOnlyListsLevelByLevelIsWalkedLevelByLevel() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 50);
    Dialect dialect = new Dialect(false, false, true, true, 256);
    Read read = (Read) reader(cpe, dialect).read(List.of("Device."));
    assertThat(read.values()).extracting(ParameterValue::name).containsExactlyInAnyOrderElementsOf(tree);
    assertThat(cpe.asked)
        .filteredOn(GetParameterNames.class::isInstance)
        .allMatch(rpc -> ((GetParameterNames) rpc).nextLevel());
  }

  @Test
  void aCpeThatCannotListTheWholeSubtreeIsWalkedLevelByLevel() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 50);
    cpe.maxNamesListed = 120;
    Read read = (Read) reader(cpe, Dialect.STANDARD).read(List.of("Device."));
    assertThat(read.values()).extracting(ParameterValue::name).containsExactlyInAnyOrderElementsOf(tree);
  }

  @Test
  void anAnswerThatNeverCameIsTakenForTooMuch() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 40);
    cpe.tooMuch = new Outcome.NoAnswer("empty POST");
    Read read = (Read) reader(cpe, Dialect.STANDARD).read(List.of("Device."));
    assertThat(read.values()).hasSize(tree.size());
  }

  @Test
  void aWrongNameIsTheCallersAndEndsAtOnce() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 1000);
    Ended ended = (Ended) reader(cpe, Dialect.STANDARD).read(List.of("Device.Nothing", "Device.Hosts."));
    assertThat(ended.outcome()).isInstanceOfSatisfying(Outcome.Faulted.class, f -> assertThat(f.fault().code()).isEqualTo(9005));
    assertThat(cpe.asked).hasSize(1);
  }

  @Test
  void anUnreachableCpeEndsTheReading() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 0);
    cpe.tooMuch = new Outcome.Unreachable(SessionOpener.Result.UNREACHABLE, "refused");
    assertThat(reader(cpe, Dialect.STANDARD).read(List.of("Device.")))
        .isEqualTo(new Ended(cpe.tooMuch));
  }

  @Test
  void thePastDeadlineEndsTheReadingBeforeAnythingIsAsked() throws Exception {
    LimitedCpe cpe = new LimitedCpe(tree, 1000);
    ParameterReader late = new ParameterReader(cpe, "SN1", Dialect.STANDARD, template(Instant.now().minusSeconds(1)));
    assertThat(late.read(List.of("Device."))).isEqualTo(new Ended(new Outcome.Expired(false)));
    assertThat(cpe.asked).isEmpty();
  }

  private static ParameterReader reader(Devices devices, Dialect dialect) {
    return new ParameterReader(devices, "SN1", dialect, template(Instant.now().plus(Duration.ofSeconds(30))));
  }

  private static ParameterReader.Template template(Instant deadline) {
    return new ParameterReader.Template("t", Command.Priority.INTERACTIVE, deadline, true, "test");
  }

  /** Answers from a tree, and faults when an answer would hold more than so many values. */
  private static final class LimitedCpe implements Devices {
    final List<CpeMethod> asked = new ArrayList<>();
    final List<Integer> sizesAsked = new ArrayList<>();
    final Set<String> broken = new TreeSet<>();
    int maxNamesListed = Integer.MAX_VALUE;
    Outcome tooMuch = new Outcome.Faulted(new Fault(9004, "Resources exceeded"));
    private final List<String> tree;
    private final int maxValues;

    LimitedCpe(List<String> tree, int maxValues) {
      this.tree = tree;
      this.maxValues = maxValues;
    }

    @Override
    public CompletionStage<Outcome> execute(String sn, Command command) {
      asked.add(command.rpc());
      return CompletableFuture.completedFuture(
          switch (command.rpc()) {
            case GetParameterValues(List<String> names) -> values(names);
            case GetParameterNames(String path, boolean nextLevel) -> names(path, nextLevel);
            default -> throw new AssertionError("not asked for: " + command.rpc());
          });
    }

    private Outcome values(List<String> names) {
      sizesAsked.add(names.size());
      List<ParameterValue> values = new ArrayList<>();
      for (String name : names) {
        List<String> found = tree.stream().filter(n -> name.endsWith(".") ? n.startsWith(name) : n.equals(name)).toList();
        if (found.isEmpty()) {
          return new Outcome.Faulted(new Fault(9005, "Invalid parameter name"));
        }
        found.forEach(n -> values.add(new ParameterValue(n, "1", "xsd:string")));
      }
      if (values.stream().anyMatch(v -> broken.contains(v.name()))) {
        return new Outcome.Faulted(new Fault(9002, "Internal error"));
      }
      return values.size() > maxValues ? tooMuch : new Outcome.Done(new CpeAnswer.GetParameterValuesResponse(values));
    }

    private Outcome names(String path, boolean nextLevel) {
      Set<String> names = new TreeSet<>();
      for (String leaf : tree) {
        if (leaf.startsWith(path)) {
          int dot = leaf.indexOf('.', path.length());
          names.add(nextLevel && dot >= 0 ? leaf.substring(0, dot + 1) : leaf);
        }
      }
      if (!nextLevel) {
        List<String> inOrder = tree.stream().filter(n -> n.startsWith(path)).toList();
        return inOrder.size() > maxNamesListed
            ? tooMuch
            : new Outcome.Done(
                new CpeAnswer.GetParameterNamesResponse(
                    Stream.concat(Stream.of(path), inOrder.stream()).map(n -> new CpeAnswer.ParameterInfo(n, false)).toList()));
      }
      return new Outcome.Done(
          new CpeAnswer.GetParameterNamesResponse(
              names.stream().map(n -> new CpeAnswer.ParameterInfo(n, false)).toList()));
    }

    @Override
    public CompletionStage<SessionReply> inform(SessionRef session, SessionStart start) {
      throw new AssertionError("a reader opens no session");
    }

    @Override
    public CompletionStage<SessionReply> next(SessionRef session) {
      throw new AssertionError("a reader opens no session");
    }

    @Override
    public CompletionStage<SessionReply> answered(SessionRef session, String envelopeId, CpeAnswer answer) {
      throw new AssertionError("a reader opens no session");
    }

    @Override
    public CompletionStage<SessionReply> called(SessionRef session, AcsMethod method) {
      throw new AssertionError("a reader opens no session");
    }

    @Override
    public CompletionStage<Accepted> enqueue(String sn, Command command) {
      throw new AssertionError("a reader waits for its answers");
    }

    @Override
    public CompletionStage<CancelResult> cancel(String sn, String commandId) {
      throw new AssertionError("a reader cancels nothing");
    }

    @Override
    public CompletionStage<List<CommandView>> commands(String sn) {
      throw new AssertionError("a reader lists nothing");
    }

    @Override
    public CompletionStage<SessionOpener.Answer> requestConnection(String sn) {
      throw new AssertionError("a reader leaves waking to the queue");
    }

    @Override
    public CompletionStage<DeviceView> get(String sn) {
      throw new AssertionError("a reader needs no device");
    }

    @Override
    public CompletionStage<DeviceView> update(String sn, DeviceChange change, boolean createIfMissing) {
      throw new AssertionError("a reader changes nothing");
    }

    @Override
    public CompletionStage<Boolean> delete(String sn) {
      throw new AssertionError("a reader deletes nothing");
    }
  }
}
