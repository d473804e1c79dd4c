package org.argonaut.lua;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a source says, it ends as a Lua error or not at all. */
@Timeout(300)
class LuaFuzzTest {
  private static final LuaLimits SMALL = new LuaLimits(200_000, 4 << 20, 2_000, 1 << 20, 1_000);
  private static final int ROUNDS = Integer.getInteger("argonaut.fuzz.rounds", 6_000);

  @Test
  void mutatedProgramsEndAsLuaErrors() throws Exception {
    List<String> seeds = seeds();
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      String source = seeds.get(random.nextInt(seeds.size()));
      for (int n = random.nextInt(4); n >= 0; n--) {
        source = mutate(source, seeds, random);
      }
      run(source, seed);
    }
  }

  @Test
  void randomBytesAreNoProgramsAndDoNoHarm() throws Exception {
    for (int seed = 0; seed < ROUNDS; seed++) {
      byte[] bytes = new byte[new Random(seed).nextInt(60)];
      new Random(seed).nextBytes(bytes);
      run(new String(bytes, StandardCharsets.ISO_8859_1), seed);
    }
  }

  @Test
  void randomTokensAreNoTrouble() throws Exception {
    String[] tokens =
        ("and break do else elseif end false for function if in local nil not or repeat return then true until while"
                + " + - * / % ^ # == ~= <= >= < > = ( ) { } [ ] ; : , . .. ... a b c 1 2.5 'x' goto ::l:: print _G"
                + " string.rep pcall error setmetatable coroutine.wrap 1e308 ''")
            .split(" ");
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      StringBuilder source = new StringBuilder();
      for (int n = random.nextInt(30); n >= 0; n--) {
        source.append(tokens[random.nextInt(tokens.length)]).append(' ');
      }
      run(source.toString(), seed);
    }
  }

  private static List<String> seeds() throws IOException {
    List<String> seeds = new ArrayList<>();
    try (var files = Files.list(Path.of("src/test/resources/lua/conformance"))) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".expected")).sorted().toList()) {
        seeds.addAll(LuaPrograms.read(file));
      }
    }
    return seeds;
  }

  private static String mutate(String source, List<String> seeds, Random random) {
    if (source.isEmpty()) {
      return seeds.get(random.nextInt(seeds.size()));
    }
    int at = random.nextInt(source.length());
    int to = Math.min(source.length(), at + 1 + random.nextInt(8));
    return switch (random.nextInt(5)) {
      case 0 -> source.substring(0, at) + source.substring(to);
      case 1 -> source.substring(0, to) + source.substring(at);
      case 2 -> source.substring(0, at) + (char) random.nextInt(256) + source.substring(to);
      case 3 -> {
        String other = seeds.get(random.nextInt(seeds.size()));
        yield source.substring(0, at) + " " + other + " " + source.substring(at);
      }
      default -> source.replaceFirst("\\d+", String.valueOf(random.nextInt(5) == 0 ? 1e9 : random.nextInt(300) - 100));
    };
  }

  private static void run(String source, int seed) {
    LuaState lua = new LuaState(SMALL, line -> {});
    try {
      lua.call(lua.load(LuaProgram.compile(source, "fuzz")));
    } catch (LuaException | LuaSyntaxException expected) {
      // the only two ways
    } catch (Throwable e) {
      fail("seed " + seed + " of\n" + source, e);
    }
  }
}
