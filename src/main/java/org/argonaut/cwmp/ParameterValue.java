package org.argonaut.cwmp;

/**
 * A ParameterValueStruct (TR-069 A.3.2.1).
 *
 * @param name the full path
 * @param value as the wire has it, white space at the ends removed; never null
 * @param type {@code xsd:string}, {@code xsd:boolean} ..., canonical prefix; null when the sender gave none
 */
public record ParameterValue(String name, String value, String type) {
  public ParameterValue {
    value = value == null ? "" : value;
  }
}
