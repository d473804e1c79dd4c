package org.argonaut.datamodel.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name as the Broadband Forum gives them to files and specifications: {@code tr-181-2-19-0-dhcpv4} is TR-181, version
 * 2.19.0, part dhcpv4. Versions may be cut short.
 */
record VersionedName(String report, List<Integer> version, String part) {
  private static final Pattern FORM = Pattern.compile("([a-z]+-[0-9]{1,6})((?:-[0-9]{1,6})*+)((?:-[a-zA-Z][\\w.-]*)?)");

  static final Comparator<VersionedName> BY_VERSION = (a, b) -> compare(a.version, b.version);

  static Optional<VersionedName> ofFile(String file) {
    return file.endsWith(".xml") ? of(file.substring(0, file.length() - ".xml".length())) : Optional.empty();
  }

  static Optional<VersionedName> ofSpec(String spec) {
    return spec == null ? Optional.empty() : of(spec.substring(spec.lastIndexOf(':') + 1));
  }

  private static Optional<VersionedName> of(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    List<Integer> version = new ArrayList<>();
    for (String number : form.group(2).split("-")) {
      if (!number.isEmpty()) {
        version.add(Integer.valueOf(number));
      }
    }
    return Optional.of(new VersionedName(form.group(1), version, form.group(3)));
  }

  /** Whether the other is the same document, of whatever version. */
  boolean sameDocument(VersionedName other) {
    return report.equals(other.report) && part.equals(other.part);
  }

  /** Whether this is the same document in that version, or in one that begins like it. */
  boolean refines(VersionedName wanted) {
    return sameDocument(wanted)
        && version.size() >= wanted.version.size()
        && version.subList(0, wanted.version.size()).equals(wanted.version);
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
