package org.argonaut.lua.library;

import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Operations;
import org.argonaut.lua.runtime.Run;
import org.argonaut.lua.runtime.Table;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** table.sort: a merge sort, so that a comparison that is no order does no harm. */
final class TableSort {
  private final Run run;
  private final LuaFunction order;
  private LuaValue[] values;
  private LuaValue[] other;

  private TableSort(Run run, LuaFunction order) {
    this.run = run;
    this.order = order;
  }

  static Varargs sort(Args args) {
    Table table = args.table(1);
    LuaFunction order = args.isNil(2) ? null : args.function(2);
    int n = table.rawlen();
    args.world().charge(8L * n);
    args.run().spend(n);
    TableSort sort = new TableSort(args.run(), order);
    sort.values = new LuaValue[n];
    for (int i = 0; i < n; i++) {
      sort.values[i] = table.at(i + 1);
    }
    sort.other = sort.values.clone();
    args.world().hold(8L * n);
    try {
      sort.sort(0, n);
    } finally {
      args.world().hold(-8L * n);
    }
    for (int i = 0; i < n; i++) {
      table.put(args.world(), LuaValue.valueOf(i + 1), sort.values[i]);
    }
    return LuaValue.NONE;
  }

  private boolean less(LuaValue x, LuaValue y) {
    run.spend(1);
    return order == null ? Operations.less(run, x, y) : run.call(order, x, y).arg1().toboolean();
  }

  private void sort(int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle);
    sort(middle, to);
    if (!less(values[middle], values[middle - 1])) {
      return;
    }
    System.arraycopy(values, from, other, from, to - from);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeRight = left == middle || (right < to && less(other[right], other[left]));
      values[i] = takeRight ? other[right++] : other[left++];
    }
  }
}
