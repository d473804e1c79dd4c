package org.argonaut.bulkdata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads JSON reports: an object with an array {@code Report} of objects, each with its {@code CollectionTime} and either names
 * with values or objects within objects by the parts of the paths.
 */
final class JsonReports {
  private static final String REPORT = "Report";
  private static final String TIME = "CollectionTime";
  /** How the parser names a place within its messages. */
  private static final Pattern PLACE = Pattern.compile("\\[Source: [^;]*; (line: \\d+, column: \\d+)\\]");

  private static final int MAX_DEPTH = 40;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNameLength(2048).build())
          .build();

  private final JsonParser in;
  private final Gathering found;
  private boolean nested;

  private JsonReports(JsonParser in, BulkDataSettings limits) {
    this.in = in;
    this.found = new Gathering(limits);
  }

  static List<BulkReport> read(byte[] body, BulkDataSettings limits) throws BadReport {
    try (JsonParser in = FACTORY.createParser(body)) {
      return new JsonReports(in, limits).reports();
    } catch (JsonProcessingException e) {
      throw BadReport.unreadable("the body is no JSON: " + PLACE.matcher(e.getOriginalMessage()).replaceAll("$1") + place(e));
    } catch (IOException e) {
      throw BadReport.unreadable("the body is no JSON: " + e.getMessage());
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
  }

  private List<BulkReport> reports() throws IOException, BadReport {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw BadReport.unreadable("the body must be a JSON object with an array \"Report\"");
    }
    boolean seen = false;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String member = in.currentName();
      in.nextToken();
      if (member.equals(REPORT)) {
        seen = true;
        oneOrMore();
      } else {
        in.skipChildren();
      }
    }
    if (!seen) {
      throw BadReport.unreadable("the JSON object has no member \"Report\"");
    }
    if (in.nextToken() != null) {
      throw BadReport.unreadable("something follows the JSON object");
    }
    return found.reports();
  }

  private void oneOrMore() throws IOException, BadReport {
    if (in.currentToken() == JsonToken.START_OBJECT) { // some devices leave the array out around one
      report();
      return;
    }
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw BadReport.unreadable("\"Report\" must be an array of objects");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw BadReport.unreadable("\"Report\" must hold objects only");
      }
      report();
    }
  }

  private void report() throws IOException, BadReport {
    nested = false;
    members("");
    found.endReport(nested ? "ObjectHierarchy" : "NameValuePair");
  }

  private void members(String path) throws IOException, BadReport {
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + in.currentName();
      switch (in.nextToken()) {
        case START_OBJECT -> {
          nested = true;
          members(name + '.');
        }
        case START_ARRAY -> throw BadReport.unreadable(name + " is an array; instances are objects by their numbers");
        case VALUE_NULL -> found.add(name, "");
        default -> value(name);
      }
    }
  }

  private void value(String name) throws IOException, BadReport {
    if (name.equals(TIME)) {
      found.collectedAt(in.getText());
    } else {
      found.add(name, in.getText());
    }
  }
}
