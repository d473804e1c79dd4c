package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Schema;
import org.argonaut.catalog.Objection;
import org.argonaut.catalog.RpcGuard.Verdict;
import org.argonaut.datamodel.NodeKind;

/** What the data model has against a request, as callers see it. */
final class Objections {
  /** Where SOAP and USP answers carry them: there is no room in a device's own message. */
  static final String HEADER = "Argonaut-Warnings";

  private static final int MOST_IN_HEADER = 20;

  private Objections() {}

  static ArrayNode json(List<Objection> objections) {
    ArrayNode array = Json.array();
    for (Objection objection : objections) {
      ObjectNode one =
          array.addObject().put("parameter", objection.path()).put("reason", objection.reason().word()).put("text", objection.text());
      boolean value = objection.reason() == Objection.Reason.VALUE;
      if (value && objection.node() != null && objection.node().kind() == NodeKind.PARAMETER) {
        one.set("allowed", NodeJson.type(objection.node().type()));
      }
    }
    return array;
  }

  static ObjectNode schema() {
    return Schema.object()
        .with("parameter", Schema.string("The path as it was given"))
        .with(
            "reason",
            Schema.oneOf(
                "The rule that is broken",
                "read-only", "value", "not-a-parameter", "not-a-table", "read-only-table", "instance"))
        .with("text", Schema.string("What is wrong and what is allowed"))
        .maybe("allowed", NodeJson.typeSchema("What values the parameter takes"))
        .build();
  }

  /** Nothing was sent. */
  static Problem problem(Verdict verdict) {
    return Problem.of(
            422,
            "unfit",
            "It does not fit the device's data model",
            "Nothing was sent: " + verdict.text() + ". To send it all the same set the device's validation to warn or off")
        .with("parameters", json(verdict.objections()));
  }

  /** The answer's JSON with the warnings in it, if there are any. */
  static ObjectNode into(ObjectNode answer, Verdict verdict) {
    if (!verdict.objections().isEmpty()) {
      answer.set("warnings", json(verdict.objections()));
    }
    return answer;
  }

  /** The problem with the warnings in it, if there are any. */
  static Problem into(Problem problem, Verdict verdict) {
    return verdict.objections().isEmpty() ? problem : problem.with("warnings", json(verdict.objections()));
  }

  /** The answer with the warnings as a header, if there are any. */
  static Response into(Response answer, Verdict verdict) {
    List<Objection> objections = verdict.objections();
    if (objections.isEmpty()) {
      return answer;
    }
    ArrayNode brief = Json.array();
    for (Objection objection : objections.subList(0, Math.min(objections.size(), MOST_IN_HEADER))) {
      brief.addObject().put("parameter", objection.path()).put("reason", objection.reason().word());
    }
    return answer.withHeader(HEADER, ascii(brief.toString()));
  }

  /** Headers hold ASCII only; JSON has a way to write the rest. */
  private static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      text.append(c < 0x7F ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return text.toString();
  }
}
