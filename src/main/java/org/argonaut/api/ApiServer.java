package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.argonaut.api.http.BearerToken;
import org.argonaut.api.http.HttpLimits;
import org.argonaut.api.http.HttpService;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.OpenApi;
import org.argonaut.api.http.ParsingProblem;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.RouteTable;
import org.argonaut.profile.ProfileFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API port of this node. */
public final class ApiServer {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final ServerBinding binding;
  private final HttpService service;
  private final LiveStreams streams;
  private final Duration stopTimeout;

  private ApiServer(ServerBinding binding, HttpService service, LiveStreams streams, Duration stopTimeout) {
    this.binding = binding;
    this.service = service;
    this.streams = streams;
    this.stopTimeout = stopTimeout;
  }

  /**
   * Binds the port and serves.
   *
   * @param adminToken the one bearer token that is let in
   * @return fails when the port is taken
   */
  public static CompletionStage<ApiServer> start(
      ActorSystem<?> system, ApiSettings settings, String adminToken, Surroundings around) {
    LiveStreams streams = new LiveStreams(settings);
    RouteTable table = table(around, settings, streams);
    HttpService service =
        new HttpService(
            system,
            table,
            new BearerToken(adminToken),
            new HttpLimits(
                settings.requestTimeout(),
                settings.maxConcurrentRequests(),
                settings.maxBodyBytes(),
                settings.gzipFromBytes()),
            Failures::problemOf,
            around.metrics()::answered);
    around.metrics().gauge("argonaut.api.requests.active", "API requests being answered now", service::inFlight);
    around.metrics().gauge("argonaut.api.event.streams", "Live streams open now", streams::open);
    return Http.get(system)
        .newServerAt(settings.bind(), settings.port())
        .withSettings(serverSettings(system, settings))
        .bind(service::handle)
        .thenApply(
            binding -> {
              LOG.info("api listens on {}", binding.localAddress());
              return new ApiServer(binding, service, streams, settings.stopTimeout());
            });
  }

  /** The routes, and the document that describes them among them. */
  static RouteTable table(Surroundings around, ApiSettings settings, LiveStreams streams) {
    AtomicReference<ObjectNode> document = new AtomicReference<>();
    List<Route> routes = new ArrayList<>();
    routes.addAll(new DeviceRoutes(around).routes());
    routes.addAll(new CwmpRoutes(around, settings).routes());
    routes.addAll(new UspRoutes(around, settings).routes());
    routes.addAll(new BulkDataRoutes(around).routes());
    routes.addAll(new CommandRoutes(around).routes());
    routes.addAll(new DeviceModelRoutes(around, settings).routes());
    routes.addAll(new DataModelRoutes(around).routes());
    routes.addAll(new PluginRoutes(around).routes());
    routes.addAll(new CredentialRoutes(around).routes());
    routes.addAll(new FileRoutes(around, settings).routes());
    routes.addAll(new EventRoutes(around, settings, streams).routes());
    routes.addAll(new ScriptRoutes(around).routes());
    routes.addAll(new ScriptHistoryRoutes(around).routes());
    routes.addAll(new ParkedRoutes(around).routes());
    routes.addAll(new ScriptLogRoutes(around, streams).routes());
    routes.addAll(new ProfileRoutes(around, streams).routes());
    routes.addAll(new ResourceRoutes(around, settings).routes());
    routes.addAll(new DiagnosticRoutes(around, settings, streams).routes());
    routes.addAll(new ServiceRoutes(around).routes());
    routes.addAll(new ServiceInstanceRoutes(around).routes());
    routes.addAll(new SystemRoutes(around, document::get).routes());
    RouteTable table = new RouteTable(routes);
    document.set(OpenApi.document(info(around.version()), tags(), table, components()));
    return table;
  }

  private static ObjectNode info(String version) {
    return Json.object()
        .put("title", "Argonaut")
        .put("version", version)
        .put(
            "description",
            "Manages CPEs over TR-069. Errors are problem documents (RFC 9457). Lists page by cursor. Ids in paths are"
                + " percent-encoded.");
  }

