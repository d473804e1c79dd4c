package org.argonaut.cwmp;

/**
 * How one make of CPE wants to be spoken to, where the standard leaves a choice or the make departs from it. Switched by
 * model; {@link #STANDARD} suits nearly all.
 *
 * @param booleansAsDigits write {@code 1} and {@code 0} for true and false
 * @param dateTimeMillis write fractions of seconds in xsd:dateTime
 * @param namesFromRoot ask GetParameterNames of the root ({@code Device.}) before any subtree
 * @param nextLevelOnly walk the tree with NextLevel true, level by level
 * @param maxNamesPerGet names in one GetParameterValues, at least 1
 */
public record Dialect(
    boolean booleansAsDigits,
    boolean dateTimeMillis,
    boolean namesFromRoot,
    boolean nextLevelOnly,
    int maxNamesPerGet) {
  public static final Dialect STANDARD = new Dialect(false, false, true, false, 256);
}
