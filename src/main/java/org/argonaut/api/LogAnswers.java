package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Schema;
import org.argonaut.store.ScriptLogRow;

/** Logs of scripts and profiles, as text or JSON, once or as they come. */
final class LogAnswers {
  static final Parameter FOLLOW = Parameter.flag("follow", false, "Go on with what comes (text only)");
  static final Parameter SINCE = Parameter.text("since", "Only lines from this time on, as 2026-03-01T10:00:00Z");

  private static final String TEXT_UTF8 = "text/plain; charset=utf-8";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** An empty line now and then keeps a silent stream open. */
  private static final Duration STILL_HERE = Duration.ofMinutes(5);

  private final LiveStreams streams;

  LogAnswers(LiveStreams streams) {
    this.streams = streams;
  }

  static ObjectNode schema() {
    return Schema.object().with("items", Schema.arrayOf(Schema.ref("ScriptLogLine"))).build();
  }

  static Instant since(Request request) throws Problem {
    String since = request.text("since");
    try {
      return since == null ? null : Instant.parse(since);
    } catch (DateTimeException e) {
      throw Problem.badField("since", "since is '" + since + "'; give a time such as 2026-03-01T10:00:00Z");
    }
  }

  /**
   * @param following what comes after a line
   */
  Response answer(Request request, List<ScriptLogRow> lines, LongFunction<Source<ScriptLogRow, NotUsed>> following)
      throws Problem {
    if (request.flag("follow")) {
      long last = lines.isEmpty() ? 0 : lines.getLast().id();
      Source<ByteString, NotUsed> text =
          Source.from(lines)
              .concat(following.apply(last))
              .map(line -> ByteString.fromString(text(line)))
              .keepAlive(STILL_HERE, () -> ByteString.fromString("\n"));
      return streams.answer(TEXT_UTF8, text);
    }
    return request.asksFor(Response.JSON) ? json(lines) : plain(lines);
  }

  private static Response plain(List<ScriptLogRow> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(text(line)));
    return Response.text(200, TEXT_UTF8, text.toString());
  }

  private static Response json(List<ScriptLogRow> lines) {
    ObjectNode node = Json.object();
    ArrayNode items = node.putArray("items");
    lines.forEach(line -> items.add(ScriptJson.line(line)));
    return Response.json(200, node);
  }

  /** What {@code print} wrote stands alone; everything else says what it is. */
  private static String text(ScriptLogRow line) {
    String level = line.level().equals("print") ? "" : line.level() + ": ";
    return TIME.format(line.at()) + " " + level + line.text() + "\n";
  }
}
