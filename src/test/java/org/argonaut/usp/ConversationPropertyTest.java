package org.argonaut.usp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.argonaut.usp.proto.UspRecord.Record;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two ends over a channel that loses, repeats and reorders: every message arrives exactly once and in order. */
class ConversationPropertyTest {
  private static final int ROUNDS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyMessageArrivesOnceAndInOrder(long seed) {
    for (int round = 0; round < ROUNDS; round++) {
      new Run(new Random(seed * 1_000 + round), 0.3).check();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void aGoodChannelCarriesNoRecordTwice(long seed) {
    for (int round = 0; round < ROUNDS; round++) {
      var run = new Run(new Random(seed * 1_000 + round), 0);
      run.check();
      assertThat(run.asked).isZero();
    }
  }

  /** A record under way, with the time of its arrival. */
  private record Flight(long at, int order, boolean toController, byte[] record) {}

  /** One end, what it has to send, and what it got. */
  private static final class End {
    final Conversation conversation;
    final List<ByteString> sent = new ArrayList<>();
    final List<ByteString> got = new ArrayList<>();

    End(Conversation conversation) {
      this.conversation = conversation;
    }
  }

  private static final class Run {
    private final Random random;
    private final double trouble;
    private final PriorityQueue<Flight> flights =
        new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Integer.compare(a.order, b.order));
    private final End controller;
    private final End agent;
    private long now;
    private int order;
    private int toSend;
    private int asked;

    Run(Random random, double trouble) {
      this.random = random;
      this.trouble = trouble * random.nextDouble();
      this.toSend = 1 + random.nextInt(40);
      this.controller = new End(Sides.controller(settings(true)));
      this.agent = new End(Sides.agent(settings(false)));
    }

    private ConversationSettings settings(boolean decides) {
      var recordBytes = 256 + random.nextInt(400);
      return new ConversationSettings(SessionUse.ALWAYS, decides, recordBytes, 1 << 20, 4096, 8 << 20, 500, 1000, 100);
    }

    void check() {
      // One side begins, so that there is one session; both sides beginning at once is another test.
      send(agent);
      while (!flights.isEmpty() || nextTick() != Long.MAX_VALUE || toSend > 0) {
        step();
        assertThat(now).as("time it takes").isLessThan(10_000_000);
      }
      assertThat(controller.got).isEqualTo(agent.sent);
      assertThat(agent.got).isEqualTo(controller.sent);
    }

    private void step() {
      if (toSend > 0 && random.nextInt(3) == 0) {
        toSend--;
        send(controllerMaySpeak() ? any() : agent);
      }
      var arrival = flights.isEmpty() ? Long.MAX_VALUE : flights.peek().at;
      var tick = nextTick();
      if (arrival == Long.MAX_VALUE && tick == Long.MAX_VALUE) {
        return;
      }
      now = Math.max(now, Math.min(arrival, tick));
      if (arrival <= tick) {
        arrive(flights.remove());
      } else {
        tick(controller);
        tick(agent);
      }
    }

    /** Until it has heard of the agent's session it would begin one of its own. */
    private boolean controllerMaySpeak() {
      return !controller.got.isEmpty();
    }

    private End any() {
      return random.nextBoolean() ? controller : agent;
    }

    private long nextTick() {
      return Math.min(
          controller.conversation.nextTick().orElse(Long.MAX_VALUE),
          agent.conversation.nextTick().orElse(Long.MAX_VALUE));
    }

    private void send(End from) {
      var bytes = new byte[1 + random.nextInt(random.nextInt(5) == 0 ? 4_000 : 100)];
      random.nextBytes(bytes);
      var message = ByteString.copyFrom(bytes);
      from.sent.add(message);
      fly(from.conversation.send(message, true, now), from == agent);
    }

    private void tick(End end) {
      take(end, end.conversation.tick(now));
    }

    private void arrive(Flight flight) {
      try {
        var end = flight.toController ? controller : agent;
        take(end, end.conversation.receive(Record.parseFrom(flight.record), now));
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }

    private void take(End end, Received received) {
      assertThat(received.notice()).isInstanceOfAny(Notice.None.class, Notice.Dropped.class);
      received.messages().forEach(m -> end.got.add(m.bytes()));
      fly(received.replies(), end == agent);
    }

    private void fly(List<Record> records, boolean toController) {
      for (var record : records) {
        asked += record.getSessionContext().getRetransmitId() != 0 ? 1 : 0;
        if (random.nextDouble() < trouble) {
          continue;
        }
        for (int copies = random.nextDouble() < trouble ? 2 : 1; copies > 0; copies--) {
          var delay = trouble > 0 ? random.nextInt(200) : 50;
          flights.add(new Flight(now + delay, order++, toController, record.toByteArray()));
        }
      }
    }
  }
}
