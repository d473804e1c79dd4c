package org.argonaut.cpe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.argonaut.cpe.tree.MappedPart;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Skeleton;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.json.BuiltInModels;
import org.argonaut.datamodel.json.DefinitionReader.Definition;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.mapping.MappedModel;
import org.argonaut.datamodel.mapping.MappedTree;
import org.argonaut.datamodel.mapping.Options;
import org.argonaut.datamodel.mapping.Surroundings;
import org.argonaut.datamodel.mapping.Ubus;
import org.argonaut.datamodel.mapping.ubus.FixtureUbus;
import org.argonaut.datamodel.plugin.PluginFolder;
import org.argonaut.datamodel.plugin.PluginMerge;
import org.argonaut.datamodel.plugin.PluginReader;

/**
 * What plugins map, for a fleet: the plugins once, and a folder of UCI files for each CPE. A CPE alone works on the folder that
 * was given; several have copies of their own, made when a CPE is first made, in a folder of their serial below it.
 */
public final class MappedConfiguration {
  private static final String SHADOWS = "dmmap";

  private final Schema core;
  private final Schema merged;
  private final List<Finding> findings;
  private final Path uci;
  private final Path ubus;
  private final MappedTree shared;

  private MappedConfiguration(Schema core, Schema merged, List<Finding> findings, Path uci, Path ubus) {
    this.core = core;
    this.merged = merged;
    this.findings = findings;
    this.uci = uci;
    this.ubus = ubus;
    this.shared = MappedTree.of(merged);
  }

  /**
   * Reads the plugins of a folder; one that cannot be read is told in {@link #findings}, and the rest is used.
   *
   * @param uci folder of UCI files
   * @param ubus what the bus replies; null: there is no bus
   * @param prefix put in for {@code {BBF_VENDOR_PREFIX}}
   * @throws IOException there is no such folder
   * @throws IllegalArgumentException {@code uci} is no folder
   */
  public static MappedConfiguration read(Path plugins, Path uci, Path ubus, String prefix) throws IOException {
    if (!Files.isDirectory(uci)) {
      throw new IllegalArgumentException("--uci " + uci + " is no folder");
    }
    if (!Files.isDirectory(plugins)) {
      throw new IllegalArgumentException("--plugins " + plugins + " is no folder");
    }
    Findings findings = new Findings();
    Definition definition = BuiltInModels.read("tr-181");
    Schema core = definition.schema();
    PluginMerge merge = new PluginMerge(definition.root(), findings);
    PluginFolder.read(plugins, new PluginReader(prefix, findings), findings).forEach(merge::add);
    Path bus = ubus;
    try {
      probe(bus(ubus));
    } catch (IOException e) {
      findings.error(ubus.toString(), 0, "there is no bus: " + e.getMessage());
      bus = null;
    }
    return new MappedConfiguration(core, definition.schema(), findings.list(), uci, bus);
  }

  /** What was found wrong with plugins and bus. */
  public List<Finding> findings() {
    return findings;
  }

  /** The standard's model with the plugins in it. */
  public Schema schema() {
    return merged;
  }

  /** The skeleton with what the plugins make of it. */
  public Skeleton into(Skeleton skeleton) {
    return skeleton.withPlugins(core, merged);
  }

  /**
   * Joins a CPE's tree to its files.
   *
   * @param alone it is the only CPE, and works on the folder itself
   * @param who the protocol it speaks
   */
  public void join(Tree tree, String serial, boolean alone, Protocols who) throws IOException {
    Path folder = alone ? uci : copyFor(serial);
    MappedModel model = MappedModel.open(shared, folder, bus(ubus), Options.USUAL.with(new Rest(tree)));
    tree.mapped(MappedPart.of(model, who));
  }

  /** A description of the wrong shape shows with the first call only. */
  private static void probe(Ubus bus) throws IOException {
    Ubus.Reply reply = bus.call("argonaut", "probe", new Json.Obj(List.of(), 0), Duration.ofSeconds(1));
    if (reply instanceof Ubus.Failed(String why) && why.contains("\"objects\"")) {
      throw new IOException(why);
    }
  }

  private static Ubus bus(Path ubus) throws IOException {
    return ubus == null ? Ubus.NONE : new FixtureUbus(ubus);
  }

  /** A folder that is there already is used as it is: a CPE finds its settings again. */
  private Path copyFor(String serial) throws IOException {
    Path folder = uci.resolve(serial);
    if (!Files.isDirectory(folder)) {
      Path made = Files.createTempDirectory(uci, ".new-" + serial);
      copy(uci, made);
      if (Files.isDirectory(uci.resolve(SHADOWS))) {
        copy(uci.resolve(SHADOWS), Files.createDirectory(made.resolve(SHADOWS)));
      }
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return folder;
  }

  /** Makes a CPE's copies what the folder that was given holds; files that came since go. */
  public void restore(String serial) throws IOException {
    Path folder = uci.resolve(serial);
    for (Path kept : List.of(folder, folder.resolve(SHADOWS))) {
      if (Files.isDirectory(kept)) {
        restore(kept.equals(folder) ? uci : uci.resolve(SHADOWS), kept);
      }
    }
  }

  private static void restore(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(to)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path original = from.resolve(file.getFileName());
        if (Files.isRegularFile(original)) {
          Path fresh = Files.createTempFile(to, ".new-", "");
          Files.copy(original, fresh, StandardCopyOption.REPLACE_EXISTING);
          Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.delete(file);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** The part of the tree that no plugin maps. */
  private record Rest(Tree tree) implements Surroundings {
    @Override
    public List<Integer> instances(String table) {
      Place place = tree.find(table);
      if (place == null || !(place.node() instanceof ObjectNode object) || !object.table() || place.row()) {
        return List.of();
      }
      return tree.children(place).stream().map(Place::i).toList();
    }

    @Override
    public Optional<String> value(String parameter) {
      return Optional.ofNullable(tree.get(parameter));
    }
  }
}
