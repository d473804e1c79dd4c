package org.argonaut.datamodel.xml;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Reference;
import org.argonaut.datamodel.ValueType;

/** Makes the relative paths in references absolute, when the tree is complete. */
final class ReferenceResolver {
  private final String file;
  private final int rootParts;
  private final Findings findings;

  ReferenceResolver(String file, int rootParts, Findings findings) {
    this.file = file;
    this.rootParts = rootParts;
    this.findings = findings;
  }

  void resolveAll(Draft root) {
    resolve(root, List.of());
  }

  private void resolve(Draft draft, List<String> path) {
    for (Draft child : draft.children()) {
      if (child.type() != null && !child.type().references().isEmpty()) {
        child.type(resolved(child, path));
      }
      if (!child.children().isEmpty()) {
        List<String> below = new ArrayList<>(path);
        boolean table = child.facts() != null && child.facts().table();
        below.add(child.name() + "." + (table ? Paths.INSTANCE + "." : ""));
        resolve(child, below);
      }
    }
  }

  private ValueType resolved(Draft parameter, List<String> path) {
    List<Reference> references = new ArrayList<>();
    for (Reference reference : parameter.type().references()) {
      references.add(
          switch (reference) {
            case Reference.ToPath to ->
                new Reference.ToPath(
                    to.strong(), to.parents().stream().map(p -> absolute(p, parameter, path)).toList(), to.target(), to.dataType());
            case Reference.ToInstance to -> new Reference.ToInstance(to.strong(), absolute(to.parent(), parameter, path));
            case Reference.ToEnumeration to -> new Reference.ToEnumeration(absolute(to.parameter(), parameter, path), to.nullValue());
          });
    }
    return parameter.type().toBuilder().references(references).build();
  }

  private String absolute(String reference, Draft parameter, List<String> path) {
    String absolute = RelativePaths.resolve(reference, path, rootParts);
    if (absolute == null) {
      findings.warning(
          file, 0, String.join("", path) + parameter.name() + ": its reference '" + reference + "' leads above the root; kept as it is");
      return reference;
    }
    return absolute;
  }
}
