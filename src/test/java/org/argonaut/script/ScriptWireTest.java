package org.argonaut.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.argonaut.store.EventRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Everything that scripts' homes are told and tell over the network survives the journey. */
class ScriptWireTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.actor.provider = local, pekko.remote.artery.enabled = off")
              .withFallback(ConfigFactory.load()));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void messagesAndAnswersSurviveTheWire() {
    ListenerView listener =
        new ListenerView("schedule", "nightly", "0 3 * * *", "*", 1, false, 1, 2, 3.5, 4, 5, 6, 7, "line 1: no");
    assertSurvives(new ScriptMessage.Look(7));
    assertSurvives(new ScriptMessage.GetStatus(probe()));
    assertSurvives(new ScriptMessage.TryAgain("l", new EventRow(1, "S", "1 BOOT", NOW, "{}"), probe()));
    assertSurvives(new ScriptMessage.Tried(true));
    assertSurvives(
        new ScriptStatus("s", "running", 3, "p", 1, NOW, NOW, "h:1", 2, List.of(listener)));
    assertSurvives(ScriptStatus.atRest("s", null));
  }

  private static <T> ActorRef<T> probe() {
    return KIT.<T>createTestProbe().getRef();
  }

  private static void assertSurvives(Object message) {
    Serialization serialization = SerializationExtension.get(KIT.system());
    assertThat(serialization.findSerializerFor(message)).isInstanceOf(JacksonCborSerializer.class);
    byte[] bytes = serialization.serialize(message).get();
    assertThat(serialization.deserialize(bytes, message.getClass()).get()).isEqualTo(message);
  }
}
