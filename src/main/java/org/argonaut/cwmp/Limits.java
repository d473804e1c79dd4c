package org.argonaut.cwmp;

/**
 * What one envelope may cost to read; whatever exceeds it is refused with a {@link SoapException}.
 *
 * @param maxBytes of the body after content decoding
 * @param maxDepth nested elements; CWMP itself needs 7
 * @param maxParameters entries of all lists together: parameters, names, attributes, events ...
 * @param maxStringLength characters of one value, and of the XML kept of a vendor's own message
 */
public record Limits(int maxBytes, int maxDepth, int maxParameters, int maxStringLength) {
  /** Room for the whole tree of the largest CPEs in one answer. */
  public static final Limits STANDARD = new Limits(16 << 20, 64, 65_536, 1 << 20);

  public Limits {
    if (maxBytes < 1 || maxDepth < 1 || maxParameters < 1 || maxStringLength < 1) {
      throw new IllegalArgumentException("every limit must be at least 1: " + maxBytes + " bytes, depth " + maxDepth
          + ", " + maxParameters + " parameters, " + maxStringLength + " characters");
    }
  }
}
