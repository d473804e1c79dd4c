package org.argonaut.cpe.tree;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The type and the limits of one parameter (TR-106 syntax).
 *
 * @param min smallest number
 * @param max largest number; for strings the most characters, for base64 and hex the most characters of their text
 * @param allowed the enumeration; empty when there is none
 * @param overrides the device's own type, where it is another than the standard's
 */
public record Syntax(Kind kind, long min, long max, List<String> allowed, boolean overrides) {
  public Syntax(Kind kind, long min, long max, List<String> allowed) {
    this(kind, min, max, allowed, false);
  }

  /** The types of TR-106, and those of its named ones that a CPE checks. */
  public enum Kind {
    STRING("xsd:string"),
    LIST("xsd:string"),
    IP("xsd:string"),
    BOOL("xsd:boolean"),
    INT("xsd:int"),
    UINT("xsd:unsignedInt"),
    LONG("xsd:long"),
    ULONG("xsd:unsignedLong"),
    DATE_TIME("xsd:dateTime"),
    BASE64("xsd:base64"),
    HEX("xsd:hexBinary");

    private final String xsd;

    Kind(String xsd) {
      this.xsd = xsd;
    }

    /** The type as the wire names it, for example {@code xsd:unsignedInt}. */
    public String xsd() {
      return xsd;
    }
  }

  /** A type without further limits. */
  public static Syntax of(Kind kind) {
    return switch (kind) {
      case STRING, LIST, HEX, BASE64 -> new Syntax(kind, 0, 65_536, List.of());
      case IP -> new Syntax(kind, 0, 15, List.of());
      case BOOL, DATE_TIME -> new Syntax(kind, 0, 32, List.of());
      case INT -> new Syntax(kind, Integer.MIN_VALUE, Integer.MAX_VALUE, List.of());
      case UINT -> new Syntax(kind, 0, 0xFFFF_FFFFL, List.of());
      case LONG -> new Syntax(kind, Long.MIN_VALUE, Long.MAX_VALUE, List.of());
      case ULONG -> new Syntax(kind, 0, Long.MAX_VALUE, List.of());
    };
  }

  /** The value of a parameter that nobody has set. */
  public String zero() {
    return switch (kind) {
      case STRING -> allowed.isEmpty() ? "" : allowed.getFirst();
      case LIST, IP, BASE64, HEX -> "";
      case BOOL -> "false";
      case INT, UINT, LONG, ULONG -> Long.toString(Math.clamp(0, min, max));
      case DATE_TIME -> "0001-01-01T00:00:00Z";
    };
  }

  /** Whether a value declared as {@code xsdType} may be set; null, the sender gave none, may. */
  public boolean accepts(String xsdType) {
    if (xsdType == null || xsdType.equals(kind.xsd)) {
      return true;
    }
    // The standard's base64 has two names: SOAP-ENC:base64 and xsd:base64Binary (A.2.1).
    return kind == Kind.BASE64 && xsdType.toLowerCase(Locale.ROOT).contains("base64");
  }

  /** The value in the form the CPE keeps, or null when it is outside the limits (fault 9007). */
  public String canonical(String value) {
    return switch (kind) {
      case STRING -> value.length() <= max && (allowed.isEmpty() || allowed.contains(value)) ? value : null;
      case LIST -> list(value);
      case IP -> ip(value);
      case BOOL ->
          switch (value) {
            case "1", "true" -> "true";
            case "0", "false" -> "false";
            default -> null;
          };
      case INT, UINT, LONG, ULONG -> number(value);
      case DATE_TIME -> dateTime(value);
      case BASE64 -> base64(value);
      case HEX -> hex(value);
    };
  }

  /**
   * The value in the form the CPE keeps when the standard's own type has let it pass: of the limits here only the enumeration
   * counts, for a device need not do all that the standard names. Null: this device does not (fault 9007).
   */
  public String implemented(String value) {
    return switch (kind) {
      case INT, UINT, LONG, ULONG -> new BigInteger(value).toString();
      case BOOL -> value.equals("1") || value.equalsIgnoreCase("true") ? "true" : "false";
      case STRING -> allowed.isEmpty() || allowed.contains(value) ? value : null;
      case LIST -> new Syntax(kind, 0, Integer.MAX_VALUE, allowed).list(value);
      case IP, DATE_TIME, BASE64, HEX -> value;
    };
  }

  private String list(String value) {
    if (value.length() > max) {
      return null;
    }
    if (!allowed.isEmpty() && !value.isEmpty()) {
      for (String item : value.split(",", -1)) {
        if (!allowed.contains(item.strip())) {
          return null;
        }
      }
    }
    return value;
  }

  private String number(String value) {
    try {
      long number = Long.parseLong(value.startsWith("+") ? value.substring(1) : value);
      return number < min || number > max ? null : Long.toString(number);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  private static String ip(String value) {
    if (value.isEmpty()) {
      return value;
    }
    String[] octets = value.split("\\.", -1);
    if (octets.length != 4) {
      return null;
    }
    for (String octet : octets) {
      if (octet.isEmpty() || octet.length() > 3 || !octet.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return null;
      }
      if (Integer.parseInt(octet) > 255) {
        return null;
      }
    }
    return value;
  }

  private static String dateTime(String value) {
    try {
      OffsetDateTime.parse(value);
      return value;
    } catch (DateTimeException noZone) {
      try {
        LocalDateTime.parse(value);
        return value;
      } catch (DateTimeException notATime) {
        return null;
      }
    }
  }

  private String base64(String value) {
    try {
      Base64.getMimeDecoder().decode(value);
      return value.length() <= max ? value : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private String hex(String value) {
    try {
      HexFormat.of().parseHex(value);
      return value.length() <= max ? value : null;
    } catch (IllegalArgumentException notHex) {
      return null;
    }
  }
}
