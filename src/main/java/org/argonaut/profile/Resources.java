package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Outcome;

/** Reads and sets resources by the hooks of a device's profile. Blocks: for virtual threads. */
public final class Resources {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Resources() {}

  /**
   * A resource as it was read.
   *
   * @param values the parameters it was made from
   */
  public record Read(JsonNode value, List<ParameterValue> values) {}

  /**
   * What came of a change.
   *
   * @param changes fields that changed
   * @param parameters what was set on the device, in the order in which it was sent; empty: all was so already
   * @param afterReboot whether it takes effect only after a reboot
   * @param added the path of what was added; null: nothing
   */
  public record Changed(
      List<WriteCheck.Change> changes, List<ParameterValue> parameters, boolean afterReboot, String added) {}

  /**
   * Reads a resource.
   *
   * @throws NotSupported when no hook has it, or the device has nothing of the kind
   */
  public static Read read(Bound bound, Resource resource, DeviceLink link, Object... arguments)
      throws ProfileFailure, InterruptedException {
    if (resource.get() == null) {
      return new Read(needed(bound, resource, bound.data(resource.parse(), resource.shape())), List.of());
    }
    Read read = read(bound, resource.get(), resource.parse(), resource.shape(), link, arguments);
    JsonNode value = needed(bound, resource, read.value());
    return new Read(resource == Resource.LINE ? lines(value) : value, read.values());
  }

  /** Reads by a pair of hooks; the value is null when the parse hook has none. */
  static Read read(
      Bound bound, Hook get, Hook parse, Resource.Shape shape, DeviceLink link, Object... arguments)
      throws ProfileFailure, InterruptedException {
    List<Payload> payloads = bound.payloads(get, arguments);
    if (payloads == null) {
      throw new NotSupported("no profile of this device defines " + get.luaName());
    }
    List<ParameterValue> values = new ArrayList<>();
    for (Payload payload : payloads) {
      values.addAll(link.send(payload).values());
    }
    return parsed(bound, parse, shape, values, arguments);
  }

  /** What a parse hook makes of an answer; the value is null when it makes nothing. */
  static Read parsed(
      Bound bound, Hook parse, Resource.Shape shape, List<ParameterValue> values, Object... arguments)
      throws ProfileFailure, InterruptedException {
    return new Read(bound.data(parse, shape, withResponse(parse, values, arguments)), values);
  }

