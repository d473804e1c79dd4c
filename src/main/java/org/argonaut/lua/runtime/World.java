package org.argonaut.lua.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** What all callbacks of one script share. Used under the script's lock, but for the stop. */
public final class World {
  private static final int FEW = 64;

  private final Table globals = new Table(0, 64);
  private final long instructions;
  private final long memory;
  private final int callDepth;
  private final int stringBytes;
  private final Consumer<String> output;
  private final Set<Run> runs = ConcurrentHashMap.newKeySet(1);
  private List<WeakReference<Closure>> kept = new ArrayList<>(2);
  private int keptBound = FEW;
  private Table stringMeta;
  private Random random;
  private long live;
  private long held;
  private long sinceCensus;
  private long nextCensus;
  private Run running;
  private volatile boolean stopped;

  /**
   * An empty world.
   *
   * @param memory in bytes, by estimate
   * @param stringBytes of the longest string
   * @param output gets lines of print
   */
  public World(long instructions, long memory, int callDepth, int stringBytes, Consumer<String> output) {
    this.instructions = instructions;
    this.memory = memory;
    this.callDepth = callDepth;
    this.stringBytes = stringBytes;
    this.output = output;
    this.nextCensus = memory;
  }

  /** The table of globals. */
  public Table globals() {
    return globals;
  }

  /** That of all strings; null when there is none. */
  public Table stringMeta() {
    return stringMeta;
  }

  /** Gives all strings a metatable. */
  public void setStringMeta(Table table) {
    stringMeta = table;
  }

  /** Of math.random. */
  public Random random() {
    if (random == null) {
      random = new Random();
    }
    return random;
  }

  /** Begins a sequence of random numbers that is always the same. */
  public void seed(long seed) {
    random = new Random(seed);
  }

  /** A line of print. */
  public void print(String line) {
    output.accept(line);
  }

  /** Ends all callbacks, for good. From any thread. */
  public void stop() {
    stopped = true;
  }

  /** Whether it was stopped. */
  public boolean stopped() {
    return stopped;
  }

  long instructions() {
    return instructions;
  }

  int callDepth() {
    return callDepth;
  }

  Set<Run> runs() {
    return runs;
  }

  /** The callback that holds the lock. */
  public Run running() {
    return running;
  }

  /** Tells which callback holds the lock. */
  public void setRunning(Run run) {
    running = run;
  }

  /** A function that Java holds, whose values count as the script's as long as it does. */
  public void keep(Closure closure) {
    if (closure.mark == 0) {
      closure.mark = -1;
      kept.add(new WeakReference<>(closure));
      if (kept.size() > keptBound) {
        keptBound = 2 * kept().size() + FEW;
      }
    }
  }

  List<Closure> kept() {
    List<Closure> alive = new ArrayList<>();
    List<WeakReference<Closure>> still = new ArrayList<>();
    for (var reference : kept) {
      Closure closure = reference.get();
      if (closure != null) {
        alive.add(closure);
        still.add(reference);
      }
    }
    kept = still;
    return alive;
  }

  /** Before bytes are taken; raises the error when the script has too many. */
  public void charge(long bytes) {
    sinceCensus += bytes;
    if (sinceCensus > nextCensus) {
      takeCensus(bytes);
    }
  }

  /** Bytes that library functions at work hold; negative when they let go. */
  public void hold(long bytes) {
    held += bytes;
  }

  long held() {
    return held;
  }

  /** Before a string of so many bytes is made. */
  public void chargeString(long bytes) {
    if (bytes > stringBytes) {
      throw runningError("string of " + bytes + " bytes is longer than the limit of " + stringBytes);
    }
    charge(bytes + 56);
  }

  private void takeCensus(long wanted) {
    Census census = new Census(this);
    live = census.bytes();
    sinceCensus = Math.max(wanted, 0);
    nextCensus = Math.max(memory - live, memory / 8);
    if (running != null) {
      running.spend(census.objects() / 4);
    }
    if (live + wanted > memory) {
      sinceCensus = 0;
      throw runningError("not enough memory: the script holds more than " + memory + " bytes");
    }
  }

  private Raised runningError(String text) {
    Frame frame = running == null ? null : running.current;
    return Raised.memory((frame == null ? "" : frame.place()) + text).from(frame);
  }

  /** What the script holds by estimate, in bytes, as of the last count and what was made since. */
  public long memoryUsed() {
    return live + sinceCensus;
  }

  /** Counts what the script holds. */
  public void collect() {
    takeCensus(0);
  }

  /** A new string; too long or too much raises the error. */
  public LuaString string(byte[] bytes) {
    chargeString(bytes.length);
    return LuaString.valueUsing(bytes);
  }

  /** The metatable of a value; null for none. */
  public Table metaOf(LuaValue value) {
    if (value instanceof Table table) {
      return table.meta();
    }
    return value instanceof LuaString ? stringMeta : null;
  }

  LuaValue tagOf(LuaValue value, Tag tag) {
    Table meta = metaOf(value);
    return meta == null ? LuaValue.NIL : meta.tag(tag);
  }
}
