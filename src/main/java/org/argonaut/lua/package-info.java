/**
 * Lua for scripts and profiles: Lua 5.1 and {@code goto}, as gopher-lua has it, in a sandbox with limits.
 *
 * <p>Pure: knows the JDK and LuaJ, and nothing of devices, actors or stores. A {@link org.argonaut.lua.LuaState} is one
 * script's world; any number of threads call into it and take turns under its one lock.
 */
package org.argonaut.lua;
