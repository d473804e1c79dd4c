package org.argonaut.script;

import java.util.List;
import org.argonaut.lualog.LuaLogs;
import org.argonaut.store.ScriptRows;

/** What all script actors of a node share. */
record ScriptHome(
    ScriptSettings settings,
    ScriptRows rows,
    LuaLogs logs,
    List<FunctionLibrary> libraries,
    ScriptStats stats,
    String node) {}
