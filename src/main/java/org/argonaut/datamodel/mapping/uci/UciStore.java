package org.argonaut.datamodel.mapping.uci;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.mapping.uci.UciFolder.ChangedOnDisk;
import org.argonaut.datamodel.mapping.uci.UciFolder.Opened;
import org.argonaut.datamodel.mapping.uci.UciFolder.Stamp;

/**
 * The files of a folder, kept in memory and read again when somebody changed them. Changes stay in memory until they are saved.
 * Not thread-safe.
 */
public final class UciStore {
  /** How long a file's date may not tell a change: file systems count in steps, some of two seconds. */
  private static final long GRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final UciFolder folder;
  private final Findings findings;
  private final Map<String, Held> files = new HashMap<>();
  private long round;
  private long foreignChanges;

  private static final class Held {
    private final IndexedFile file;
    private Stamp stamp;
    private boolean settled;
    private boolean stale;
    private long lookedAt;

    Held(IndexedFile file, Stamp stamp, long round) {
      this.file = file;
      this.stamp = stamp;
      this.lookedAt = round;
    }
  }

  /** A store over a folder that need not be there yet; what is wrong in its files is a finding. */
  public UciStore(Path folder, Findings findings) {
    this.folder = new UciFolder(folder);
    this.findings = findings;
  }

  /** A new request begins: each file is looked at again, once. */
  public void nextRound() {
    round++;
  }

  /**
   * A file as it is on disk, or as it was changed here and not yet saved; empty if there is none.
   *
   * @throws IOException the name is none of a file in the folder, or it cannot be read
   */
  public IndexedFile file(String name) throws IOException {
    Held held = files.get(name);
    if (held == null) {
      Stamp stamp = folder.stamp(name);
      held = new Held(new IndexedFile(folder.open(name, findings)), stamp, round);
      files.put(name, held);
    } else if (held.lookedAt != round || held.stale) {
      refresh(name, held);
    }
    return held.file;
  }

  /**
   * Whether there is such a file.
   *
   * @throws IOException the name is none of a file in the folder
   */
  public boolean exists(String name) throws IOException {
    return !folder.stamp(name).equals(Stamp.NO_FILE);
  }

  private void refresh(String name, Held held) throws IOException {
    if (held.file.isDirty() && !held.stale) {
      return;
    }
    Stamp stamp = folder.stamp(name);
    if (held.stale || !held.settled || !stamp.equals(held.stamp)) {
      boolean old = isOld(stamp);
      boolean changed = folder.isChanged(held.file.opened());
      if (changed || held.stale) {
        held.file.replace(folder.open(name, findings));
        foreignChanges += changed ? 1 : 0;
      }
      held.stamp = stamp;
      held.settled = old;
      held.stale = false;
    }
    held.lookedAt = round;
  }

  /** Whether a change made from now on will show in the stamp. */
  private static boolean isOld(Stamp stamp) {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - stamp.modified() > GRAIN_NANOS;
  }

  /** How many times a file was found changed by others. */
  public long foreignChanges() {
    return foreignChanges;
  }

  /**
   * Writes what was changed in several stores: all files, or none.
   *
   * @throws ChangedOnDisk somebody else changed a file meanwhile
   * @throws IOException a file cannot be written
   */
  public static void save(List<UciStore> stores) throws IOException {
    for (UciStore store : stores) {
      store.checkUnchanged();
    }
    Deque<Undo> done = new ArrayDeque<>();
    try {
      for (UciStore store : stores) {
        store.save(done);
      }
    } catch (IOException e) {
      while (!done.isEmpty()) {
        done.pop().undo(e);
      }
      throw e;
    }
  }

  /** A file that was written, and what it was before. */
  private record Undo(UciFolder folder, Held held, Opened before) {
    void undo(IOException cause) {
      try {
        folder.restore(before);
        held.stale = true;
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private void checkUnchanged() throws IOException {
    for (Map.Entry<String, Held> entry : files.entrySet()) {
      if (isDirty(entry.getValue()) && folder.isChanged(entry.getValue().file.opened())) {
        throw new ChangedOnDisk(Path.of(entry.getKey()));
      }
    }
  }

  private void save(Deque<Undo> done) throws IOException {
    for (Map.Entry<String, Held> entry : files.entrySet()) {
      Held held = entry.getValue();
      if (isDirty(held)) {
        Opened before = held.file.opened();
        held.file.saved(folder.save(before));
        done.push(new Undo(folder, held, before));
        held.stamp = folder.stamp(entry.getKey());
        held.settled = false;
      }
    }
  }

  /** Forgets what was changed and not saved. */
  public void forgetChanges() {
    for (Held held : files.values()) {
      held.stale |= held.file.isDirty();
    }
  }

  private static boolean isDirty(Held held) {
    return held.file.isDirty() && !held.stale;
  }
}
