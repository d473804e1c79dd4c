package org.argonaut.event;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;

/** What the listeners of this node do, all together; counts are since the node started. */
public final class ListenerStats implements Extension {
  private static final Id ID = new Id();

  final LongAdder handled = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder parked = new LongAdder();
  final LongAdder discarded = new LongAdder();
  private final Set<Listener> live = ConcurrentHashMap.newKeySet();

  private ListenerStats() {}

  public static ListenerStats get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  void began(Listener listener) {
    live.add(listener);
  }

  void ended(Listener listener) {
    live.remove(listener);
  }

  /** Listeners there are. */
  public int listeners() {
    return live.size();
  }

  /** How far the one that is furthest behind is: the age of its oldest event that is not done. */
  public double lagSeconds() {
    Instant now = Instant.now();
    return live.stream().mapToDouble(listener -> listener.view().lag(now).toMillis() / 1000.0).max().orElse(0);
  }

  /** Events read and waiting for their callbacks. */
  public long waiting() {
    return live.stream().mapToLong(listener -> listener.view().waiting()).sum();
  }

  /** Callbacks that ended well. */
  public long handled() {
    return handled.sum();
  }

  /** Callbacks that ended in an error. */
  public long failed() {
    return failed.sum();
  }

  /** Events given up. */
  public long parked() {
    return parked.sum();
  }

  /** Events dropped because their device's callback was running. */
  public long discarded() {
    return discarded.sum();
  }

  private static final class Id extends AbstractExtensionId<ListenerStats> implements ExtensionIdProvider {
    @Override
    public ListenerStats createExtension(ExtendedActorSystem system) {
      return new ListenerStats();
    }

    @Override
    public Id lookup() {
      return ID;
    }
  }
}
