package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents say of the product is there. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#:]+)\\)");
  private static final Pattern VARIABLE = Pattern.compile("`(ARGONAUT_[A-Z_]+)` \\|");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var broken = new ArrayList<String>();
    for (var document : documents()) {
      var links = LINK.matcher(Files.readString(document));
      while (links.find()) {
        if (!Files.exists(document.toAbsolutePath().resolveSibling(links.group(1)))) {
          broken.add(document + ": " + links.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void theTableOfVariablesIsComplete() throws IOException {
    var described = new TreeSet<String>();
    var rows = VARIABLE.matcher(Files.readString(Path.of("docs/settings.md")));
    while (rows.find()) {
      described.add(rows.group(1));
    }
    var reference = ConfigFactory.parseResources(Configuration.class.getClassLoader(), "reference.conf");
    var bound = new TreeSet<String>();
    EnvironmentBinding.allIn(reference).forEach(binding -> bound.add(binding.variable()));
    assertThat(described).isEqualTo(bound);
  }

  private static List<Path> documents() throws IOException {
    try (var docs = Files.list(Path.of("docs"))) {
      var all = new ArrayList<>(docs.filter(f -> f.toString().endsWith(".md")).toList());
      all.add(Path.of("README.md"));
      all.add(Path.of("ARCHITECTURE.md"));
      return all;
    }
  }
}
