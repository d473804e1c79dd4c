package org.argonaut.datamodel.xml;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.argonaut.datamodel.Findings;

/** Reads files and those they import, each once. */
final class DocumentLoader {
  private static final int MAX_DOCUMENTS = 1000;

  private final ImportFinder finder;
  private final Findings findings;
  private final Map<Path, Optional<Document>> loaded = new LinkedHashMap<>();

  DocumentLoader(List<Path> importPath, Findings findings) {
    this.finder = new ImportFinder(importPath);
    this.findings = findings;
  }

  /** The document with its imports; empty if it cannot be read, which is a finding. */
  Optional<Document> load(Path file) {
    Path known = file.toAbsolutePath().normalize();
    Optional<Document> earlier = loaded.get(known);
    if (earlier != null) {
      return earlier;
    }
    Optional<Document> document = loaded.size() < MAX_DOCUMENTS ? read(file) : tooMany(file);
    // Known before its imports are followed: files that import each other end there.
    loaded.put(known, document);
    document.ifPresent(this::followImports);
    return document;
  }

  /**
   * A data type of that name wherever it is defined, for documents that use what they do not import.
   *
   * @return null if no file that was read defines it
   */
  Document.Definition anywhere(String dataType) {
    return loaded.values().stream()
        .flatMap(Optional::stream)
        .map(document -> document.definition("dataType", dataType))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Optional<Document> tooMany(Path file) {
    findings.error(file.toString(), 0, "not read: more than " + MAX_DOCUMENTS + " files import each other");
    return Optional.empty();
  }

  private Optional<Document> read(Path file) {
    try {
      Element root = XmlTree.read(file);
      if (!root.name().equals("document")) {
        findings.error(file.toString(), root.line(), "no data model: its first element is <" + root.name() + ">, not <dm:document>");
        return Optional.empty();
      }
      return Optional.of(new Document(file, root));
    } catch (BadXml e) {
      findings.error(file.toString(), e.line(), e.getMessage());
    } catch (IOException e) {
      findings.error(file.toString(), 0, "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private void followImports(Document document) {
    for (Element imported : document.root().children("import")) {
      String file = imported.attribute("file", "");
      Document target = resolve(document, imported, file);
      for (Element item : imported.children()) {
        String name = item.attribute("name");
        if (name != null) {
          document.bind(item.name(), name, target, item.attribute("ref", name));
        }
      }
    }
  }

  private Document resolve(Document document, Element imported, String file) {
    String spec = imported.attribute("spec");
    Optional<ImportFinder.Found> found = finder.find(document.file(), file, spec);
    if (found.isEmpty()) {
      String text = "import of '" + file + "', which is not there; give its folder with --import-path";
      if (imported.children().isEmpty()) {
        findings.info(document.name(), imported.line(), text + " (nothing of it is used)");
      } else {
        findings.error(document.name(), imported.line(), text);
      }
      return null;
    }
    if (!found.get().fits()) {
      findings.warning(
          document.name(),
          imported.line(),
          "import of '" + file + "'" + (spec == null ? "" : ", " + spec) + ": took '" + found.get().file().getFileName()
              + "', the newest there is, of another version");
    }
    return load(found.get().file()).orElse(null);
  }
}
