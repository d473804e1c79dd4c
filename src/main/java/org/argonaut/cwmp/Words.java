package org.argonaut.cwmp;

/**
 * One String for each word that comes again and again: parameter names, types, event codes. A thousand CPEs of one model
 * then share their parameter names, and each keeps its hash.
 *
 * <p>A table of fixed size without locks: two words that meet in a slot replace each other, a race loses a word. Neither
 * does harm, because a word that is not found is made anew.
 */
final class Words {
  private static final int SLOTS = 1 << 13;
  private static final int LONGEST = 160;
  private static final String[] TABLE = new String[SLOTS];

  private Words() {}

  /** The characters as a String, the same one as before where the table still has it. */
  static String of(char[] buffer, int start, int length) {
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return new String(buffer, start, length);
    }
    int hash = 0;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + buffer[i];
    }
    int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    String known = TABLE[slot];
    if (known != null && known.length() == length && same(known, buffer, start)) {
      return known;
    }
    String word = new String(buffer, start, length);
    TABLE[slot] = word;
    return word;
  }

  private static boolean same(String word, char[] buffer, int start) {
    for (int i = word.length() - 1; i >= 0; i--) { // names of one tree differ at their ends
      if (word.charAt(i) != buffer[start + i]) {
        return false;
      }
    }
    return true;
  }
}
