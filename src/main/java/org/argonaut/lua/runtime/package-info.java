/**
 * Runs compiled Lua: instructions, frames, calls, errors, coroutines and limits, over LuaJ's values.
 *
 * <p>One {@code World} a script; one {@code Run} a callback. Lua calling Lua uses no Java stack.
 */
package org.argonaut.lua.runtime;
