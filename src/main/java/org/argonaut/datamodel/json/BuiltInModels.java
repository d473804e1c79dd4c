package org.argonaut.datamodel.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.argonaut.datamodel.Schema;

/** The data models that come with the program, by the name of their file: {@code tr-181}, {@code tr-098} ... Thread-safe. */
public final class BuiltInModels {
  /** What there is. */
  public static final List<String> NAMES = List.of("tr-181", "tr-098", "tr-104", "tr-143");

  private static final ConcurrentHashMap<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private BuiltInModels() {}

  /** The one schema of that name everybody shares; read when it is first asked for. */
  public static Schema schema(String name) {
    return SCHEMAS.computeIfAbsent(name, wanted -> read(wanted).schema());
  }

  /** A tree of that name of one's own, to merge plugins into. */
  public static DefinitionReader.Definition read(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no built-in data model '" + name + "'; there is " + String.join(", ", NAMES));
    }
    String resource = "/datamodel/" + name + ".json";
    try (InputStream in = BuiltInModels.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own " + resource);
      }
      return DefinitionReader.parseOwn(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the program's own " + resource, e);
    }
  }
}
