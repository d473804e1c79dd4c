package org.argonaut.cpe.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.argonaut.datamodel.Problem;
import org.argonaut.datamodel.SchemaNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What virtual CPEs ship with, held against the standard's data models. */
class SkeletonSchemaTest {
  private static final Clock NOW = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  /** TR-104 issue 1, as devices in the field have it; the models that come with the program have issue 2. */
  private static final String VOICE = ".Services.VoiceService";

  private final List<String> differences = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(Model.class)
  void objectsAndParametersHaveTheStandardsTypesAndAccess(Model model) {
    Skeleton skeleton = Skeleton.of(model);
    compare(skeleton.rootNode(), skeleton.root(), skeleton.standard());
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void everyShippedValueIsOneOfItsStandardType(Model model) {
    Tree tree = new Tree(Skeleton.of(model), SkeletonSchemaTest::fact, 42, NOW);
    tree.walk(
        tree.find(tree.skeleton().root()),
        place -> {
          SchemaNode node = tree.skeleton().standard().find(place.path());
          boolean secret = place.node() instanceof Parameter parameter && parameter.access() == Node.Access.SECRET;
          if (node != null && node.type() != null && !secret) {
            problem(node, tree.value(place)).ifPresent(problem -> differences.add(place.path() + " " + problem));
          }
        });
    assertThat(differences).isEmpty();
  }

  private static String fact(String name) {
    return switch (name) {
      case "interval" -> "300";
      case "oui" -> "0A1B2C";
      default -> "x";
    };
  }

  private void compare(ObjectNode object, String path, Standard standard) {
    for (Node child : object.children()) {
      String at = path + child.name();
      if (at.contains(VOICE)) {
        continue;
      }
      switch (child) {
        case ObjectNode inner -> object(inner, at + (inner.table() ? ".{i}." : "."), standard);
        case Parameter parameter -> {
          SchemaNode node = standard.find(at);
          if (node == null) {
            differences.add(at + " is not in the standard");
          } else {
            parameter(parameter, at, node);
          }
        }
      }
    }
  }

  private void object(ObjectNode object, String path, Standard standard) {
    SchemaNode node = standard.find(path);
    if (node == null) {
      differences.add(path + " is not in the standard");
      return;
    }
    if (node.isTable() != object.table()) {
      differences.add(path + " is " + (object.table() ? "no table" : "a table"));
    }
    if (node.access().writable() != object.growable()) {
      differences.add(path + " is " + node.access());
    }
    compare(object, path, standard);
  }

  private void parameter(Parameter parameter, String path, SchemaNode node) {
    if (node.access().writable() != parameter.writable()) {
      differences.add(path + " is " + node.access());
    }
    if (!node.xsd().equals(parameter.syntax().kind().xsd())) {
      differences.add(path + " is " + node.xsd() + ", not " + parameter.syntax().kind().xsd());
    }
    for (String value : parameter.syntax().allowed()) {
      problem(node, value).ifPresent(problem -> differences.add(path + " " + problem));
    }
  }

  private static Optional<String> problem(SchemaNode node, String value) {
    return node.check(value).filter(problem -> problem.kind() != Problem.Kind.READ_ONLY_VALUE).map(Problem::text);
  }
}
