package org.argonaut.cwmp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of the protocol, told apart by the namespace of the envelope (TR-069 3.5, A.6). */
public enum CwmpVersion {
  V1_0("1.0"),
  V1_1("1.1"),
  V1_2("1.2"),
  V1_3("1.3"),
  V1_4("1.4");

  private static final CwmpVersion[] ALL = values();
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,4})[.-](\\d{1,4})");
  private static final String MARK = "cwmp-";

  private final String number;
  private final String namespace;

  CwmpVersion(String number) {
    this.number = number;
    this.namespace = "urn:dslforum-org:cwmp-" + number.replace('.', '-');
  }

  /** For people: {@code 1.2}. */
  public String number() {
    return number;
  }

  /** {@code urn:dslforum-org:cwmp-1-2}. */
  public String namespace() {
    return namespace;
  }

  /**
   * The version a namespace stands for: the newest we know that is not above it for versions we do not know.
   *
   * @return null when the namespace is not one of CWMP's
   */
  static CwmpVersion ofNamespace(String uri) {
    if (uri == null) {
      return null;
    }
    for (CwmpVersion version : ALL) {
      if (version.namespace.equals(uri)) {
        return version;
      }
    }
    int at = uri.indexOf(MARK);
    return at < 0 ? null : ofNumber(uri.substring(at + MARK.length()));
  }

  /**
   * The version a number such as {@code 1.2} or {@code 1-2} stands for, as {@link #ofNamespace} does.
   *
   * @return null when it is no version number
   */
  static CwmpVersion ofNumber(String number) {
    Matcher matcher = NUMBER.matcher(number.strip());
    if (!matcher.matches()) {
      return null;
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    if (major != 1) {
      return major < 1 ? V1_0 : V1_4;
    }
    return ALL[Math.min(minor, ALL.length - 1)];
  }
}