  /** A parse hook's arguments are those of its get hook as far as it names them, and then the answer. */
  private static Object[] withResponse(Hook parse, List<ParameterValue> values, Object... arguments) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < parse.parameters().size() - 1; i++) {
      all.add(arguments[i]);
    }
    List<Map<String, Object>> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(Map.of("name", value.name(), "value", value.value())));
    all.add(Map.of("list", list));
    return all.toArray();
  }

  private static JsonNode needed(Bound bound, Resource resource, JsonNode value) throws NotSupported {
    if (value == null) {
      String why = bound.definedBy(resource.parse()) == null ? "no profile defines it" : "the device has none";
      throw new NotSupported("there is no " + resource.word() + " on this device: " + why);
    }
    return value;
  }

  private static ArrayNode lines(JsonNode voices) {
    ArrayNode lines = NODES.arrayNode();
    for (JsonNode voice : voices) {
      for (JsonNode line : voice.path("lines")) {
        ObjectNode one = line.isObject() ? ((ObjectNode) line).deepCopy() : NODES.objectNode();
        lines.add(one.set("voice_path", voice.path("path")));
      }
    }
    return lines;
  }

  /**
   * Sets a resource. What is sent in one request takes effect as a whole or not at all; hooks mostly make one.
   *
   * @param body as GET answers it, or a part of it
   * @throws InvalidResource when something in it cannot be; nothing was sent then
   */
  public static Changed set(Bound bound, Resource resource, JsonNode body, DeviceLink link)
      throws ProfileFailure, InterruptedException {
    if (resource.set() == null) {
      throw new NotSupported(resource.word() + " cannot be set");
    }
    Read now = read(bound, resource, link);
    WriteCheck.Checked checked = WriteCheck.of(resource, now.value(), body);
    List<Payload> payloads = bound.payloads(resource.set(), HookJson.toLua(checked.body()));
    if (payloads == null) {
      throw new NotSupported("no profile of this device can set " + resource.word());
    }
    List<Payload> different = withoutWhatIsSo(payloads, now.values());
    Admission.check(bound, different);
    return send(different, checked.changes(), link);
  }

  /**
   * Adds what a resource has many of.
   *
   * @throws NotSupported when no hook can
   */
  public static Changed add(Bound bound, Resource resource, JsonNode body, DeviceLink link)
      throws ProfileFailure, InterruptedException {
    List<Payload> payloads =
        resource.add() == null ? null : bound.payloads(resource.add(), HookJson.toLua(body));
    if (payloads == null) {
      throw new NotSupported("no profile of this device can add to " + resource.word());
    }
    Admission.check(bound, payloads);
    boolean rowAlone = payloads.size() == 1 && !body.isEmpty() && tableOf(payloads.getFirst()) != null;
    if (rowAlone) { // its values are judged before it is there
      Admission.check(bound, settings(bound, resource, body, tableOf(payloads.getFirst()) + "1."));
    }
    Changed added = send(payloads, List.of(), link);
    if (!rowAlone || added.added() == null) {
      return added;
    }
    Changed set = fill(settings(bound, resource, body, added.added()), added.added(), link);
    return new Changed(List.of(), set.parameters(), added.afterReboot() || set.afterReboot(), added.added());
  }

  /** The table that a payload adds a row to; null: it does something else. */
  private static String tableOf(Payload payload) {
    return switch (payload) {
      case Payload.Add(String table) -> table;
      case Payload.Rpc(CpeMethod.AddObject add) -> add.objectName().endsWith(".") ? add.objectName() : add.objectName() + ".";
      default -> null;
    };
  }

  /** What sets a new row as the caller wants it; empty: nothing. */
  private static List<Payload> settings(Bound bound, Resource resource, JsonNode body, String path)
      throws HookFailure, InterruptedException {
    ObjectNode item = ((ObjectNode) body).deepCopy().put("path", path);
    JsonNode items =
        resource.shape() == Resource.Shape.LIST ? NODES.arrayNode().add(item) : NODES.objectNode().set(path, item);
    List<Payload> settings = bound.payloads(resource.set(), HookJson.toLua(items));
    return settings == null ? List.of() : settings;
  }

  /** Sets a new row; one that cannot be is taken away again. */
  private static Changed fill(List<Payload> settings, String row, DeviceLink link)
      throws DeviceLink.NotDone, InterruptedException {
    try {
      return send(settings, List.of(), link);
    } catch (DeviceLink.NotDone e) {
      if (!(e.outcome() instanceof Outcome.Faulted || e.outcome() instanceof Outcome.Rejected)) {
        throw e.after(e.done(), row); // it does not answer: then it will not for this either
      }
      try {
        link.send(new Payload.Delete(row));
      } catch (DeviceLink.NotDone left) {
        throw e.after(e.done(), row);
      }
      throw e;
    }
  }

  /** Values that the device has already need not be sent: empty passwords least of all. */
  private static List<Payload> withoutWhatIsSo(List<Payload> payloads, List<ParameterValue> now) {
    Map<String, String> known = new HashMap<>();
    now.forEach(value -> known.put(value.name(), value.value()));
    List<Payload> left = new ArrayList<>();
    for (Payload payload : payloads) {
      if (payload instanceof Payload.Write(List<ParameterValue> values)) {
        List<ParameterValue> different =
            values.stream().filter(value -> !isSame(value.value(), known.get(value.name()))).toList();
        if (!different.isEmpty()) {
          left.add(new Payload.Write(different));
        }
      } else {
        left.add(payload);
      }
    }
    return left;
  }

  private static boolean isSame(String wanted, String now) {
    return Objects.equals(wanted, now)
        || (wanted.equals("true") && "1".equals(now))
        || (wanted.equals("false") && "0".equals(now));
  }

  private static Changed send(List<Payload> payloads, List<WriteCheck.Change> changes, DeviceLink link)
      throws DeviceLink.NotDone, InterruptedException {
    Map<String, ParameterValue> set = new LinkedHashMap<>();
    boolean later = false;
    String added = null;
    for (Payload payload : payloads) {
      DeviceLink.Answer answer;
      try {
        answer = link.send(payload);
      } catch (DeviceLink.NotDone e) {
        e.done().forEach(value -> set.put(value.name(), value));
        throw e.after(List.copyOf(set.values()), added == null ? e.added() : added);
      }
      answer.values().forEach(value -> set.put(value.name(), value));
      later |= answer.afterReboot();
      added = answer.added() == null ? added : answer.added();
    }
    return new Changed(changes, List.copyOf(set.values()), later, added);
  }
}
