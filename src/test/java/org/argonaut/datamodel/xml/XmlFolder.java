package org.argonaut.datamodel.xml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.Schema;

/** A folder of small XML documents, and what importing some of them gives. */
final class XmlFolder {
  private final Path folder;
  private Findings findings = new Findings();

  XmlFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes a document with its usual first element around it. */
  XmlFolder document(String name, String spec, String content) {
    return file(
        name,
        "<dm:document xmlns:dm='urn:broadband-forum-org:cwmp:datamodel-1-14' spec='urn:example:"
            + spec
            + "' file='"
            + name
            + "' xmlns:dmr='urn:broadband-forum-org:cwmp:datamodel-report-1-0'>\n"
            + content
            + "\n</dm:document>\n");
  }

  XmlFolder file(String name, String content) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Schema read(String... names) {
    return read(List.of(), names);
  }

  Schema read(List<Path> importPath, String... names) {
    findings = new Findings();
    var imported = new BbfImporter(importPath, findings).read(Arrays.stream(names).map(folder::resolve).toList());
    return Schema.of(imported.root(), imported.models());
  }

  /** Findings of the last reading as {@code file:line: level: text}, files without folder. */
  List<String> findings() {
    return findings.list().stream().map(Finding::toString).map(text -> text.replace(folder + "/", "")).toList();
  }
}
