package org.argonaut.catalog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a device supports: its parameters and objects without instances, by path, whatever protocol told them
 * (GetParameterNames, the parameter cache, GetSupportedDM). Immutable.
 */
public final class DeviceModelPaths {
  /** More than any honest device has. */
  public static final int MOST = 50_000;

  private static final int MAX_UNPACKED = 64 << 20;
  private static final Pattern INSTANCE = Pattern.compile("[.](?:[0-9]+|\\[[^]]*])(?=[.])");

  private final SortedMap<String, Entry> entries;

  /**
   * One parameter, object or command.
   *
   * @param path with {@code {i}} for instances; objects end with a dot, commands with {@code ()}
   * @param type {@code xsd:unsignedInt} ..., several with commas when the device is not of one mind; empty: not told
   * @param writable of a table: whether instances can be added; null: not told
   */
  public record Entry(String path, String type, Boolean writable) {
    public boolean isObject() {
      return path.endsWith(".");
    }

    public boolean isParameter() {
      return !isObject() && !path.endsWith("()");
    }
  }

  private DeviceModelPaths(SortedMap<String, Entry> entries) {
    this.entries = entries;
  }

  /** The paths of these, in any order and with any instances; what is there twice is merged. At most {@value #MOST}. */
  public static DeviceModelPaths of(Collection<Entry> told) {
    TreeMap<String, Entry> entries = new TreeMap<>();
    for (Entry entry : told) {
      String path = withoutInstances(entry.path());
      if (entries.size() < MOST || entries.containsKey(path)) {
        entries.merge(path, new Entry(path, entry.type(), entry.writable()), DeviceModelPaths::merged);
      }
    }
    return new DeviceModelPaths(entries);
  }

  private static Entry merged(Entry a, Entry b) {
    String type = a.type().isEmpty() || a.type().equals(b.type()) ? b.type() : b.type().isEmpty() ? a.type() : a.type() + "," + b.type();
    Boolean writable = a.writable() == null ? b.writable() : b.writable() == null ? a.writable() : Boolean.valueOf(a.writable() || b.writable());
    return new Entry(a.path(), type, writable);
  }

  /** The path with {@code {i}} in the place of instances. */
  static String withoutInstances(String path) {
    return INSTANCE.matcher(path).replaceAll(".{i}");
  }

  /** By path. */
  public Collection<Entry> entries() {
    return entries.values();
  }

  /** Null: the device does not have it. */
  public Entry get(String path) {
    return entries.get(path);
  }

  public int size() {
    return entries.size();
  }

  // ---- as it is stored: one line an entry, deflated ----

  byte[] packed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
      for (Entry entry : entries.values()) {
        String access = entry.writable() == null ? "" : entry.writable() ? "w" : "r";
        String line = entry.path() + "\t" + entry.type() + "\t" + access + "\n";
        deflated.write(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  static DeviceModelPaths unpacked(byte[] packed) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      String text = new String(in.readNBytes(MAX_UNPACKED), StandardCharsets.UTF_8);
      return of(text.lines().map(line -> line.split("\t", -1)).filter(parts -> parts.length == 3).map(DeviceModelPaths::entry).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("what is stored of a device's data model is damaged", e);
    }
  }

  private static Entry entry(String[] parts) {
    return new Entry(parts[0], parts[1], parts[2].isEmpty() ? null : parts[2].equals("w"));
  }

  /** What differs between two devices, or two versions; objects only if both tell of objects. */
  public Difference differenceTo(DeviceModelPaths other) {
    boolean objects = tellsObjects() && other.tellsObjects();
    List<Entry> here = missingIn(other, objects);
    List<Entry> there = other.missingIn(this, objects);
    List<Change> changed =
        entries.values().stream()
            .filter(entry -> other.get(entry.path()) != null)
            .map(entry -> new Change(entry, other.get(entry.path())))
            .filter(Change::isReal)
            .toList();
    return new Difference(here, there, changed);
  }

  private List<Entry> missingIn(DeviceModelPaths other, boolean objects) {
    return entries.values().stream().filter(entry -> (objects || !entry.isObject()) && other.get(entry.path()) == null).toList();
  }

  private boolean tellsObjects() {
    return entries.values().stream().anyMatch(Entry::isObject);
  }

  /** What differs; each by path. */
  public record Difference(List<Entry> onlyHere, List<Entry> onlyThere, List<Change> changed) {}

  /** The same path with another type or access. */
  public record Change(Entry here, Entry there) {
    /** What only one of the two told is no difference. */
    boolean isReal() {
      boolean type = !here.type().isEmpty() && !there.type().isEmpty() && !here.type().equals(there.type());
      boolean access = here.writable() != null && there.writable() != null && !here.writable().equals(there.writable());
      return type || access;
    }
  }
}
