package org.argonaut.cpe.tree;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.datamodel.Schema;

/** What all virtual CPEs of a model have in common: the tree as shipped. Immutable, one for the process. */
public final class Skeleton {
  private final ObjectNode root;
  private final List<String> informPaths;
  private final Standard standard;

  private Skeleton(ObjectNode root, Standard standard) {
    this.root = root;
    this.standard = standard;
    List<String> paths = new ArrayList<>();
    collectInformPaths(root, root.name() + ".", paths);
    this.informPaths = List.copyOf(paths);
  }

  /** A skeleton of that tree, which nobody changes any more. */
  static Skeleton of(ObjectNode root, Standard standard) {
    return new Skeleton(root, standard);
  }

  /** The two root data models of CWMP. */
  public enum Model {
    TR181("cpe/tr181.tree"),
    TR098("cpe/tr098.tree");

    private final String resource;

    Model(String resource) {
      this.resource = resource;
    }
  }

  /** The skeleton of a model; read when first asked for. */
  public static Skeleton of(Model model) {
    return switch (model) {
      case TR181 -> Tr181.SKELETON;
      case TR098 -> Tr098.SKELETON;
    };
  }

  private static final class Tr181 {
    static final Skeleton SKELETON = load(Model.TR181.resource, Standard.builtIn("tr-181"));
  }

  private static final class Tr098 {
    static final Skeleton SKELETON = load(Model.TR098.resource, Standard.builtIn("tr-098"));
  }

  private static Skeleton load(String resource, Standard standard) {
    try (InputStream in = Skeleton.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      ObjectNode root =
          SkeletonReader.read(resource, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
      return new Skeleton(root, standard);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /** This skeleton with what plugins bring, replace and take out: {@code merged} is {@code core} with them merged in. */
  public Skeleton withPlugins(Schema core, Schema merged) {
    return PluggedSkeleton.of(this, core, merged);
  }

  /** This skeleton with objects of another's root in place of its own of the same names. */
  public Skeleton with(Skeleton other, List<String> objects) {
    ObjectNode after = new ObjectNode(root.name(), root.rows(), false, false);
    root.children().stream().filter(child -> !objects.contains(child.name())).forEach(after::add);
    objects.forEach(name -> after.add(other.root.child(name)));
    return new Skeleton(after, standard);
  }

  private static void collectInformPaths(ObjectNode object, String path, List<String> into) {
    for (Node child : object.children()) {
      switch (child) {
        case Parameter parameter when parameter.inform() -> into.add(path + parameter.name());
        case ObjectNode inner -> collectInformPaths(inner, path + inner.name() + (inner.table() ? ".1." : "."), into);
        case Parameter _ -> {
          // not sent with an Inform
        }
      }
    }
  }

  ObjectNode rootNode() {
    return root;
  }

  /** {@code Device.} or {@code InternetGatewayDevice.}. */
  public String root() {
    return root.name() + ".";
  }

  /** What the standard says of the nodes. */
  public Standard standard() {
    return standard;
  }

  /** Paths of the parameters that go with every Inform, in the order of the tree. */
  public List<String> informPaths() {
    return informPaths;
  }
}
