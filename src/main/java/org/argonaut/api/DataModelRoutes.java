package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.catalog.Catalog;
import org.argonaut.catalog.MergedModel;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.Spelling;
import org.argonaut.datamodel.json.BuiltInModels;
import org.argonaut.store.Page;
import org.argonaut.store.PluginRow;

/** {@code /datamodels}: what models there are, what a path of them is, how a path goes on. */
final class DataModelRoutes {
  static final String TAG = "datamodels";
  static final Parameter MODEL =
      Parameter.text("model", "A device's model or product class: with the plugins such devices get. Left out: those of all devices");
  private static final String ALL = "/api/v1/datamodels";
  private static final int SUGGESTIONS = 10;
  private static final List<String> MERGED = List.of("tr-181", "tr-098");

  private final Catalog catalog;

  DataModelRoutes(Surroundings around) {
    this.catalog = around.catalog();
  }

  List<Route> routes() {
    return List.of(
        Route.get(ALL, "listDataModels", "List the built-in data models and the plugins, by name")
            .tag(TAG)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of models and plugins", Schema.page("ListedDataModel", "cursor"))
            .handledBy(this::list),
        Route.get(ALL + "/{name}", "getDataModel", "What a path of a data model is, or how what was typed goes on")
            .tag(TAG)
            .at(Parameter.text("name", "One of the built-in models: " + String.join(", ", BuiltInModels.NAMES)))
            .takes(
                MODEL,
                Parameter.text("path", "What to describe; objects end with a dot, instances are {i} or numbers. Left out: the model itself"),
                Parameter.oneOf("protocol", "What that protocol sees only, and as it does. Left out: what either sees", "cwmp", "usp"),
                Parameter.text("complete", "The beginning of a path: the answer lists how it goes on"),
                Lists.LIMIT)
            .answers(200, "The model, the node, or the completions", answerSchema())
            .problem(404, "No such model; or no such path: `suggestions` has what was maybe meant")
            .handledBy(this::get));
  }

  private static ObjectNode answerSchema() {
    return Schema.object()
        .with("name", Schema.string("The model"))
        .with("models", Schema.strings("What it is made of, as Device:2.19"))
        .with("plugins", Schema.strings("Those merged in, in this order"))
        .maybe("node", Schema.ref("DataModelNode"))
        .maybe("roots", Schema.strings("The objects on top"))
        .maybe("completions", Schema.strings("Paths that go on from what was typed"))
        .build();
  }

  static ObjectNode listedSchema() {
    return Schema.object()
        .with("name", Schema.string("Of a plugin the file"))
        .with("kind", Schema.oneOf("What it is", "built-in", "plugin"))
        .with("models", Schema.strings("Of a built-in model what it is made of, as Device:2.19; of a plugin the device models it is for, none: all"))
        .maybe("objects", Schema.integer("How many; tables count once"))
        .maybe("parameters", Schema.integer("How many"))
        .maybe("commands", Schema.integer("How many"))
        .maybe("events", Schema.integer("How many"))
        .maybe("revision", Schema.integer("Raised with every change of any plugin"))
        .maybe("updated", Schema.time("When it was put"))
        .maybe("errors", Schema.integer("Findings of the linter; GET the plugin for them"))
        .maybe("warnings", Schema.integer("Findings of the linter; GET the plugin for them"))
        .build();
  }

  // ---- list ----

  private Response list(Request request) throws Problem, InterruptedException {
    TreeMap<String, ObjectNode> all = new TreeMap<>();
    for (String name : BuiltInModels.NAMES) {
      all.put(name, builtIn(name));
    }
    for (PluginRow plugin : request.await(catalog.refreshedPlugins())) {
      all.put(plugin.file(), PluginRoutes.listed(plugin, catalog));
    }
    String cursor = request.text("cursor");
    List<ObjectNode> rest = new ArrayList<>((cursor == null ? all : all.tailMap(cursor, false)).values());
    int limit = Lists.limit(request);
    Page<ObjectNode> page =
        rest.size() <= limit
            ? new Page<>(rest, null)
            : new Page<>(rest.subList(0, limit), rest.get(limit - 1).path("name").asText());
    return Response.json(200, Lists.json(page, item -> item));
  }

  private static ObjectNode builtIn(String name) {
    var schema = BuiltInModels.schema(name);
    Map<NodeKind, Integer> counts = new EnumMap<>(NodeKind.class);
    count(schema.root(), counts);
    ObjectNode json = Json.object().put("name", name).put("kind", "built-in");
    json.set("models", Json.tree(schema.models()));
    return json.put("objects", counts.getOrDefault(NodeKind.OBJECT, 0))
        .put("parameters", counts.getOrDefault(NodeKind.PARAMETER, 0))
        .put("commands", counts.getOrDefault(NodeKind.COMMAND, 0))
        .put("events", counts.getOrDefault(NodeKind.EVENT, 0));
  }

  /** Arguments of commands and events are not counted. */
  private static void count(SchemaNode node, Map<NodeKind, Integer> counts) {
    for (SchemaNode child : node.children()) {
      counts.merge(child.kind(), 1, Integer::sum);
      if (child.kind() == NodeKind.OBJECT) {
        count(child, counts);
      }
    }
  }

  // ---- one ----

  private Response get(Request request) throws Problem, InterruptedException {
    String name = request.path("name");
    if (!BuiltInModels.NAMES.contains(name)) {
      throw Problem.notFound(
          "No data model is called '" + name + "'; there is " + String.join(", ", BuiltInModels.NAMES) + ". Plugins are below "
              + ALL + "/plugins/");
    }
    String path = request.text("path");
    String typed = request.text("complete");
    if (path != null && typed != null) {
      throw Problem.badField("complete", "Give either path or complete, not both");
    }
    MergedModel model = model(request, name);
    Protocols asker = request.has("protocol") ? Protocols.valueOf(request.text("protocol").toUpperCase(Locale.ROOT)) : Protocols.BOTH;
    ObjectNode json = Json.object().put("name", name);
    json.set("models", Json.tree(model.schema().models()));
    json.set("plugins", Json.tree(model.plugins()));
    if (typed != null) {
      json.set("completions", Json.tree(model.schema().complete(typed, asker, Lists.limit(request))));
    } else if (path != null) {
      SchemaNode node = model.schema().find(path, asker);
      if (node == null) {
        throw unknown(name, model, path);
      }
      json.set("node", NodeJson.node(node));
    } else {
      ArrayNode roots = json.putArray("roots");
      model.schema().root(asker).children().forEach(root -> roots.add(root.path()));
    }
    return Response.json(200, json);
  }

  private MergedModel model(Request request, String name) throws Problem, InterruptedException {
    String model = request.text("model");
    if (MERGED.contains(name)) {
      return request.await(catalog.of(name, model == null ? "" : model));
    }
    if (model != null) {
      throw Problem.badField("model", "Plugins extend tr-181 only, so " + name + " is the same for all devices; leave model out");
    }
    return new MergedModel(name, BuiltInModels.schema(name), List.of(), List.of(), List.of());
  }

  private static Problem unknown(String name, MergedModel model, String path) {
    List<String> near = Spelling.near(model.schema(), path, SUGGESTIONS);
    String advice = near.isEmpty() ? "objects end with a dot, instances are {i} or numbers" : "there is " + String.join(", ", near);
    return Problem.notFound("There is no '" + path + "' in " + name + "; " + advice).with("suggestions", Json.tree(near));
  }
}
