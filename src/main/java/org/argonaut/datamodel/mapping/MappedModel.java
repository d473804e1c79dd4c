package org.argonaut.datamodel.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;

/**
 * A device's data model as far as JSON plugins map it: requests on paths become reads and writes of UCI files, calls of
 * ubus, and runs of programs. Not thread-safe: its owner lets one request in at a time. Requests block on files, ubus and
 * programs, each with a deadline, so it belongs on virtual threads.
 *
 * <p>Changes are in the files when a request returns, unless {@link #begin} was called. A file somebody else changed is read again
 * before it is used and never overwritten with older content. Replies of ubus are remembered within one request, so one Get sees one
 * state of the bus.
 *
 * <p>Paths: objects end with a dot, instances are numbers, {@code *} (all of them) or {@code [alias]}; the empty path is
 * everything. What {@link #maps} does not know is answered with {@code INVALID_PATH}, though the schema may have it.
 *
 * <p>To notice values that change without a request (VALUE CHANGE notifications): look at {@link #generation} every second or
 * so; if it is another than last time, get the watched parameters again and compare. Values from ubus and programs change without it:
 * get those whenever you want to know.
 */
public final class MappedModel {
  private MappedModel() {}

  /**
   * A model over a folder of UCI files. Nothing is read before the first request.
   *
   * @param merged the core model with plugins merged in (its nodes know their mappings)
   * @param uci as {@code /etc/config}; instance numbers and aliases are kept in its folder {@code dmmap}
   */
  public static MappedModel open(Schema merged, Path uci, Ubus ubus, Options options) {
    return new MappedModel();
  }

  /**
   * Whether requests on that path belong here: it is a plugin's, or below something that is. The path is concrete, or
   * has {@code {i}}. An object of the core model into which plugins only put something is not mapped, what they put
   * there is; {@link #get} and {@link #instances} on it give only that.
   */
  public boolean maps(String path) {
    return false;
  }

  /**
   * The topmost of what is mapped: objects ({@code Device.X_A.}; tables without their {@code {i}.} at the end) and single
   * parameters, commands and events put into objects of the core model ({@code Device.WiFi.Radio.{i}.X_B}).
   */
  public List<String> roots() {
    return List.of();
  }

  /** The values of a parameter, or of all mapped parameters below an object, in the order of the tree. */
  public Result<List<Value>> get(String path, Protocols who) {
    return notYet();
  }

  /**
   * Sets a parameter. Setting it to what it is succeeds, does nothing and checks nothing.
   *
   * @param type as the caller takes it to be, {@code xsd:int} or {@code int} for example; null or empty: not told
   */
  public Result<Void> set(String path, String value, String type, Protocols who) {
    return notYet();
  }

  /** Adds an instance to a table ({@code Device.X_A.}); its number. */
  public Result<Integer> add(String table, Protocols who) {
    return notYet();
  }

  /** Deletes an instance ({@code Device.X_A.1.}) and all that is below it. */
  public Result<Void> delete(String instance, Protocols who) {
    return notYet();
  }

  /**
   * Runs a command ({@code Device.X_A.1.Reset()}) and waits for its end, two minutes at most.
   *
   * @param input by name; not checked against what the command declares
   * @return the outputs by name, in the order of the reply; nested ones as JSON
   */
  public Result<Map<String, String>> operate(String command, Map<String, String> input, Protocols who) {
    return notYet();
  }

  /** The paths of all instances below an object, nested ones included, each without its last dot. */
  public Result<List<String>> instances(String path, Protocols who) {
    return notYet();
  }

  /** What is supported at that path and below it, objects before what is in them; {@code {i}}, numbers and {@code *} mean the same. */
  public Result<List<SchemaEntry>> schema(String path, Protocols who) {
    return notYet();
  }

  /** From now on changes stay in memory, for later requests to see, until {@link #commit} or {@link #revert}. */
  public void begin() {}

  /**
   * Writes what was changed since {@link #begin}. Fails, and forgets the changes, if somebody else changed one of the files
   * meanwhile. What ubus and programs did is done anyway.
   */
  public Result<Void> commit() {
    return notYet();
  }

  /** Forgets what was changed since {@link #begin}, but for what ubus and programs did. */
  public void revert() {}

  /**
   * Counts the changes others made to the UCI files that mappings read; what requests to this model write does not count.
   * Costs one look at each file's date, some microseconds a file. Only a difference between two calls means something.
   */
  public long generation() {
    return 0;
  }

  /** What was found wrong while requests were executed (broken files, wrong replies, cycles), at its place; at most a thousand. */
  public List<Finding> findings() {
    return List.of();
  }

  private static <T> Result<T> notYet() {
    return new Result.Failed<>(new Fault(Fault.Kind.METHOD_NOT_SUPPORTED, "not there yet"));
  }
}
