package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.api.http.Fields;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpJson;
import org.argonaut.cwmp.CwmpJsonException;
import org.argonaut.cwmp.Envelope;
import org.argonaut.store.FileRow;
import org.argonaut.store.Store;

/**
 * Reads the RPC of a request, from JSON or SOAP. Where a transfer names one of our files ({@code "file"}) instead of a URL, the
 * link, the size and the type are filled in.
 */
final class RpcReader {
  private final Store store;
  private final FileLinks links;
  private final ApiSettings settings;
  private final KnownTypes types;

  RpcReader(Surroundings around, ApiSettings settings) {
    this.store = around.store();
    this.types = new KnownTypes(store);
    this.links = around.links();
    this.settings = settings;
  }

  /**
   * One RPC of a caller.
   *
   * @param soap the envelope it came in; null: it came as JSON
   */
  record Rpc(CpeMethod method, Envelope soap) {}

  /**
   * Reads one RPC for a device.
   *
   * @param timeout how long it may wait for its device, and so how long links in it must hold
   * @throws Problem 400 that names the member and the fix
   */
  Rpc read(Request request, String sn, Duration timeout) throws Problem, InterruptedException {
    if (SoapBodies.isSoap(request)) {
      Envelope envelope = SoapBodies.read(request);
      return new Rpc(SoapBodies.method(envelope), envelope);
    }
    return new Rpc(readJson(request, sn, timeout), null);
  }

  private CpeMethod readJson(Request request, String sn, Duration timeout) throws Problem, InterruptedException {
    Fields fields = request.fields();
    String rpc = fields.requiredText("rpc");
    ObjectNode json = fields.node();
    if (json.has("file")) {
      Duration validity = timeout.plus(settings.linkValidity());
      switch (rpc) {
        case "Download", "ScheduleDownload" -> fillDownload(request, fields, validity);
        case "Upload" -> fillUpload(fields, validity);
        default -> throw Problem.badField("file", "Only Download, ScheduleDownload and Upload take a 'file'");
      }
    }
    return method(request, sn, json);
  }

  /** Values without a type get the one the device last told for the parameter. */
  private CpeMethod method(Request request, String sn, JsonNode json) throws Problem, InterruptedException {
    Set<String> untyped = new LinkedHashSet<>();
    try {
      CpeMethod method =
          CwmpJson.fromJson(
              json,
              path -> {
                untyped.add(path);
                return null;
              });
      if (untyped.isEmpty()) {
        return method;
      }
      Map<String, String> known = types.of(request, sn, List.copyOf(untyped));
      return CwmpJson.fromJson(json, known::get);
    } catch (CwmpJsonException e) {
      throw Problem.badField(e.field(), e.getMessage());
    }
  }

  private void fillDownload(Request request, Fields fields, Duration validity) throws Problem, InterruptedException {
    String name = exclusive(fields);
    FileRow file = request.await(store.files().stat(name));
    if (file == null) {
      throw Problem.badField("file", "No file is called '" + name + "'; PUT it to /api/v1/files first");
    }
    ObjectNode json = fields.node();
    json.remove("file");
    json.put("url", links.downloadUrl(name, validity)).put("fileSize", file.size());
    if (!json.hasNonNull("fileType")) {
      if (file.type() == null || file.type().isEmpty()) {
        throw Problem.badField(
            "fileType", "The file was stored without a type; give fileType, such as '1 Firmware Upgrade Image'");
      }
      json.put("fileType", file.type());
    }
    if (!json.has("targetFileName")) {
      json.put("targetFileName", name);
    }
  }

  private void fillUpload(Fields fields, Duration validity) throws Problem {
    String name = exclusive(fields);
    fields.node().remove("file");
    fields.node().put("url", links.uploadUrl(name, validity));
  }

  private static String exclusive(Fields fields) throws Problem {
    String name = fields.requiredText("file");
    if (fields.has("url")) {
      throw Problem.badField("url", "Give either 'file' (one of ours) or 'url', not both");
    }
    return name;
  }
}
