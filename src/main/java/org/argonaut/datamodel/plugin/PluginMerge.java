package org.argonaut.datamodel.plugin;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.NodeSource;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.plugin.Change.Kind;

/**
 * Merges plugins into a tree, in their order. A child that is there is replaced with all below it; one without protocols
 * takes it out; a new one extends. Of two plugins that want the same the later wins, and that is told.
 */
public final class PluginMerge {
  private final Draft root;
  private final Findings findings;
  private final List<Change> changes = new ArrayList<>();

  /**
   * A merge into that tree, which it changes.
   *
   * @param findings what cannot be merged goes there
   */
  public PluginMerge(Draft root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /** What was done so far, in order. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Merges one plugin. */
  public void add(Plugin plugin) {
    for (Plugin.Entry entry : plugin.entries()) {
      Draft known = root.descend(entry.path());
      if (known == root) {
        findings.error(plugin.file(), entry.line(), "\"" + entry.path() + "\" names nothing");
      } else if (known != null) {
        into(plugin, entry, known);
      } else {
        mount(plugin, entry);
      }
    }
  }

  private void into(Plugin plugin, Plugin.Entry entry, Draft known) {
    if (!entry.lone()) {
      if (entry.node().protocols() == Protocols.NONE) {
        String how = Paths.objectParts(entry.path()).size() == 1 ? "the root cannot be excluded" : "put it into its parent to exclude it";
        findings.error(
            plugin.file(), entry.line(), "\"" + entry.path() + "\" is there already, so what the key itself says is ignored: " + how);
      }
      if (entry.version() < 2) {
        findings.warning(
            plugin.file(),
            entry.line(),
            "\"" + entry.path() + "\" is there already; devices show it twice below version 2. Merged here as version 2 does");
      }
      adoptMapping(entry, known);
    }
    String path = withDots(entry.path());
    for (Draft child : List.copyOf(entry.node().children())) {
      replace(plugin.file(), path, known, child);
    }
  }

  /** Nothing maps the objects of a standard model, so the first plugin that says where instances come from is heard. */
  private static void adoptMapping(Plugin.Entry entry, Draft known) {
    if (known.source() == null && entry.node().source() instanceof PluginNode node && !node.mappings().isEmpty()) {
      known.source(node);
    }
  }

  private static String withDots(String path) {
    return path.endsWith(".") ? path : path + ".";
  }

  private void replace(String file, String parentPath, Draft parent, Draft child) {
    boolean container = child.kind().isContainer();
    Draft old = parent.child(child.name(), container);
    String path = parentPath + child.name() + (container ? "." : "");
    int line = child.source() == null ? 0 : child.source().line();
    if (child.protocols() == Protocols.NONE) {
      if (old == null) {
        findings.warning(file, line, "excludes \"" + path + "\", which is not there");
      } else {
        parent.remove(child.name(), container);
        changes.add(new Change(Kind.EXCLUDED, file, line, path, lost(old)));
      }
      return;
    }
    prune(child);
    parent.put(child);
    if (old == null) {
      changes.add(new Change(Kind.EXTENDED, file, line, path, ""));
      return;
    }
    NodeSource other = old.source();
    if (other == null) {
      changes.add(new Change(Kind.OVERWROTE, file, line, path, lost(old)));
    } else {
      String text = "also defined by " + other.file() + ":" + other.line() + ", which lost";
      changes.add(new Change(Kind.CONFLICT, file, line, path, text));
      findings.warning(file, line, "\"" + path + "\" is " + text);
    }
  }

  private static String lost(Draft old) {
    int below = old.size() - 1;
    return below == 0 ? "" : "with " + below + " below it";
  }

  private void mount(Plugin plugin, Plugin.Entry entry) {
    List<String> parts = Paths.objectParts(entry.path());
    Draft parent = root;
    for (String part : parts.subList(0, Math.max(0, parts.size() - 1))) {
      parent = parent == null ? null : parent.child(part, true);
    }
    if (entry.lone() || parent == null || parts.size() < 2) {
      String missing = entry.lone() ? entry.path() : String.join(".", parts.subList(0, Math.max(1, parts.size() - 1))) + ".";
      String text = "left out: there is no \"" + missing + "\" to put it into; load the plugin that makes it first";
      findings.error(plugin.file(), entry.line(), "\"" + entry.path() + "\" " + text);
      changes.add(new Change(Kind.SKIPPED, plugin.file(), entry.line(), entry.path(), text));
      return;
    }
    if (entry.node().protocols() == Protocols.NONE) {
      findings.warning(plugin.file(), entry.line(), "excludes \"" + entry.path() + "\", which is not there");
      return;
    }
    prune(entry.node());
    parent.put(entry.node());
    changes.add(new Change(Kind.EXTENDED, plugin.file(), entry.line(), entry.path(), lost(entry.node())));
  }

  /** What nobody sees is not there. */
  private static void prune(Draft draft) {
    for (Draft child : List.copyOf(draft.children())) {
      if (child.protocols() == Protocols.NONE) {
        draft.remove(child.name(), child.kind().isContainer());
      } else {
        prune(child);
      }
    }
  }
}
