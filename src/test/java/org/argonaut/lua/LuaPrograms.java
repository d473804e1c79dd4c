package org.argonaut.lua;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads conformance programs and runs them as {@code oracle.lua} does. */
final class LuaPrograms {
  private static final Pattern ADDRESS = Pattern.compile("([a-z]+: )0x[0-9a-f]+");

  private LuaPrograms() {}

  /** A line each in {@code .lines}; else parted by lines that begin with {@code --- }. */
  static List<String> read(Path file) {
    List<String> programs = new ArrayList<>();
    for (String line : lines(file)) {
      if (file.toString().endsWith(".lines")) {
        if (!line.isEmpty()) {
          programs.add(line);
        }
      } else if (line.startsWith("--- ")) {
        programs.add("");
      } else {
        programs.set(programs.size() - 1, programs.getLast() + line + "\n");
      }
    }
    return programs;
  }

  static List<String> expected(Path file) {
    List<String> outputs = new ArrayList<>();
    for (String line : lines(Path.of(file + ".expected"))) {
      if (line.startsWith("=== ")) {
        outputs.add("");
      } else {
        outputs.set(outputs.size() - 1, outputs.getLast() + line + "\n");
      }
    }
    return outputs;
  }

  private static List<String> lines(Path file) {
    try {
      // Bytes that are no UTF-8 come from both sides as the same question marks.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String run(String program) throws InterruptedException {
    StringBuilder output = new StringBuilder();
    LuaState lua = new LuaState(LuaLimits.defaults(), line -> output.append(line).append('\n'));
    try {
      lua.call(lua.load(LuaProgram.compile(program, "t")));
    } catch (LuaSyntaxException e) {
      output.append("syntax: ").append(e.getMessage()).append('\n');
    } catch (LuaException e) {
      output.append("error: ").append(e.getMessage()).append('\n');
    }
    // print may write lines of several lines, and carriage returns.
    StringBuilder lines = new StringBuilder();
    ADDRESS.matcher(output).replaceAll("$1ADDRESS").lines().forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }
}
