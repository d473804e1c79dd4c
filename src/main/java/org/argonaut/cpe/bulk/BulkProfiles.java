package org.argonaut.cpe.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;

/**
 * The bulk data profiles of one CPE, {@code Device.BulkData.}: which reports are due, and what is in them. Guarded by its CPE's
 * lock.
 */
public final class BulkProfiles {
  /** Where they are. */
  public static final String ROOT = "Device.BulkData.";

  private static final String PROFILES = ROOT + "Profile.";
  private static final int MOST_VALUES = 5_000;

  private final Tree tree;
  /** When the next report of a profile that is switched on is due, by its path. */
  private Map<String, Long> due = Map.of();

  public BulkProfiles(Tree tree) {
    this.tree = tree;
  }

  /**
   * Reads the table again; a profile's first report is due an interval after it was switched on.
   *
   * @param now milliseconds since 1970, here and below
   */
  public void reload(long now) {
    Map<String, Long> next = new HashMap<>();
    Place profiles = on(ROOT) ? tree.find(PROFILES) : null;
    for (Place row : profiles == null ? List.<Place>of() : tree.children(profiles)) {
      if (on(row.path())) {
        long latest = now + interval(row.path());
        next.put(row.path(), Math.min(latest, due.getOrDefault(row.path(), latest)));
      }
    }
    due = next.isEmpty() ? Map.of() : next;
  }

  private boolean on(String path) {
    return "true".equals(tree.get(path + "Enable"));
  }

  private long interval(String profile) {
    return 1000 * Math.max(1, Long.parseLong(tree.get(profile + "ReportingInterval")));
  }

  /** When {@link #collect} has something to do; MAX_VALUE: never. */
  public long nextDue() {
    long next = Long.MAX_VALUE;
    for (long at : due.values()) {
      next = Math.min(next, at);
    }
    return next;
  }

  /** The reports that are due, with the values as they are now. */
  public List<Report> collect(long now) {
    if (nextDue() > now) {
      return List.of();
    }
    List<Report> reports = new ArrayList<>();
    for (Map.Entry<String, Long> entry : due.entrySet()) {
      if (entry.getValue() <= now) {
        entry.setValue(now + interval(entry.getKey()));
        reports.add(report(entry.getKey(), Instant.ofEpochMilli(now)));
      }
    }
    return reports;
  }

  private Report report(String profile, Instant now) {
    SequencedMap<String, ReportWriter.Value> values = values(profile);
    if (tree.get(profile + "EncodingType").equals("CSV")) {
      String csv = profile + "CSVEncoding.";
      String format = tree.get(csv + "ReportFormat");
      String separator = tree.get(csv + "FieldSeparator");
      byte[] body =
          ReportWriter.csv(
              values, format.equals("ParameterPerRow"), separator.isEmpty() ? "," : separator, tree.get(csv + "RowTimestamp"),
              now);
      return new Report(profile, destination(profile), "text/csv", format, body);
    }
    String json = profile + "JSONEncoding.";
    String format = tree.get(json + "ReportFormat");
    byte[] body =
        ReportWriter.json(values, format.equals("ObjectHierarchy"), tree.get(json + "ReportTimestamp"), now);
    return new Report(profile, destination(profile), "application/json", format, body);
  }

  private SequencedMap<String, ReportWriter.Value> values(String profile) {
    SequencedMap<String, ReportWriter.Value> values = new LinkedHashMap<>();
    for (Place row : tree.children(tree.find(profile + "Parameter."))) {
      String reference = tree.get(row.path() + "Reference");
      if (!reference.isEmpty()) {
        collect(reference, 0, reference, tree.get(row.path() + "Name"), values);
      }
    }
    return values;
  }

  /** Follows a reference, which may be a parameter, an object with all that is in it, and hold {@code *} for instances. */
  private void collect(
      String path, int from, String reference, String name, SequencedMap<String, ReportWriter.Value> into) {
    int star = path.indexOf("*", from);
    if (star < 0) {
      Place place = tree.find(path);
      if (place != null && place.node() instanceof Parameter) {
        add(place, reference, name, into);
      } else if (place != null) {
        tree.walk(place, found -> add(found, reference, name, into));
      }
      return;
    }
    Place table = tree.find(path.substring(0, star));
    for (Place row : table == null ? List.<Place>of() : tree.children(table)) {
      if (row.row()) {
        String rest = path.substring(Math.min(path.length(), star + 2));
        collect(row.path() + rest, row.path().length(), reference, name, into);
      }
    }
  }

  private void add(Place place, String reference, String name, SequencedMap<String, ReportWriter.Value> into) {
    if (place.node() instanceof Parameter parameter && into.size() < MOST_VALUES) {
      String type = parameter.syntax().kind().xsd().substring("xsd:".length());
      into.put(shownAs(place.path(), reference, name), new ReportWriter.Value(tree.shown(place), type));
    }
  }

  /** A profile's own name stands for the whole reference, or for what of it is the same for all that it brings. */
  private static String shownAs(String path, String reference, String name) {
    if (name.isEmpty() || path.equals(reference)) {
      return name.isEmpty() ? path : name;
    }
    int star = reference.indexOf('*');
    int fixed = star < 0 ? reference.length() : star;
    return name + '.' + path.substring(Math.min(fixed, path.length()));
  }

  private Report.Destination destination(String profile) {
    return switch (tree.get(profile + "Protocol")) {
      case "MQTT" -> new Report.Destination.Mqtt(tree.get(profile + "MQTT.PublishTopic"));
      case "USPEventNotif" -> new Report.Destination.Event();
      default -> {
        String http = profile + "HTTP.";
        yield new Report.Destination.Http(
            url(http),
            tree.get(http + "Method"),
            tree.get(http + "Username"),
            tree.get(http + "Password"),
            tree.get(http + "Compression").equals("GZIP"));
      }
    };
  }

  private String url(String http) {
    StringBuilder url = new StringBuilder(tree.get(http + "URL"));
    for (Place row : tree.children(tree.find(http + "RequestURIParameter."))) {
      Place place = tree.find(tree.get(row.path() + "Reference"));
      if (place != null && place.node() instanceof Parameter) {
        url.append(url.indexOf("?") < 0 ? '?' : '&')
            .append(URLEncoder.encode(tree.get(row.path() + "Name"), UTF_8))
            .append('=')
            .append(URLEncoder.encode(tree.shown(place), UTF_8).replace("+", "%20"));
      }
    }
    return url.toString();
  }
}
