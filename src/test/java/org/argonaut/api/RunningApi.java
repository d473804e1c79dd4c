package org.argonaut.api;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.argonaut.catalog.Catalog;
import org.argonaut.catalog.CatalogSettings;
import org.argonaut.device.DeviceSettings;
import org.argonaut.device.Devices;
import org.argonaut.device.FileLinks;
import org.argonaut.device.ShardedDevices;
import org.argonaut.event.EventLog;
import org.argonaut.profile.DeviceLinks;
import org.argonaut.profile.Diagnostics;
import org.argonaut.profile.DataModels;
import org.argonaut.profile.ProfileSettings;
import org.argonaut.profile.Profiles;
import org.argonaut.script.ScriptSettings;
import org.argonaut.script.Scripts;
import org.argonaut.script.functions.LifeCycleFunctions;
import org.argonaut.script.functions.ListenFunctions;
import org.argonaut.script.functions.JsonFunctions;
import org.argonaut.script.service.ServiceRunner;
import org.argonaut.script.service.ServiceSettings;
import org.argonaut.script.service.Services;
import org.argonaut.store.CredentialRow;
import org.argonaut.store.Store;
import org.argonaut.store.TestDatabase;

/** The API of a cluster of one: real store, real devices; only the CPEs have no network. */
final class RunningApi {
  static final String TOKEN = "the admin token";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final SessionCpe cpe = new SessionCpe();
  final ActorTestKit kit;
  final Store store;
  final Devices devices;
  final Scripts scripts;
  final Metrics metrics = new Metrics();
  final ApiServer server;

  RunningApi() throws Exception {
    this(Map.of());
  }

  RunningApi(Map<String, Object> settings) throws Exception {
    Config config =
        ConfigFactory.parseMap(settings)
            .withFallback(ConfigFactory.parseMap(Map.of("argonaut.node.remote-port", 0, "argonaut.api.port", 0)))
            .withFallback(TestDatabase.config())
            .withFallback(ConfigFactory.defaultOverrides())
            .withFallback(ConfigFactory.parseResources("application.conf"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    kit = ActorTestKit.create("argonaut", config);
    store = Store.get(kit.system());
    store.ready().toCompletableFuture().get(30, TimeUnit.SECONDS);
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    DeviceSettings deviceSettings = DeviceSettings.from(config);
    devices = ShardedDevices.start(kit.system(), deviceSettings, cpe);
    cpe.devices = devices;
    ScriptSettings scriptSettings = ScriptSettings.from(config);
    scripts = Scripts.start(kit.system(), scriptSettings, List.of(new LifeCycleFunctions(scriptSettings), new ListenFunctions(kit.system(), devices)));
    metrics.store(store::stats);
    Services services = new Services(store, devices, ServiceSettings.from(config));
    Surroundings around =
        new Surroundings(
            devices,
            store,
            Catalog.start(kit.system(), CatalogSettings.from(config), store),
            EventLog.get(kit.system()),
            scripts,
            (username, password, sn) ->
                store.credentials().put(new CredentialRow(username, sn, "md5", "sha256", "basic " + password.length(), Instant.now())),
            new TestLinks(),
            services,
            new ServiceRunner(services, List.of(new JsonFunctions())),
            Profiles.start(store, ProfileSettings.from(config), DataModels.NONE),
            new DeviceLinks(kit.system(), devices, store, deviceSettings.dialects()::of),
            new Diagnostics(kit.system(), store.diagnostics(), ProfileSettings.from(config), ApiServer::problemOf),
            deviceSettings.dialects()::of,
            List.of(ReadyCheck.database(store.health()), ReadyCheck.cluster(kit.system())),
            metrics,
            "test");
    server = ApiServer.start(kit.system(), ApiSettings.from(config), TOKEN, around).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Links that say what they are for. */
  private static final class TestLinks implements FileLinks {
    @Override
    public String downloadUrl(String name, Duration validity) {
      return "http://acs.example/files/" + name;
    }

    @Override
    public String uploadUrl(String name, Duration validity) {
      return "http://acs.example/uploads/" + name;
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + TOKEN);
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String contentType, String body) throws Exception {
    HttpRequest.BodyPublisher publisher =
        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest.Builder builder = request(path).method(method, publisher);
    if (contentType != null) {
      builder.header("Content-Type", contentType);
    }
    return send(builder.build());
  }

  void close() throws Exception {
    server.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
    kit.shutdownTestKit();
    metrics.close();
  }
}
