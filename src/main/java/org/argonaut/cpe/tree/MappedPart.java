package org.argonaut.cpe.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.mapping.Fault;
import org.argonaut.datamodel.mapping.MappedModel;
import org.argonaut.datamodel.mapping.Result;
import org.argonaut.datamodel.mapping.Value;

/**
 * The part of a tree that plugins map to the device's configuration. Blocks on files and programs; as unsafe for several
 * threads at once as its tree.
 */
public final class MappedPart {
  /** Nothing is mapped. */
  public static final MappedPart NONE = new MappedPart(null, Protocols.BOTH);

  private static final Fault NOTHING_THERE = new Fault(Fault.Kind.INTERNAL_ERROR, "the device's configuration is not there");

  private final MappedModel model;
  private final Protocols who;

  private MappedPart(MappedModel model, Protocols who) {
    this.model = model;
    this.who = who;
  }

  /**
   * @param who the protocol that values are shown to
   */
  public static MappedPart of(MappedModel model, Protocols who) {
    return new MappedPart(model, who);
  }

  /** The instance numbers of a table, ascending; none when its mapping cannot be executed. */
  int[] rows(String table) {
    if (model == null) {
      return new int[0];
    }
    List<String> instances = model.instances(table, Protocols.BOTH).orElse(_ -> List.of());
    return instances.stream()
        .filter(path -> path.startsWith(table) && path.indexOf('.', table.length()) < 0)
        .mapToInt(path -> Integer.parseInt(path.substring(table.length())))
        .sorted()
        .toArray();
  }

  /** Whether an object that depends on something is there. */
  boolean present(String object) {
    return model != null && model.instances(object, Protocols.BOTH).fault() == null;
  }

  /** Secrets are given in clear; null: it cannot be read now. */
  String value(String path) {
    return value(path, Protocols.BOTH);
  }

  /** As who looks sees it; what cannot be read is empty. */
  String shown(String path) {
    return Objects.requireNonNullElse(value(path, who), "");
  }

  private String value(String path, Protocols asked) {
    if (model == null) {
      return null;
    }
    List<Value> values = model.get(path, asked).orElse(_ -> List.of());
    return values.isEmpty() ? null : values.getFirst().value();
  }

  /** Sets all or none; why not, by path. */
  Map<String, Fault> setAll(Map<String, String> values) {
    Map<String, Fault> faults = new LinkedHashMap<>();
    if (model == null) {
      values.keySet().forEach(path -> faults.put(path, NOTHING_THERE));
      return faults;
    }
    model.begin();
    values.forEach(
        (path, value) -> {
          Fault fault = model.set(path, value, "", Protocols.BOTH).fault();
          if (fault != null) {
            faults.put(path, fault);
          }
        });
    if (!faults.isEmpty()) {
      model.revert();
      return faults;
    }
    Fault fault = model.commit().fault();
    if (fault != null) {
      values.keySet().forEach(path -> faults.put(path, fault));
    }
    return faults;
  }

  Result<Integer> add(String table) {
    return model == null ? new Result.Failed<>(NOTHING_THERE) : model.add(table, Protocols.BOTH);
  }

  Fault delete(String instance) {
    return model == null ? NOTHING_THERE : model.delete(instance, Protocols.BOTH).fault();
  }

  /** Another number than before: somebody else has changed the configuration. */
  public long generation() {
    return model == null ? 0 : model.generation();
  }

  /** What was found wrong while mappings were executed, but for the first {@code skipped}. */
  public List<Finding> findings(int skipped) {
    return model == null ? List.of() : model.findings(skipped);
  }

  /** Reads everything once, so that what is wrong with the configuration is found. */
  public void readAll() {
    if (model != null) {
      model.get("", Protocols.BOTH);
    }
  }

  /** The model itself, to run commands with; null when nothing is mapped. */
  public MappedModel model() {
    return model;
  }
}
