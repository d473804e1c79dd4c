package org.argonaut.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.device.Command.Priority;
import org.junit.jupiter.api.Test;

class CommandQueueTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final CommandQueue queue = new CommandQueue();

  @Test
  void deliversByPriorityAndInsideOneInOrderOfAcceptance() {
    add("bulk", Priority.BULK);
    add("script-1", Priority.SCRIPT);
    add("interactive", Priority.INTERACTIVE);
    add("script-2", Priority.SCRIPT);

    assertThat(queue.all()).extracting(QueuedCommand::id).containsExactly("interactive", "script-1", "script-2", "bulk");
  }

  @Test
  void aBlockingCommandThatIsOutHoldsBackAllOthers() {
    QueuedCommand blocking = new QueuedCommand(command("blocking", Priority.SCRIPT, false, true), null);
    queue.add(blocking);
    add("other", Priority.INTERACTIVE);
    assertThat(queue.next().id()).isEqualTo("other");

    blocking.sent(NOW);
    assertThat(queue.next()).isNull();

    queue.remove(blocking);
    assertThat(queue.next().id()).isEqualTo("other");
  }

  @Test
  void onlyDurableCommandsReachTheState() {
    add("transient", Priority.SCRIPT);
    assertThat(queue.into(DeviceState.UNKNOWN)).isSameAs(DeviceState.UNKNOWN);

    queue.add(new QueuedCommand(command("durable", Priority.BULK, true, false), null));
    assertThat(queue.into(DeviceState.UNKNOWN).commands()).extracting(c -> c.command().id()).containsExactly("durable");
  }

  @Test
  void comesBackFromTheStateAsItWas() {
    QueuedCommand sent = new QueuedCommand(command("sent", Priority.SCRIPT, true, false), null);
    sent.sent(NOW);
    List<DurableCommand> kept =
        List.of(sent.kept(), new DurableCommand(command("queued", Priority.INTERACTIVE, true, false),
            DurableCommand.Status.QUEUED, null));

    CommandQueue again = CommandQueue.of(kept);

    assertThat(again.next().id()).isEqualTo("queued");
    assertThat(again.find("sent").kept()).isEqualTo(sent.kept());
    assertThat(again.into(DeviceState.UNKNOWN)).as("nothing to write").isSameAs(DeviceState.UNKNOWN);
  }

  @Test
  void findsTheTransferThatACommandKeyNames() {
    CpeMethod download =
        new CpeMethod.Download("key", "1 Firmware Upgrade Image", "http://x/", "", "", 0, "", 0, "", "");
    QueuedCommand transfer =
        new QueuedCommand(
            new Command("id", download, Priority.BULK, NOW, NOW.plusSeconds(60), true, false, false, "test"), null);
    queue.add(transfer);
    assertThat(queue.transfer("key")).as("not sent yet").isNull();

    transfer.sent(NOW);
    assertThat(queue.transfer("key")).isSameAs(transfer);
    assertThat(queue.transfer("other")).isNull();
  }

  @Test
  void namesWhatIsOverdueAndTheNextDeadline() {
    add("first", Priority.BULK);
    assertThat(queue.nextDeadline()).isEqualTo(NOW.plusSeconds(60));
    assertThat(queue.overdue(NOW.plusSeconds(59))).isEmpty();
    assertThat(queue.overdue(NOW.plusSeconds(60))).hasSize(1);
  }

  private void add(String id, Priority priority) {
    queue.add(new QueuedCommand(command(id, priority, false, false), null));
  }

  private static Command command(String id, Priority priority, boolean durable, boolean block) {
    return new Command(
        id, new CpeMethod.GetRPCMethods(), priority, NOW, NOW.plusSeconds(60), durable, block, true, "test");
  }
}
