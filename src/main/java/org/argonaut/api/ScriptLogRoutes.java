package org.argonaut.api;

import static org.argonaut.api.ScriptRequests.NAME;
import static org.argonaut.api.ScriptRequests.ONE;
import static org.argonaut.api.ScriptRequests.TAG;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.script.Scripts;
import org.argonaut.store.ScriptLogRow;

/** {@code /scripts/{name}/log}: what a script wrote, once or as it comes. */
final class ScriptLogRoutes {
  private static final String TEXT = "text/plain";
  private static final String TEXT_UTF8 = "text/plain; charset=utf-8";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** An empty line now and then keeps a silent stream open. */
  private static final Duration STILL_HERE = Duration.ofMinutes(5);

  private final Scripts scripts;
  private final ScriptRequests requests;
  private final LiveStreams streams;

  ScriptLogRoutes(Surroundings around, LiveStreams streams) {
    this.scripts = around.scripts();
    this.requests = new ScriptRequests(around.scripts());
    this.streams = streams;
  }

  List<Route> routes() {
    return List.of(
        Route.get(ONE + "/log", "getScriptLog", "The newest lines of a script's log; with ?follow=true also those to come")
            .tag(TAG)
            .at(NAME)
            .takes(
                Parameter.flag("follow", false, "Go on with what comes (text only)"),
                Parameter.text("since", "Only lines from this time on, as 2026-03-01T10:00:00Z"),
                Lists.LIMIT)
            .answers(200, "Lines, oldest first, each after its time in UTC", TEXT, Json.object().put("type", "string"))
            .answers(200, "Lines, oldest first", Response.JSON, linesSchema())
            .problem(404, "No such script")
            .handledBy(this::log));
  }

  private static ObjectNode linesSchema() {
    return Schema.object().with("items", Schema.arrayOf(Schema.ref("ScriptLogLine"))).build();
  }

  private Response log(Request request) throws Problem, InterruptedException {
    requests.existing(request);
    String name = request.path("name");
    List<ScriptLogRow> lines =
        request.await(scripts.lastLines(name, since(request), Lists.limit(request)));
    if (request.flag("follow")) {
      long last = lines.isEmpty() ? 0 : lines.getLast().id();
      Source<ByteString, NotUsed> text =
          Source.from(lines)
              .concat(scripts.follow(name, last))
              .map(line -> ByteString.fromString(text(line)))
              .keepAlive(STILL_HERE, () -> ByteString.fromString("\n"));
      return streams.answer(TEXT_UTF8, text);
    }
    return request.asksFor(Response.JSON) ? json(lines) : plain(lines);
  }

  private static Instant since(Request request) throws Problem {
    String since = request.text("since");
    try {
      return since == null ? null : Instant.parse(since);
    } catch (DateTimeException e) {
      throw Problem.badField("since", "since is '" + since + "'; give a time such as 2026-03-01T10:00:00Z");
    }
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
