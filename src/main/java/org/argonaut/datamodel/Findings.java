package org.argonaut.datamodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.argonaut.datamodel.Finding.Level;

/** Collects what is wrong; after {@value #LIMIT} findings only their number grows. Not thread-safe. */
public final class Findings {
  public static final int LIMIT = 1000;

  private final List<Finding> all = new ArrayList<>();
  private int errors;
  private int beyond;

  public void error(String file, int line, String text) {
    errors++;
    add(new Finding(file, line, Level.ERROR, text));
  }

  public void warning(String file, int line, String text) {
    add(new Finding(file, line, Level.WARNING, text));
  }

  public void info(String file, int line, String text) {
    add(new Finding(file, line, Level.INFO, text));
  }

  private void add(Finding finding) {
    if (all.contains(finding)) {
      return;
    }
    if (all.size() < LIMIT) {
      all.add(finding);
    } else {
      beyond++;
    }
  }

  /** How many errors there were, those beyond the limit included. */
  public int errors() {
    return errors;
  }

  /** How many findings were left out because there were too many. */
  public int beyond() {
    return beyond;
  }

  /** Those after the first {@code skipped}, in the order they were found. */
  public List<Finding> since(int skipped) {
    return List.copyOf(all.subList(Math.min(skipped, all.size()), all.size()));
  }

  /** By file in order of appearance, then by line. */
  public List<Finding> list() {
    List<String> files = all.stream().map(Finding::file).distinct().toList();
    return all.stream()
        .sorted(Comparator.comparingInt((Finding f) -> files.indexOf(f.file())).thenComparingInt(Finding::line))
        .toList();
  }
}
