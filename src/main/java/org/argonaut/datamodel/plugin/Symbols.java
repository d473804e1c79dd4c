package org.argonaut.datamodel.plugin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.argonaut.datamodel.json.Attributes;
import org.argonaut.datamodel.json.Json;

/** Checks the symbols in a text of a mapping: whole parts between dots, or an index in brackets. */
final class Symbols {
  private static final Pattern KNOWN = Pattern.compile("@(Name|Value|index|i-1|index-[0-9]{1,3}|Input|Count|Parent|key|list)");
  private static final Pattern INDEX = Pattern.compile("\\[(@[^\\]]*+)]");
  private static final List<String> WORDS = List.of("@Name", "@Value", "@index", "@i-1", "@Input", "@Count", "@Parent");

  private Symbols() {}

  static void check(Attributes body, String key, String text, int version) {
    if (text.indexOf('@') < 0) {
      return;
    }
    Json at = body.get(key);
    for (String part : text.split("\\.")) {
      Matcher index = INDEX.matcher(part);
      if (index.find()) {
        symbol(body, at, index.group(1), version, true);
      } else if (part.startsWith("@")) {
        symbol(body, at, part, version, false);
      }
    }
  }

  private static void symbol(Attributes body, Json at, String symbol, int version, boolean inBrackets) {
    if (!KNOWN.matcher(symbol).matches()) {
      body.warn(at, "\"" + symbol + "\" is no symbol and is taken as it is" + Words.guess(symbol, WORDS));
    } else if (symbol.equals("@index") && version == 0) {
      body.warn(at, "\"@index\" is not known in version 0; write \"@i-1\", or set \"json_plugin_version\" to 2");
    } else if (symbol.equals("@i-1") && version > 0 && !inBrackets) {
      body.warn(at, "\"@i-1\" is of version 0; since version 1 it is \"@index\"");
    }
  }
}
