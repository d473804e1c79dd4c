package org.argonaut.datamodel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.argonaut.datamodel.json.DefinitionReader;

/** Prints what loading, finding and checking cost; not a test. */
final class SchemaFigures {
  private static final List<String> VALUES =
      List.of("192.168.1.10", "true", "Enabled", "12", "2026-01-31T12:00:00Z", "aa:bb:cc:dd:ee:ff", "Device.IP.Interface.1.", "0");

  private SchemaFigures() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments.length > 0 ? arguments[0] : "datamodel/tr-181.json");
    long heap = usedHeap();
    long start = System.nanoTime();
    Schema schema = load(file);
    System.out.printf("%s: %d nodes, first load %d ms", file, schema.size(), (System.nanoTime() - start) / 1_000_000);
    System.out.printf(", heap %d KB%n", (usedHeap() - heap) / 1024);
    List<SchemaNode> parameters = new ArrayList<>();
    collect(schema.root(), parameters);
    List<String> paths = parameters.stream().map(parameter -> parameter.path().replace("{i}", "12")).toList();
    for (int round = 0; round < 5; round++) {
      start = System.nanoTime();
      load(file);
      System.out.printf("load %d ms", (System.nanoTime() - start) / 1_000_000);
      System.out.printf(", find %.0f ns", nanos(paths, path -> schema.find(path) == null ? 0 : 1));
      System.out.printf(", check %.0f ns%n", nanos(parameters, SchemaFigures::check) / VALUES.size());
    }
  }

  private static int check(SchemaNode parameter) {
    int good = 0;
    for (String value : VALUES) {
      good += parameter.check(value).isEmpty() ? 1 : 0;
    }
    return good;
  }

  private static <T> double nanos(List<T> things, ToIntFunction<T> work) {
    long start = System.nanoTime();
    int sum = 0;
    for (int times = 0; times < 20; times++) {
      for (T thing : things) {
        sum += work.applyAsInt(thing);
      }
    }
    return sum == 0 ? Double.NaN : (System.nanoTime() - start) / (20.0 * things.size());
  }

  private static Schema load(Path file) throws IOException {
    return DefinitionReader.read(file, new Findings()).schema();
  }

  private static void collect(SchemaNode node, List<SchemaNode> parameters) {
    for (SchemaNode child : node.children()) {
      if (child.kind() == NodeKind.PARAMETER) {
        parameters.add(child);
      } else if (child.kind() == NodeKind.OBJECT) {
        collect(child, parameters);
      }
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
