package org.argonaut.profile;

/** Writes the reference of hooks from the one table of them. */
final class HookDocs {
  private HookDocs() {}

  /** In Markdown. */
  static String reference() {
    StringBuilder text = new StringBuilder();
    text.append("# Profile hooks\n\n");
    text.append("Every function that a device profile may define. Generated from the sources; how to write a profile:\n");
    text.append("[profiles.md](profiles.md). C: called for CWMP devices, U: for USP agents.\n\n");
    text.append("A hook returns its value, `nil` for \"ask the built-in profile\", or `nil, \"why not\"`.\n\n");
    text.append("| kind | may return |\n|---|---|\n");
    for (Hook.Kind kind : Hook.Kind.values()) {
      text.append("| ").append(kind.name().toLowerCase(java.util.Locale.ROOT)).append(" | ").append(kind.returns()).append(" |\n");
    }
    String area = "";
    for (Hook hook : Hook.values()) {
      if (!hook.area().equals(area)) {
        area = hook.area();
        text.append("\n## ").append(area).append("\n\n| hook | kind | for | |\n|---|---|---|---|\n");
      }
      text.append("| `").append(hook.luaName()).append('(').append(String.join(", ", hook.parameters())).append(")` | ");
      text.append(hook.kind().name().toLowerCase(java.util.Locale.ROOT)).append(" | ");
      text.append(hook.isFor(Protocol.USP) ? "C U" : "C").append(" | ").append(hook.doc()).append(" |\n");
    }
    return text.toString();
  }
}
