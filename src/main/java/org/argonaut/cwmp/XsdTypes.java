package org.argonaut.cwmp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of value types (TR-069 A.2.1, TR-106 3.2), in the one spelling we keep: {@code xsd:unsignedInt}. */
final class XsdTypes {
  static final String STRING = "xsd:string";
  static final String BOOLEAN = "xsd:boolean";
  static final String DATE_TIME = "xsd:dateTime";
  static final String INT = "xsd:int";
  static final String UNSIGNED_INT = "xsd:unsignedInt";
  static final String LONG = "xsd:long";
  static final String UNSIGNED_LONG = "xsd:unsignedLong";
  static final String DECIMAL = "xsd:decimal";
  static final String SOAP_BASE64 = "SOAP-ENC:base64";

  private static final Pattern OURS = Pattern.compile("(xsd|SOAP-ENC|cwmp):[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
  private static final Pattern NOT_NEGATIVE = Pattern.compile("\\+?\\d+");
  private static final List<String> KNOWN = List.of(
      STRING, BOOLEAN, DATE_TIME, INT, UNSIGNED_INT, LONG, UNSIGNED_LONG, DECIMAL, "xsd:base64", "xsd:base64Binary",
      "xsd:hexBinary", "xsd:integer", "xsd:short", "xsd:byte", "xsd:unsignedShort", "xsd:unsignedByte", "xsd:float",
      "xsd:double", "xsd:anyURI", "xsd:anySimpleType", "xsd:date", "xsd:time", "xsd:nonNegativeInteger",
      "xsd:positiveInteger", "xsd:token", "xsd:normalizedString");
  private static final Map<String, String> EXACT = new HashMap<>();
  private static final Map<String, String> BY_LOWER_CASE = new HashMap<>();

  static {
    for (String type : KNOWN) {
      String local = type.substring("xsd:".length());
      EXACT.put(type, type);
      EXACT.put(local, type);
      EXACT.put("xs:" + local, type);
      BY_LOWER_CASE.put(local.toLowerCase(Locale.ROOT), type);
    }
    EXACT.put(SOAP_BASE64, SOAP_BASE64);
  }

  private XsdTypes() {}

  /**
   * The type in our spelling, whatever prefix and case the sender used; a type we do not know as it was sent.
   *
   * @return null for null and the empty string
   */
  static String canonical(String sent) {
    if (sent == null || sent.isEmpty()) {
      return null;
    }
    String exact = EXACT.get(sent);
    if (exact != null) {
      return exact;
    }
    int colon = sent.indexOf(':');
    String prefix = sent.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
    String known = BY_LOWER_CASE.get(sent.substring(colon + 1).toLowerCase(Locale.ROOT));
    if (known == null) {
      return sent;
    }
    return prefix.endsWith("enc") && known.equals("xsd:base64") ? SOAP_BASE64 : known;
  }

  /** Whether an envelope of ours may carry the type: its prefix is one we declare. */
  static boolean writable(String type) {
    if (EXACT.containsKey(type)) {
      return true;
    }
    return OURS.matcher(type).matches();
  }

  /** Whether a text is a value of the type, for the types whose values have a shape; true for all others. */
  static boolean accepts(String type, String value) {
    return switch (type) {
      case BOOLEAN -> value.equals("true") || value.equals("false") || value.equals("1") || value.equals("0");
      case INT, LONG, "xsd:integer", "xsd:short", "xsd:byte" -> WHOLE.matcher(value).matches();
      case UNSIGNED_INT, UNSIGNED_LONG, "xsd:unsignedShort", "xsd:unsignedByte", "xsd:nonNegativeInteger" ->
          NOT_NEGATIVE.matcher(value).matches();
      case DATE_TIME -> !Times.parse(value).equals(Times.UNKNOWN) || value.startsWith("0001-01-01T00:00:00");
      default -> true;
    };
  }
}
