/**
 * Scripts: Lua programs that react to the fleet. Their actor and life cycle, their log, the table of the functions they
 * may call, and the functions that belong to the life cycle; functions of other areas are in {@code script.functions}.
 *
 * <p>May use {@code lua}, {@code device}, {@code event}, {@code store} and {@code cwmp}.
 */
package org.argonaut.script;
