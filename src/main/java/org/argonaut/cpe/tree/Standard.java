package org.argonaut.cpe.tree;

import java.util.function.Supplier;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.json.BuiltInModels;

/**
 * The standard's data model of a tree: one for the process, however many CPEs look things up in it. Read when first asked
 * for, which takes some tenths of a second; {@link #load} does it ahead. Thread-safe.
 *
 * <p>Voice services are those of TR-104 issue 1, as most devices in the field have them, so they are not looked up.
 */
public final class Standard {
  private final Supplier<Schema> schema;

  private Standard(Supplier<Schema> schema) {
    this.schema = schema;
  }

  /** A model that comes with the program. */
  static Standard builtIn(String name) {
    return new Standard(() -> BuiltInModels.schema(name));
  }

  /** A model of somebody's own: one with plugins merged in. */
  static Standard of(Schema merged) {
    return new Standard(() -> merged);
  }

  /** Reads what {@link #find} will need. */
  public void load() {
    find("");
  }

  /** What the standard says of that path, instances as numbers or {@code {i}}; null when it knows no such thing. */
  public SchemaNode find(String path) {
    return schema.get().find(path);
  }
}
