package org.argonaut.datamodel.xml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the file an import names: in the folder of the importing file, then in those of the import path. The name is
 * taken as it is; if there is no such file, the newest version that the import's {@code spec} permits; if there is none,
 * the newest at all.
 */
final class ImportFinder {
  private static final int MAX_FILES = 10_000;

  private final List<Path> importPath;
  private final Map<Path, List<Path>> listings = new HashMap<>();

  /**
   * Where an import leads.
   *
   * @param fits whether the version is one that was asked for
   */
  record Found(Path file, boolean fits) {}

  ImportFinder(List<Path> importPath) {
    this.importPath = importPath;
  }

  /** The file; empty if no folder has any version of it. Folders in the name are ignored: an import cannot leave them. */
  Optional<Found> find(Path importing, String file, String spec) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    List<Path> folders = Stream.concat(Stream.of(folderOf(importing)), importPath.stream()).distinct().toList();
    for (Path folder : folders) {
      Optional<Path> exact = listing(folder).stream().filter(f -> f.getFileName().toString().equals(name)).findFirst();
      if (exact.isPresent()) {
        return Optional.of(new Found(exact.get(), true));
      }
    }
    Optional<VersionedName> wanted = VersionedName.ofFile(name);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    VersionedName asked = wanted.get();
    VersionedName specified = VersionedName.ofSpec(spec).filter(asked::sameDocument).orElse(asked);
    List<Path> versions = folders.stream().flatMap(f -> listing(f).stream()).filter(f -> named(f).sameDocument(asked)).toList();
    Optional<Path> best = newest(versions.stream().filter(f -> named(f).refines(specified) && named(f).refines(asked)));
    if (best.isPresent()) {
      return best.map(f -> new Found(f, true));
    }
    return newest(versions.stream()).map(f -> new Found(f, false));
  }

  private static Optional<Path> newest(Stream<Path> files) {
    return files.max(Comparator.comparing(ImportFinder::named, VersionedName.BY_VERSION));
  }

  private static VersionedName named(Path file) {
    return VersionedName.ofFile(file.getFileName().toString()).orElse(new VersionedName("", List.of(), ""));
  }

  private static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  /** The XML files of a folder by name; an unreadable folder has none. */
  private List<Path> listing(Path folder) {
    return listings.computeIfAbsent(folder, ImportFinder::list);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().endsWith(".xml")).limit(MAX_FILES).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
