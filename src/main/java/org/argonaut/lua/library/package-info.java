/** The functions of Lua 5.1's library that a sandbox may have. All states share them; each has its own tables of them. */
package org.argonaut.lua.library;
