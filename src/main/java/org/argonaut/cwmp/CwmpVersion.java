package org.argonaut.cwmp;

/** The versions of the protocol, told apart by the namespace of the envelope (TR-069 A.6). */
public enum CwmpVersion {
  V1_0("1.0"),
  V1_1("1.1"),
  V1_2("1.2"),
  V1_3("1.3"),
  V1_4("1.4");

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
}
