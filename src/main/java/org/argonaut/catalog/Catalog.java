package org.argonaut.catalog;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.device.DataModel;
import org.argonaut.device.Devices.DeviceView;
import org.argonaut.store.PluginRow;
import org.argonaut.store.PluginRows;
import org.argonaut.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data models of this node's devices. A device has the root model it speaks, with services and the plugins bound to its
 * model (or product class) merged in.
 *
 * <p>Models are made on one thread of their own and shared by all devices with the same plugins. Thread-safe.
 */
public final class Catalog {
  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

  private final CatalogSettings settings;
  private final Store store;
  private final PluginLibrary library;
  private final ExecutorService maker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("datamodel").factory());
  private final AsyncCache<Key, MergedModel> models;

  /** What a merged model is made of; revisions differ between any two contents. */
  private record Key(String base, List<Part> plugins) {
    private record Part(String file, long revision) {}

    static Key of(String base, List<PluginRow> plugins) {
      return new Key(base, plugins.stream().map(row -> new Part(row.file(), row.revision())).toList());
    }
  }

  private Catalog(CatalogSettings settings, Store store) {
    this.settings = settings;
    this.store = store;
    this.library = new PluginLibrary(store, settings.pollInterval());
    this.models = Caffeine.newBuilder().maximumSize(settings.cachedModels()).executor(maker).buildAsync();
  }

  /** Starts to follow the plugins and makes the models without any once the database is there; returns at once. */
  public static Catalog start(ActorSystem<?> system, CatalogSettings settings, Store store) {
    Catalog catalog = new Catalog(settings, store);
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceStop(), "stop-datamodels", catalog::stop);
    catalog.library.start();
    store.ready().thenRun(catalog::warmUp); // not before: the start has better uses for the processor
    return catalog;
  }

  private void warmUp() {
    for (String base : List.of(MergedModel.TR_181, MergedModel.TR_098)) {
      merged(base, List.of())
          .whenComplete(
              (_, failure) -> {
                if (failure != null) {
                  LOG.error("the built-in data model {} cannot be read", base, failure);
                }
              });
    }
  }

  private CompletionStage<Done> stop() {
    library.stop();
    maker.shutdown();
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  public CatalogSettings settings() {
    return settings;
  }

  /** The data model of a device. */
  public CompletionStage<MergedModel> of(DeviceView device) {
    String base = device.dataModel().equals(DataModel.TR_098.label()) ? MergedModel.TR_098 : MergedModel.TR_181;
    return of(base, modelOf(device));
  }

  /**
   * A model of the standard with the plugins that devices of a model get.
   *
   * @param base {@code tr-181} or {@code tr-098}
   * @param model empty: the plugins that all devices get
   */
  public CompletionStage<MergedModel> of(String base, String model) {
    return library.all().thenCompose(all -> merged(base, bound(all, model)));
  }

  /** What binds plugins to a device: its model, else its product class. */
  public static String modelOf(DeviceView device) {
    return device.model().isEmpty() ? device.productClass() : device.model();
  }

  static List<PluginRow> bound(List<PluginRow> all, String model) {
    return all.stream().filter(row -> row.models().isEmpty() || row.models().contains(model)).toList();
  }

  CompletableFuture<MergedModel> merged(String base, List<PluginRow> plugins) {
    List<PluginRow> wanted = base.equals(MergedModel.TR_181) ? plugins : List.of();
    return models.get(Key.of(base, wanted), _ -> made(base, wanted));
  }

  private MergedModel made(String base, List<PluginRow> plugins) {
    long begun = System.nanoTime();
    MergedModel model = MergedModel.of(base, plugins, settings.vendorPrefix());
    long millis = (System.nanoTime() - begun) / 1_000_000;
    LOG.info("data model {} with {} made in {} ms: {} nodes", base, plugins.isEmpty() ? "no plugins" : model.plugins(), millis, model.schema().size());
    return model;
  }

  // ---- plugins ----

  /** All plugins by name, as this node knows them. */
  public CompletionStage<List<PluginRow>> plugins() {
    return library.all();
  }

  /** All plugins by name, as they are now. */
  public CompletionStage<List<PluginRow>> refreshedPlugins() {
    return library.refreshed();
  }

  /** Creates or replaces a plugin; this node has it at once, the others within the poll interval. */
  public CompletionStage<PluginRows.Result> put(String file, String content, List<String> boundTo) {
    return store.plugins().put(file, content, boundTo).thenCompose(result -> library.refreshed().thenApply(_ -> result));
  }

  /** Forgets a plugin; false when there was none. */
  public CompletionStage<Boolean> delete(String file) {
    return store.plugins().delete(file).thenCompose(existed -> library.refreshed().thenApply(_ -> existed));
  }

  /** What the linter finds in a plugin by itself. */
  public PluginTrial lint(PluginRow plugin) {
    return PluginTrial.lint(plugin, settings.vendorPrefix());
  }

  /** What a plugin would do if it were put; nothing is kept. */
  public CompletionStage<PluginTrial> tryOut(String file, String content, List<String> boundTo) {
    return library.refreshed().thenApplyAsync(all -> PluginTrial.of(file, content, boundTo, all, settings.vendorPrefix()), maker);
  }
}
