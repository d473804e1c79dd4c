package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Schema;
import org.argonaut.cwmp.CwmpJson;

/** The schemas of RPCs: those of {@code cwmp}, plus what this API fills in. */
final class CwmpSchemas {
  private static final Set<String> TRANSFERS = Set.of("Download", "ScheduleDownload", "Upload");

  private CwmpSchemas() {}

  /** Components by name: one for each RPC, and those that stand for all requests and all answers. */
  static Map<String, ObjectNode> components() {
    Map<String, ObjectNode> components = new TreeMap<>();
    ObjectNode request = Json.object().put("description", "One RPC; `rpc` says which");
    ArrayNode alternatives = request.putArray("oneOf");
    ObjectNode discriminator = request.putObject("discriminator").put("propertyName", "rpc");
    ObjectNode mapping = discriminator.putObject("mapping");
    CwmpJson.requestSchemas()
        .forEach(
            (rpc, schema) -> {
              components.put(rpc, TRANSFERS.contains(rpc) ? withFile(rpc, schema) : schema);
              alternatives.add(Schema.ref(rpc));
              mapping.put(rpc, "#/components/schemas/" + rpc);
            });
    components.put("CwmpRequest", request);
    components.put("UspMessage", UspRoutes.schema());
    components.put("CwmpAnswer", answer());
    components.put("CwmpFault", Outcomes.faultSchema());
    return components;
  }

  /** A transfer may name one of our files in place of a URL; for downloads its type is known then, too. */
  private static ObjectNode withFile(String rpc, ObjectNode schema) {
    ObjectNode extended = schema.deepCopy();
    extended
        .withObjectProperty("properties")
        .set("file", Schema.string("The name of one of our files, in place of `url`"));
    ArrayNode required = Json.array();
    for (JsonNode member : schema.path("required")) {
      boolean filledIn = member.asText().equals("url") || (member.asText().equals("fileType") && !rpc.equals("Upload"));
      if (!filledIn) {
        required.add(member);
      }
    }
    extended.set("required", required);
    return extended;
  }

  private static ObjectNode answer() {
    return Schema.object()
        .with("rpc", Schema.string("The answer's name, such as GetParameterValuesResponse"))
        .maybe(
            "failed",
            Schema.mapOf(
                Schema.ref("CwmpFault"),
                "GetParameterValues that was read in pieces: parameters that alone could not be read, with the fault"))
        .maybe("warnings", Schema.arrayOf(Schema.ref("Objection")))
        .build()
        .put("additionalProperties", true)
        .put("description", "The arguments of the answer, named as in TR-069 with a small first letter");
  }
}
