package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.store.FileRow;
import org.argonaut.store.Page;
import org.argonaut.store.Store;

/** {@code /files}: firmware and configuration for Download, and what devices uploaded. */
final class FileRoutes {
  private static final String ONE = "/api/v1/files/{name}";
  private static final String TAG = "files";
  private static final String BINARY = "application/octet-stream";
  private static final Parameter NAME =
      new Parameter("name", new Parameter.Text(255), "The file's name, percent-encoded: a slash is %2F", null);

  private final Store store;
  private final ApiSettings settings;

  FileRoutes(Surroundings around, ApiSettings settings) {
    this.store = around.store();
    this.settings = settings;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/files", "listFiles", "List files by name")
            .tag(TAG)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of files", Schema.page("File", "cursor"))
            .handledBy(this::list),
        Route.get(ONE, "getFile", "The content of a file")
            .tag(TAG)
            .at(NAME)
            .answers(200, "The content; ETag is its SHA-256", BINARY, Json.object().put("type", "string").put("format", "binary"))
            .answers(304, "Not changed (If-None-Match)")
            .problem(404, "No such file")
            .handledBy(this::get),
        Route.put(ONE, "putFile", "Store a file; one of the same name is replaced when the last byte is in")
            .tag(TAG)
            .at(NAME)
            .takes(
                Parameter.text("type", "TR-069 FileType, such as `1 Firmware Upgrade Image`"),
                Parameter.text("version", "Version of the firmware or configuration"),
                Parameter.text("model", "Which devices it is for; left out: any"))
            .streamedBody("The content, as it is")
            .within(_ -> settings.uploadTimeout())
            .answers(200, "Replaced", Schema.ref("File"))
            .answers(201, "Created", Schema.ref("File"))
            .handledBy(this::put),
        Route.delete(ONE, "deleteFile", "Delete a file")
            .tag(TAG)
            .at(NAME)
            .answers(204, "Deleted; downloads that have begun may finish")
            .problem(404, "No such file")
            .handledBy(this::delete));
  }

  static ObjectNode schema() {
    return Schema.object()
        .with("name", Schema.string("Its name"))
        .with("type", Schema.stringOrNull("TR-069 FileType"))
        .with("version", Schema.stringOrNull("Version"))
        .with("model", Schema.stringOrNull("Which devices it is for; null: any"))
        .with("size", Schema.integer("Bytes"))
        .with("sha256", Schema.string("Of the content, in hex"))
        .with("updated", Schema.timeOrNull("When it was stored"))
        .build();
  }

  private Response list(Request request) throws Problem, InterruptedException {
    Page<FileRow> page = Lists.page(request, () -> store.files().list(Lists.limit(request), request.text("cursor")));
    return Response.json(200, Lists.json(page, FileRoutes::json));
  }

  private Response get(Request request) throws Problem, InterruptedException {
    String name = request.path("name");
    FileRow row = request.await(store.files().stat(name));
    if (row == null) {
      throw unknown(name);
    }
    String etag = "\"" + row.sha256() + "\"";
    if (request.header("If-None-Match").filter(v -> v.equals("*") || v.contains(etag)).isPresent()) {
      return Response.empty(304).withHeader("ETag", etag);
    }
    return Response.stream(200, BINARY, store.files().read(name, 0, row.size()), row.size())
        .withHeader("ETag", etag)
        .withHeader("Content-Disposition", "attachment; filename*=UTF-8''" + Links.segment(name))
        .withHeader("X-Content-Type-Options", "nosniff");
  }

  private Response put(Request request) throws Problem, InterruptedException {
    String name = request.path("name");
    if (Stream.of(name.split("/", -1)).anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
      throw Problem.badField("name", "A file's name cannot hold empty parts, '.' or '..' between slashes");
    }
    boolean created = request.await(store.files().stat(name)) == null;
    FileRow row =
        request.await(
            store
                .files()
                .put(name, request.text("type"), request.text("version"), request.text("model"), request.stream()));
    Response response = Response.json(created ? 201 : 200, json(row));
    return created ? response.withHeader("Location", Links.file(name)) : response;
  }

  private Response delete(Request request) throws Problem, InterruptedException {
    String name = request.path("name");
    if (!request.await(store.files().delete(name))) {
      throw unknown(name);
    }
    return Response.empty(204);
  }

  private static Problem unknown(String name) {
    return Problem.notFound("No file is called '" + name + "'");
  }

  private static JsonNode json(FileRow row) {
    return Json.object()
        .put("name", row.name())
        .put("type", row.type())
        .put("version", row.version())
        .put("model", row.model())
        .put("size", row.size())
        .put("sha256", row.sha256())
        .put("updated", DeviceJson.time(row.updated()));
  }
}
