package org.argonaut.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpJson;
import org.argonaut.cwmp.CwmpJsonException;
import org.argonaut.store.FileRow;
import org.argonaut.store.Store;

/**
 * Makes RPCs of requests in JSON ({@link CwmpJson}), with what only we know filled in: the types of
 * parameters, and where a transfer names one of our files ({@code "file"}) instead of a URL, its link, size and type.
 */
public final class RpcRequests {
  private final Store store;
  private final FileLinks links;
  private final ParameterTypes types;

  public RpcRequests(Store store, FileLinks links, ParameterTypes types) {
    this.store = store;
    this.links = links;
    this.types = types;
  }

  /**
   * Reads one RPC for a device.
   *
   * @param linkValidity how long links to our files in it must hold
   * @return fails with {@link CwmpJsonException}, which names the field and the fix, for what is no request
   */
  public CompletionStage<CpeMethod> read(String sn, ObjectNode request, Duration linkValidity) {
    ObjectNode json = request.deepCopy();
    try {
      if (!json.has("file")) {
        return method(sn, json);
      }
      String name = fileName(json);
      return switch (json.path("rpc").asText()) {
        case "Download", "ScheduleDownload" ->
            store.files().stat(name).thenCompose(file -> {
              fillDownload(json, name, file, linkValidity);
              return method(sn, json);
            });
        case "Upload" -> {
          json.put("url", links.uploadUrl(name, linkValidity));
          yield method(sn, json);
        }
        default -> throw new CwmpJsonException("file", "only Download, ScheduleDownload and Upload take a 'file'");
      };
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Takes the name of the file out of the request. */
  private static String fileName(ObjectNode json) {
    JsonNode name = json.remove("file");
    if (!name.isTextual() || name.textValue().isEmpty()) {
      throw new CwmpJsonException("file", "given " + name + ", expected the name of one of our files");
    }
    if (json.hasNonNull("url")) {
      throw new CwmpJsonException("url", "give either 'file' (one of ours) or 'url', not both");
    }
    return name.textValue();
  }

  private void fillDownload(ObjectNode json, String name, FileRow file, Duration validity) {
    if (file == null) {
      throw new CwmpJsonException("file", "no file is called '" + name + "'; PUT it to /api/v1/files first");
    }
    json.put("url", links.downloadUrl(name, validity)).put("fileSize", file.size());
    if (!json.hasNonNull("fileType")) {
      if (file.type() == null || file.type().isEmpty()) {
        throw new CwmpJsonException(
            "fileType", "the file was stored without a type; give fileType, such as '1 Firmware Upgrade Image'");
      }
      json.put("fileType", file.type());
    }
    if (!json.has("targetFileName")) {
      json.put("targetFileName", name);
    }
  }

  /** Values without a type get the one that is known for the parameter. */
  private CompletionStage<CpeMethod> method(String sn, JsonNode json) {
    Set<String> untyped = new LinkedHashSet<>();
    CpeMethod method =
        CwmpJson.fromJson(
            json,
            path -> {
              untyped.add(path);
              return null;
            });
    if (untyped.isEmpty()) {
      return CompletableFuture.completedFuture(method);
    }
    return types.of(sn, List.copyOf(untyped)).thenApply(known -> CwmpJson.fromJson(json, known::get));
  }
}
