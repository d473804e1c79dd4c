package org.argonaut.script;

import org.argonaut.lualog.LuaLog;

/**
 * What a run of a script offers to its functions.
 *
 * @param name of the script
 * @param version of the script that runs, from 1
 * @param log the script's own log
 * @param run where functions keep callbacks and have them called
 */
public record ScriptContext(String name, long version, LuaLog log, ScriptRun run) {}
