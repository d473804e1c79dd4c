package org.argonaut.datamodel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;

/** What the commands print alike. */
final class Printing {
  private Printing() {}

  static void findings(Findings findings, PrintWriter to) {
    for (Finding finding : findings.list()) {
      to.println(finding);
    }
    if (findings.beyond() > 0) {
      to.println("... and " + findings.beyond() + " more");
    }
    to.flush();
  }

  /** {@code 1 error}, {@code 2 errors}. */
  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** Why a file could not be used, in words. */
  static String reason(IOException failure) {
    return failure instanceof NoSuchFileException ? "no such file or folder" : String.valueOf(failure.getMessage());
  }
}
