package org.argonaut.datamodel.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.mapping.uci.UciFolder.ChangedOnDisk;
import org.argonaut.datamodel.mapping.uci.UciStore;

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
  private static final int TRIES = 3;

  private final Backends backends;
  private final MappedNode root;
  private final MappedFiles files;
  private final Tables tables;
  private boolean begun;

  private MappedModel(Backends backends, MappedTree tree) {
    this.backends = backends;
    this.root = tree.root();
    this.files = tree.files();
    this.tables = new Tables(backends);
  }

  /**
   * A model over a folder of UCI files. Nothing is read before the first request.
   *
   * @param merged the core model with plugins merged in (its nodes know their mappings)
   * @param uci as {@code /etc/config}; instance numbers and aliases are kept in its folder {@code dmmap}
   */
  public static MappedModel open(Schema merged, Path uci, Ubus ubus, Options options) {
    return open(MappedTree.of(merged), uci, ubus, options);
  }

  /** The same for one of several devices that share what plugins map. */
  public static MappedModel open(MappedTree tree, Path uci, Ubus ubus, Options options) {
    return new MappedModel(new Backends(uci, ubus, options), tree);
  }

  /**
   * Whether requests on that path belong here: it is a plugin's. The path is concrete, or has {@code {i}}. An object of the core
   * model into which plugins only put something is not mapped, what they put there is; {@link #get} and {@link #instances} on it
   * give only that. A table of the core model whose instances a plugin maps is mapped, its core parameters are not.
   */
  public boolean maps(String path) {
    int dot = path.lastIndexOf('.') + 1;
    MappedNode at = root;
    for (String part : Paths.objectParts(path.substring(0, dot))) {
      at = at == null ? null : at.object(part);
    }
    if (at != null && dot < path.length()) {
      at = at.leaf(path.substring(dot));
    }
    return at != null && at.isServed();
  }

  /**
   * The topmost of what is mapped: objects ({@code Device.X_A.}; tables without their {@code {i}.} at the end) and single
   * parameters, commands and events put into objects of the core model ({@code Device.WiFi.Radio.{i}.X_B}).
   */
  public List<String> roots() {
    List<String> roots = new ArrayList<>();
    collectRoots(root, roots);
    return roots;
  }

  /** The values of a parameter, or of all mapped parameters below an object, in the order of the tree. */
  public Result<List<Value>> get(String path, Protocols who) {
    return read(who, session -> session.get(path));
  }

  /**
   * Sets a parameter. Setting it to what it is succeeds, does nothing and checks nothing.
   *
   * @param type as the caller takes it to be, {@code xsd:int} or {@code int} for example; null or empty: not told
   */
  public Result<Void> set(String path, String value, String type, Protocols who) {
    return change(
        who,
        session -> {
          session.set(path, value, type);
          return null;
        });
  }

  /** Adds an instance to a table ({@code Device.X_A.}); its number. */
  public Result<Integer> add(String table, Protocols who) {
    return change(who, session -> session.add(table));
  }

  /** Deletes an instance ({@code Device.X_A.1.}) and all that is below it. */
  public Result<Void> delete(String instance, Protocols who) {
    return change(
        who,
        session -> {
          session.delete(instance);
          return null;
        });
  }

  /**
   * Runs a command ({@code Device.X_A.1.Reset()}) and waits for its end, two minutes at most.
   *
   * @param input by name; not checked against what the command declares
   * @return the outputs by name, in the order of the reply; nested ones as JSON
   */
  public Result<Map<String, String>> operate(String command, Map<String, String> input, Protocols who) {
    return read(who, session -> session.operate(command, input));
  }

  /** The paths of all instances below an object, nested ones included, each without its last dot. */
  public Result<List<String>> instances(String path, Protocols who) {
    return read(who, session -> session.instances(path));
  }

  /** What is supported at that path and below it, objects before what is in them; {@code {i}}, numbers and {@code *} mean the same. */
  public Result<List<SchemaEntry>> schema(String path, Protocols who) {
    return read(who, session -> session.schema(path));
  }

  /**
   * From now on changes stay in memory, for later requests to see, until {@link #commit} or {@link #revert}. A request that
   * fails meanwhile may leave half of what it did: revert then.
   */
  public void begin() {
    begun = true;
  }

  /**
   * Writes what was changed since {@link #begin}. Fails, and forgets the changes, if somebody else changed one of the files
   * meanwhile. What ubus and programs did is done anyway.
   */
  public Result<Void> commit() {
    begun = false;
    try {
      save();
      return new Result.Ok<>(null);
    } catch (IOException e) {
      forget();
      return failed(e);
    }
  }

  /** Forgets what was changed since {@link #begin}, but for what ubus and programs did. */
  public void revert() {
    begun = false;
    forget();
  }

  /**
   * Counts the changes others made to the UCI files that mappings read; what requests to this model write does not count.
   * Costs one look at each file's date, some microseconds a file. Only a difference between two calls means something.
   */
  public long generation() {
    nextRound();
    files.config().forEach(name -> look(backends.config(), name));
    files.shadows().forEach(name -> look(backends.shadow(), name));
    return backends.config().foreignChanges() + backends.shadow().foreignChanges();
  }

  /**
   * What was found wrong while requests were executed (broken files, wrong replies, cycles), each once, in its order; at most a thousand.
   *
   * @param skipped leave out that many, those that are known
   */
  public List<Finding> findings(int skipped) {
    return backends.findings().since(skipped);
  }

  private static void collectRoots(MappedNode node, List<String> to) {
    if (node.isServed()) {
      String path = node.schema().path();
      to.add(node.isObject() && node.isTable() ? path.substring(0, path.length() - (Paths.INSTANCE.length() + 1)) : path);
      return;
    }
    node.leaves().forEach(child -> collectRoots(child, to));
    node.objects().forEach(child -> collectRoots(child, to));
  }

  /** What a request does in its session. */
  private interface Work<T> {
    T in(Session session) throws Refused;
  }

  /** Reads; instance numbers and aliases that were given meanwhile are kept, if they can be. */
  private <T> Result<T> read(Protocols who, Work<T> work) {
    nextRound();
    try {
      T result = work.in(new Session(backends, tables, files, root, new Request(backends, who)));
      if (!begun) {
        keepNumbers();
      }
      return new Result.Ok<>(result);
    } catch (Refused e) {
      return new Result.Failed<>(e.fault());
    }
  }

  private void keepNumbers() {
    try {
      save();
    } catch (ChangedOnDisk e) {
      // The next request reads what is there now and gives numbers again.
      forget();
    } catch (IOException e) {
      backends.findings().warning(backends.place(), 0, "instance numbers are not kept: " + e.getMessage());
    }
  }

  /** Changes, all or nothing; once more if somebody else changed the same files meanwhile. */
  private <T> Result<T> change(Protocols who, Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      nextRound();
      Request request = new Request(backends, who);
      try {
        T result = work.in(new Session(backends, tables, files, root, request));
        if (!begun) {
          save();
        }
        return new Result.Ok<>(result);
      } catch (Refused e) {
        if (!begun) {
          forget();
        }
        return new Result.Failed<>(e.fault());
      } catch (IOException e) {
        forget();
        if (!(e instanceof ChangedOnDisk) || attempt == TRIES || request.hasActed()) {
          return failed(e);
        }
      }
    }
  }

  private static <T> Result<T> failed(IOException e) {
    return new Result.Failed<>(new Fault(Fault.Kind.INTERNAL_ERROR, "nothing was written: " + e.getMessage()));
  }

  private void nextRound() {
    backends.config().nextRound();
    backends.shadow().nextRound();
  }

  /** Numbers first: one too many does no harm should the power go in between. */
  private void save() throws IOException {
    UciStore.save(List.of(backends.shadow(), backends.config()));
  }

  private void forget() {
    backends.config().forgetChanges();
    backends.shadow().forgetChanges();
  }

  private static void look(UciStore store, String name) {
    try {
      store.file(name);
    } catch (IOException e) {
      // Whoever reads it tells; a file that cannot be read is no change.
    }
  }
}
