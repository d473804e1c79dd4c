package org.argonaut.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.argonaut.cwmp.CwmpJson;

/**
 * The end of a command as the command log keeps it.
 *
 * @param state {@code done, failed, expired, cancelled} or {@code unknown}
 * @param resultJson the CPE's answer or why there is none, as a JSON object
 */
record CommandEnd(String state, String resultJson) {

  static CommandEnd of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> new CommandEnd("done", CwmpJson.toJson(done.answer()).toString());
      case Outcome.Faulted faulted -> new CommandEnd("failed", CwmpJson.toJson(faulted.fault()).toString());
      case Outcome.Replied replied -> new CommandEnd("done", RequestText.json(replied.response()).toString());
      case Outcome.Operated operated ->
          new CommandEnd(
              operated.completion().hasCmdFailure() ? "failed" : "done",
              RequestText.json(operated.completion()).toString());
      case Outcome.Rejected rejected -> new CommandEnd("failed", RequestText.json(rejected.error()).toString());
      case Outcome.NoAnswer none -> new CommandEnd("failed", detail(none.detail()));
      case Outcome.Unreachable unreachable ->
          new CommandEnd("failed", detail(unreachable.why() + ": " + unreachable.detail()));
      case Outcome.Expired expired ->
          new CommandEnd("expired", detail(expired.sent() ? "the CPE had it and did not answer" : "never sent"));
      case Outcome.Cancelled _ -> new CommandEnd("cancelled", "{}");
      case Outcome.Unknown unknown -> new CommandEnd("unknown", detail(unknown.detail()));
      case Outcome.Refused refused -> new CommandEnd("failed", detail(refused.detail()));
    };
  }

  private static String detail(String text) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    return node.put("detail", text).toString();
  }
}
