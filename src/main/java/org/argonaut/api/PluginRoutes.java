package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.catalog.Catalog;
import org.argonaut.catalog.PluginTrial;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Finding.Level;
import org.argonaut.store.PluginRow;
import org.argonaut.store.PluginRows;

/** {@code /datamodels/plugins}: JSON plugins of the data model and the device models they are for. */
final class PluginRoutes {
  private static final String ONE = "/api/v1/datamodels/plugins/{file}";
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,122}[.]json");
  private static final int MAX_MODELS = 100;
  private static final int MAX_MODEL = 128;
  private static final Parameter NAME =
      new Parameter("file", new Parameter.Text(128), "The file's name, which ends with .json; plugins are merged in the order of their names", null);

  private final Catalog catalog;

  PluginRoutes(Surroundings around) {
    this.catalog = around.catalog();
  }

  List<Route> routes() {
    return List.of(
        Route.get(ONE, "getPlugin", "A plugin, what the linter finds in it, and what it does to the data model")
            .tag(DataModelRoutes.TAG)
            .at(NAME)
            .answers(200, "The plugin", Schema.ref("Plugin"))
            .problem(404, "No such plugin")
            .handledBy(this::get),
        Route.put(ONE, "putPlugin", "Create or replace a plugin; what the linter finds is told, and hinders only if nothing could be used")
            .tag(DataModelRoutes.TAG)
            .at(NAME)
            .takes(
                Parameter.texts("model", MAX_MODEL, MAX_MODELS, "The device models (or product classes) it is for, once for each; none: all"),
                Parameter.flag("dry_run", false, "Check it and tell what it would do; nothing is kept"))
            .body(Response.JSON, Schema.any("The plugin: a JSON object; commas before closing brackets are taken"), "The plugin")
            .answers(200, "Replaced; or checked (dry_run)", Schema.ref("Plugin"))
            .answers(201, "Created", Schema.ref("Plugin"))
            .problem(409, "There are as many plugins as devices load already")
            .problem(422, "Nothing of it can be used: `line` says where it breaks, `findings` what else is wrong")
            .handledBy(this::put),
        Route.delete(ONE, "deletePlugin", "Forget a plugin")
            .tag(DataModelRoutes.TAG)
            .at(NAME)
            .answers(204, "Forgotten; nodes follow within seconds")
            .problem(404, "No such plugin")
            .handledBy(this::delete));
  }

  static ObjectNode findingSchema() {
    return Schema.object()
        .with("line", Schema.integer("From 1; 0: the file as a whole"))
        .with("level", Schema.oneOf("An error means that something of it does nothing", "error", "warning", "info"))
        .with("text", Schema.string("What is wrong, why it matters, how to mend it"))
        .build();
  }

  static ObjectNode schema() {
    ObjectNode change =
        Schema.object()
            .with("kind", Schema.oneOf("What it does", "extended", "overwrote", "excluded", "conflict", "skipped"))
            .with("path", Schema.string("To what"))
            .with("line", Schema.integer("Where in the plugin"))
            .with("text", Schema.string("More about it; empty: nothing"))
            .build();
    return Schema.object()
        .with("file", Schema.string("Its name"))
        .with("models", Schema.strings("The device models it is for; none: all"))
        .maybe("revision", Schema.integer("Raised with every change of any plugin"))
        .maybe("updated", Schema.time("When it was put"))
        .with("errors", Schema.integer("How many of the findings"))
        .with("warnings", Schema.integer("How many of the findings"))
        .with("findings", Schema.arrayOf(Schema.ref("Finding")))
        .with("changes", Schema.arrayOf(change))
        .maybe("content", Schema.string("The plugin as it was put"))
        .build();
  }

  static ObjectNode listed(PluginRow plugin, Catalog catalog) {
    PluginTrial lint = catalog.lint(plugin);
    ObjectNode json = Json.object().put("name", plugin.file()).put("kind", "plugin");
    json.set("models", Json.tree(plugin.models()));
    return json.put("revision", plugin.revision())
        .put("updated", DeviceJson.time(plugin.updated()))
        .put("errors", lint.count(Level.ERROR))
        .put("warnings", lint.count(Level.WARNING));
  }

  private Response get(Request request) throws Problem, InterruptedException {
    PluginRow plugin = existing(request);
    PluginTrial trial = request.await(catalog.tryOut(plugin.file(), plugin.content(), plugin.models()));
    return Response.json(200, json(plugin, trial).put("content", plugin.content()));
  }

  private PluginRow existing(Request request) throws Problem, InterruptedException {
    String file = request.path("file");
    PluginRow plugin = find(request, file);
    if (plugin == null) {
      throw unknown(file);
    }
    return plugin;
  }

  private PluginRow find(Request request, String file) throws Problem, InterruptedException {
    return request.await(catalog.refreshedPlugins()).stream().filter(row -> row.file().equals(file)).findFirst().orElse(null);
  }

  private static Problem unknown(String file) {
    return Problem.notFound("No plugin is called '" + file + "'; GET /api/v1/datamodels lists them");
  }

  private Response put(Request request) throws Problem, InterruptedException {
    String file = request.path("file");
    if (!FILE.matcher(file).matches()) {
      throw Problem.badField(
          "file",
          "'" + file + "' is no name for a plugin: letters, digits, dots, dashes and underscores, a letter or digit first, .json at the end,"
              + " at most 128 characters; such as lan-guard.json");
    }
    List<String> models = models(request);
    String content = content(request);
    PluginTrial trial = request.await(catalog.tryOut(file, content, models));
    if (trial.unusable() != null) {
      throw unusable(file, trial);
    }
    if (request.flag("dry_run")) {
      return Response.json(200, json(new PluginRow(file, content, models, 0, null), trial));
    }
    PluginRows.Result result = request.await(catalog.put(file, content, models));
    if (result == PluginRows.Result.FULL) {
      throw Problem.conflict("There are " + PluginRows.MOST + " plugins already, as many as devices load; delete one first");
    }
    PluginRow stored = Objects.requireNonNullElseGet(find(request, file), () -> new PluginRow(file, content, models, 0, null));
    Response response = Response.json(result == PluginRows.Result.CREATED ? 201 : 200, json(stored, trial));
    return result == PluginRows.Result.CREATED ? response.withHeader("Location", Links.plugin(file)) : response;
  }

  private static List<String> models(Request request) throws Problem {
    List<String> models = request.texts("model").stream().distinct().sorted().toList();
    for (String model : models) {
      if (model.isBlank() || !model.equals(model.strip())) {
        throw Problem.badField(
            "model", "'" + model + "' is no model: it is empty or has blanks around it. For all devices leave model out");
      }
    }
    return models;
  }

  private String content(Request request) throws Problem {
    byte[] body = request.body();
    int most = catalog.settings().maxPluginSize();
    if (body.length > most) {
      throw Problem.of(413, "too-big", "Body too big", "The plugin has " + body.length + " bytes; at most " + most + " are allowed")
          .with("limit", most);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("The body is not UTF-8");
    }
  }

  private static Problem unusable(String file, PluginTrial trial) {
    Finding why = trial.unusable();
    return Problem.of(
            422, "no-plugin", "It is no plugin", "Nothing of " + file + " can be used. Line " + why.line() + ": " + why.text())
        .with("line", why.line())
        .with("findings", findings(trial));
  }

  private static ObjectNode json(PluginRow plugin, PluginTrial trial) {
    ObjectNode json = Json.object().put("file", plugin.file());
    json.set("models", Json.tree(plugin.models()));
    if (plugin.updated() != null) {
      json.put("revision", plugin.revision()).put("updated", DeviceJson.time(plugin.updated()));
    }
    json.put("errors", trial.count(Level.ERROR)).put("warnings", trial.count(Level.WARNING));
    json.set("findings", findings(trial));
    ArrayNode changes = json.putArray("changes");
    trial.changes().forEach(
        change ->
            changes.addObject()
                .put("kind", change.kind().word())
                .put("path", change.path())
                .put("line", change.line())
                .put("text", change.text()));
    return json;
  }

  private static ArrayNode findings(PluginTrial trial) {
    ArrayNode findings = Json.array();
    for (Finding finding : trial.findings()) {
      findings.addObject()
          .put("line", finding.line())
          .put("level", finding.level().name().toLowerCase(Locale.ROOT))
          .put("text", finding.text());
    }
    return findings;
  }

  private Response delete(Request request) throws Problem, InterruptedException {
    String file = request.path("file");
    if (!request.await(catalog.delete(file))) {
      throw unknown(file);
    }
    return Response.empty(204);
  }
}