  private static Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("devices", "CPEs, their attributes and cached parameters");
    tags.put("commands", "RPCs on devices: run, queue, follow, cancel");
    tags.put("datamodels", "Data models and plugins: what a path is, what a device supports");
    tags.put("credentials", "What CPEs authenticate with");
    tags.put("files", "Firmware and configuration for Download, and what devices uploaded");
    tags.put("services", "Zero-touch provisioning: service definitions and their instances on devices");
    tags.put("events", "What happened to devices");
    tags.put("scripts", "Lua scripts: change, start, stop, watch");
    tags.put("profiles", "Device profiles, and devices as they show them: resources, capabilities, diagnostics");
    tags.put("system", "Health, metrics, this document");
    return tags;
  }

  private static Map<String, ObjectNode> components() {
    Map<String, ObjectNode> components = new TreeMap<>();
    components.put("ListedDevice", DeviceJson.listedSchema());
    components.put("Device", DeviceJson.schema());
    components.put("DeviceChange", DeviceRoutes.changeSchema());
    components.put("ListedBulkReport", BulkDataRoutes.listedSchema());
    components.put("BulkReport", BulkDataRoutes.schema());
    components.put("CachedParameter", DeviceRoutes.parameterSchema());
    components.put("Command", CommandRoutes.schema());
    components.put("Objection", Objections.schema());
    components.put("ListedDataModel", DataModelRoutes.listedSchema());
    components.put("DataModelNode", NodeJson.nodeSchema());
    components.put("Plugin", PluginRoutes.schema());
    components.put("Finding", PluginRoutes.findingSchema());
    components.put("Credential", CredentialRoutes.schema());
    components.put("File", FileRoutes.schema());
    components.put("Event", EventRoutes.schema());
    components.put("Script", ScriptJson.schema());
    components.put("ListedScript", ScriptJson.listedSchema());
    components.put("ScriptVersion", ScriptJson.versionSchema());
    components.put("ListedScriptVersion", ScriptJson.listedVersionSchema());
    components.put("ParkedEvent", ParkedRoutes.schema());
    components.put("ScriptLogLine", ScriptJson.lineSchema());
    components.put("Profile", ProfileRoutes.schema());
    components.put("ListedProfile", ProfileRoutes.listedSchema());
    components.put("ResourceChange", ResourceRoutes.changeSchema());
    components.put("Diagnostic", DiagnosticRoutes.schema());
    components.put("Capabilities", ResourceRoutes.capabilitiesSchema());
    components.put("Service", ServiceRoutes.schema());
    components.put("ServiceChange", ServiceRoutes.changeSchema());
    components.put("ServiceInstance", ServiceInstanceRoutes.schema());
    components.put("ServiceInstanceChange", ServiceInstanceRoutes.changeSchema());
    components.put("ServiceInstanceApplied", ServiceInstanceRoutes.appliedSchema());
    components.putAll(CwmpSchemas.components());
    return components;
  }

  private static ServerSettings serverSettings(ActorSystem<?> system, ApiSettings settings) {
    // Deadlines are ours; a connection may be silent for as long as a command may take.
    Duration silence = settings.maxCommandTimeout().plusSeconds(30);
    Map<String, Object> ours =
        Map.of(
            "pekko.http.server.parsing.error-handler", ParsingProblem.class.getName(),
            "pekko.http.server.request-timeout", "infinite",
            "pekko.http.server.idle-timeout", silence.toMillis() + "ms",
            "pekko.http.server.max-connections", settings.maxConnections(),
            "pekko.http.server.server-header", "",
            "pekko.http.server.parsing.uri-parsing-mode", "strict",
            "pekko.http.server.remote-address-attribute", "on");
    return ServerSettings.create(ConfigFactory.parseMap(ours).withFallback(system.settings().config()));
  }

  /** The problem document of a profile's failure, for what is kept of it. */
  public static JsonNode problemOf(String sn, ProfileFailure failure) {
    return ProfileProblems.of(sn, failure).document();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  /** Stops taking connections, ends live streams, lets requests finish within {@code argonaut.api.stop-timeout}. */
  public CompletionStage<Done> stop() {
    streams.close();
    return binding
        .terminate(stopTimeout)
        .thenApply(
            _ -> {
              service.close();
              return Done.getInstance();
            });
  }
}
