package org.argonaut.lua;

import java.util.concurrent.Callable;

/**
 * One call of a host function: its arguments, counted from 1. An argument of the wrong type throws a
 * {@link LuaException} that names function, argument and expected type, as Lua's own functions do. Where a method takes
 * {@code otherwise}, an absent argument or nil gives that.
 */
public interface HostCall {

  /** How many arguments there are, nils included. */
  int count();

  /** The type of an argument; {@link LuaType#NIL} beyond {@link #count}. */
  LuaType type(int i);

  /** A string; a number is taken as its text, as everywhere in Lua. */
  String string(int i) throws LuaException;

  /** A string or its default. */
  String string(int i, String otherwise) throws LuaException;

  /** A number; a string that reads as one is taken. */
  double number(int i) throws LuaException;

  /** A number or its default. */
  double number(int i, double otherwise) throws LuaException;

  /** A number cut to its integral part and to the range of an int. */
  int integer(int i) throws LuaException;

  /** An integer or its default. */
  int integer(int i, int otherwise) throws LuaException;

  /** A boolean or its default; any other type is an error. */
  boolean bool(int i, boolean otherwise) throws LuaException;

  /** A table. */
  LuaTable table(int i) throws LuaException;

  /** A table or its default. */
  LuaTable table(int i, LuaTable otherwise) throws LuaException;

  /** A function. */
  LuaFunction function(int i) throws LuaException;

  /** Any argument, converted; null for nil. */
  Object value(int i);

  /** The error "bad argument #i to 'name' (text)". */
  LuaException badArgument(int i, String text);

  /** The script's world. */
  LuaState state();

  /**
   * Runs work outside Lua with the script's lock released, so that other callbacks of the script go on. The budget of
   * instructions starts anew after it.
   *
   * @param wait what a stop of the script does to the work
   * @return what the work gave
   * @throws LuaException of the work; anything else it throws becomes one with its message
   * @throws InterruptedException when the thread was interrupted otherwise than by a stop
   */
  <T> T blocking(Wait wait, Callable<T> work) throws LuaException, InterruptedException;
}
