/**
 * From Lua source to instructions: {@code Lexer}, {@code Parser} (a syntax tree with its names resolved), then {@code
 * Generator}. Knows LuaJ's strings and nothing of running code.
 */
package org.argonaut.lua.compiler;
