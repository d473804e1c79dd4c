package org.argonaut.datamodel.xml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.argonaut.datamodel.Access;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Protocols;

/** Imports Broadband Forum data models: any number of files into one tree. */
public final class BbfImporter {
  private static final int SHOWN = 3;
  private static final String TR098_ROOT = "InternetGatewayDevice";

  private final Findings findings;
  private final DocumentLoader loader;
  private final TypeImporter types;

  /**
   * An importer.
   *
   * @param importPath folders where imported files may lie, besides that of the importing file
   * @param findings what is wrong goes there; what is right is imported nevertheless
   */
  public BbfImporter(List<Path> importPath, Findings findings) {
    this.findings = findings;
    this.loader = new DocumentLoader(importPath, findings);
    this.types = new TypeImporter(loader, findings);
  }

  /** One model as imported. */
  public record Imported(Draft root, List<String> models) {}

  /**
   * All models of the files as one tree. What several files have is seen by the protocols of all of them; where those of
   * CWMP and USP differ each protocol has its own facts, and of two files for the same protocol those of the first count.
   */
  public Imported read(List<Path> files) {
    Draft all = Draft.root().protocols(Protocols.NONE);
    Set<String> models = new LinkedHashSet<>();
    for (Path file : files) {
      loader.load(file).ifPresent(document -> read(document, all, models));
    }
    return new Imported(all, new ArrayList<>(models));
  }

  private void read(Document document, Draft all, Set<String> models) {
    List<Element> found = document.root().children("model");
    if (found.isEmpty()) {
      findings.error(document.name(), 0, "has no model; files of components are imported by one that has");
    }
    for (Element model : found) {
      Draft tree = new ModelImporter(types, findings).read(document, model);
      Protocols protocols = tree.child(TR098_ROOT, true) != null ? Protocols.CWMP : document.protocols();
      see(tree, protocols);
      List<String> differing = all.combine(tree);
      if (!differing.isEmpty()) {
        findings.info(
            document.name(),
            model.line(),
            differing.size() + " parameters differ in access or type from those of files before for the same protocol, which are kept: " + first(differing));
      }
      models.add(model.attribute("name", "?"));
    }
  }

  private static String first(List<String> paths) {
    String shown = String.join(", ", paths.subList(0, Math.min(SHOWN, paths.size())));
    return paths.size() > SHOWN ? shown + " ..." : shown;
  }

  private static void see(Draft draft, Protocols protocols) {
    draft.protocols(protocols);
    for (Draft child : draft.children()) {
      if (child.kind() == NodeKind.COMMAND || child.kind() == NodeKind.EVENT) {
        asOperation(child);
      } else {
        see(child, protocols);
      }
    }
  }

  /** Commands and events are of USP only, whatever the document, and nobody sets their arguments. */
  private static void asOperation(Draft draft) {
    draft.protocols(Protocols.USP).access(Access.READ_ONLY);
    draft.children().forEach(BbfImporter::asOperation);
  }
}
