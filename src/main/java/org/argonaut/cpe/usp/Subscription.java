package org.argonaut.cpe.usp;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.tree.Generator;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.cpe.usp.PathExpression.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One row of the Subscription table, read; for ValueChange with the values as they were last seen. */
final class Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
  private static final int MOST_WATCHED = 500;

  private final String row;
  private final String id;
  private final String type;
  private final boolean retry;
  private final long notifExpirationSeconds;
  private final long endsAtMillis;
  private final List<String> references = new ArrayList<>();
  private final List<PathExpression> expressions = new ArrayList<>();
  private Map<String, String> seen;

  Subscription(Tree tree, String row) {
    this.row = row;
    this.id = tree.get(row + "ID");
    this.type = tree.get(row + "NotifType");
    this.retry = "true".equals(tree.get(row + "NotifRetry"));
    this.notifExpirationSeconds = Long.parseLong(tree.get(row + "NotifExpiration"));
    this.endsAtMillis = end(tree.get(row + "CreationDate"), Long.parseLong(tree.get(row + "TimeToLive")));
    for (String reference : tree.get(row + "ReferenceList").split(",")) {
      try {
        expressions.add(PathExpression.parse(reference.strip()));
        references.add(reference.strip());
      } catch (UspFault notAPath) {
        LOG.debug("{} refers to nothing: {}", row, notAPath.getMessage());
      }
    }
  }

  private static long end(String created, long seconds) {
    try {
      return seconds == 0 ? Long.MAX_VALUE : Instant.parse(created).toEpochMilli() + 1000 * seconds;
    } catch (DateTimeParseException noDate) {
      return Long.MAX_VALUE;
    }
  }

  String row() {
    return row;
  }

  String id() {
    return id;
  }

  String type() {
    return type;
  }

  boolean retry() {
    return retry;
  }

  /** How long a notification is tried; 0: for ever. */
  long notifExpirationSeconds() {
    return notifExpirationSeconds;
  }

  /** When its TimeToLive is over. */
  long endsAtMillis() {
    return endsAtMillis;
  }

  /** Whether it is for what lies at a path: an event or command by its full name, or an object. */
  boolean covers(String path, Tree tree, PathResolver resolver) {
    for (PathExpression expression : expressions) {
      if (covers(expression, path, tree, resolver)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(PathExpression expression, String path, Tree tree, PathResolver resolver) {
    String[] parts = path.split("\\.");
    List<Segment> segments = expression.segments();
    if (parts.length < segments.size() || (!expression.object() && parts.length > segments.size())) {
      return false;
    }
    StringBuilder at = new StringBuilder();
    for (int n = 0; n < segments.size(); n++) {
      at.append(parts[n]).append('.');
      boolean fits =
          switch (segments.get(n)) {
            case Segment.Name(String name) -> name.equals(parts[n]);
            case Segment.Instance(int number) -> parts[n].equals(Integer.toString(number));
            case Segment.Wildcard() -> Character.isDigit(parts[n].charAt(0));
            case Segment.Search(List<PathExpression.Condition> conditions) -> {
              Place place = tree.find(at.toString());
              yield place != null && place.row() && resolver.matches(place, conditions);
            }
            case Segment.Follow _ -> false;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** The parameters watched that have changed since the last look, with their values; none the first time. */
  Map<String, String> look(Tree tree, PathResolver resolver) {
    Map<String, String> now = new HashMap<>();
    for (String reference : references) {
      try {
        for (Place place : resolver.resolve(reference)) {
          if (place.node() instanceof Parameter) {
            watch(place, tree, now);
          } else {
            tree.walk(place, found -> watch(found, tree, now));
          }
        }
      } catch (UspFault notThereNow) {
        LOG.debug("{}: {}", row, notThereNow.getMessage());
      }
    }
    Map<String, String> changed = new HashMap<>();
    if (seen != null) {
      now.forEach(
          (path, value) -> {
            String before = seen.get(path);
            if (before != null && !before.equals(value)) {
              changed.put(path, value);
            }
          });
    }
    seen = now;
    return changed;
  }

  private static void watch(Place place, Tree tree, Map<String, String> into) {
    if (place.node() instanceof Parameter parameter && watchable(parameter) && into.size() < MOST_WATCHED) {
      into.put(place.path(), tree.shown(place));
    }
  }

  /** Counters and clocks change all the time; GetSupportedDM says that their changes are not told. */
  static boolean watchable(Parameter parameter) {
    return !(parameter.value() instanceof Generator.Counter
        || parameter.value() instanceof Generator.UpTime
        || parameter.value() instanceof Generator.Now);
  }

  /** Goes on where another reading of the same row left off. */
  void continues(Subscription earlier) {
    if (earlier.row.equals(row) && earlier.type.equals(type) && earlier.references.equals(references)) {
      seen = earlier.seen;
    }
  }
}
