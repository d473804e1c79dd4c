package org.argonaut.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.json.BuiltInModels;
import org.argonaut.datamodel.json.DefinitionReader.Definition;
import org.argonaut.datamodel.plugin.Change;
import org.argonaut.datamodel.plugin.PluginMerge;
import org.argonaut.datamodel.plugin.PluginReader;
import org.argonaut.store.PluginRow;

/**
 * A data model of the standard with services and plugins in it. Immutable.
 *
 * @param base which of {@link BuiltInModels#NAMES} it stands on
 * @param plugins their files, in the order they were merged
 * @param changes what they did
 * @param findings what is wrong with them
 */
public record MergedModel(
    String base, Schema schema, List<String> plugins, List<Change> changes, List<Finding> findings) {
  /** The root model that plugins extend. */
  public static final String TR_181 = "tr-181";

  static final String TR_098 = "tr-098";
  private static final String VOICE = "tr-104";

  public MergedModel {
    plugins = List.copyOf(plugins);
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
  }

  /**
   * Makes one; takes some tenths of a second of processor time. Plugins know TR-181 only.
   *
   * @param prefix put in for {@code {BBF_VENDOR_PREFIX}}
   */
  static MergedModel of(String base, List<PluginRow> plugins, String prefix) {
    if (!base.equals(TR_181)) {
      return new MergedModel(base, BuiltInModels.schema(base), List.of(), List.of(), List.of());
    }
    Definition standard = BuiltInModels.read(TR_181);
    Definition services = BuiltInModels.read(VOICE);
    standard.root().combine(services.root());
    List<String> models = new ArrayList<>(standard.models());
    models.addAll(services.models());
    Findings findings = new Findings();
    PluginMerge merge = new PluginMerge(standard.root(), findings);
    PluginReader reader = new PluginReader(prefix, findings);
    List<PluginRow> ordered = plugins.stream().sorted(Comparator.comparing(PluginRow::file, MergedModel::byBytes)).toList();
    for (PluginRow plugin : ordered) {
      merge.add(reader.parse(plugin.content(), plugin.file()));
    }
    return new MergedModel(
        base,
        Schema.of(standard.root(), models),
        ordered.stream().map(PluginRow::file).toList(),
        merge.changes(),
        findings.list());
  }

  private static int byBytes(String a, String b) {
    return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
