package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.store.Page;

/** Lists that page by cursor: {@code {"items":[...],"next":CURSOR|null}}. */
final class Lists {
  static final Parameter LIMIT = Parameter.whole("limit", 1, 1000, "At most so many items").initially("100");
  static final Parameter CURSOR = Parameter.text("cursor", "Where to go on: `next` of the page before");

  private Lists() {}

  static int limit(Request request) {
    return request.whole("limit").intValue();
  }

  /**
   * Waits for a page.
   *
   * @throws Problem 400 when the cursor is none of ours
   */
  static <T> Page<T> page(Request request, Supplier<CompletionStage<Page<T>>> query)
      throws Problem, InterruptedException {
    try {
      return request.await(query.get());
    } catch (IllegalArgumentException e) {
      throw Problem.badField("cursor", "The cursor is none that this list gave; leave it out to start at the beginning");
    }
  }

  static <T> ObjectNode json(Page<T> page, Function<T, JsonNode> item) {
    ObjectNode node = Json.object();
    ArrayNode items = node.putArray("items");
    page.items().forEach(i -> items.add(item.apply(i)));
    return node.put("next", page.next());
  }
}
