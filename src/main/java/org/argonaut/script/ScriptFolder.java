package org.argonaut.script;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaSyntaxException;
import org.argonaut.lualog.LuaLog;
import org.argonaut.store.Page;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.ScriptRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps scripts as a folder has them: files are the truth. A file that is no Lua program is not taken: what runs goes on,
 * and the log says why. A folder that cannot be read changes nothing.
 */
final class ScriptFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptFolder.class);
  private static final String SUFFIX = ".lua";
  private static final String BY = "folder";
  private static final long STATEMENT_SECONDS = 30;
  private static final int PAGE = 1000;

  private final Path folder;
  private final ScriptSettings settings;
  private final Scripts scripts;
  private final Map<String, Stamp> taken = new HashMap<>();
  private String complaint = "";
  private volatile Thread thread;

  private record Stamp(FileTime changed, long size) {}

  ScriptFolder(ScriptSettings settings, Scripts scripts) {
    this.folder = settings.folder();
    this.settings = settings;
    this.scripts = scripts;
  }

  void start() {
    taken.clear();
    thread = Thread.ofVirtual().name("script-folder").start(this::run);
  }

  void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void run() {
    LOG.info("scripts are kept as in {}", folder.toAbsolutePath());
    try {
      while (true) {
        try {
          look();
          complaint = "";
        } catch (IOException | ExecutionException | TimeoutException e) {
          complain("the scripts in " + folder + " cannot be brought up to date, trying on: " + e);
        }
        Thread.sleep(settings.folderInterval());
      }
    } catch (InterruptedException e) {
      LOG.debug("script folder ends");
    }
  }

  /** Once, not every few seconds. */
  private void complain(String what) {
    if (!what.equals(complaint)) {
      complaint = what;
      LOG.warn("{}", what);
    }
  }

  private void look() throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Map<String, Path> files = files();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      try {
        take(file.getKey(), file.getValue());
      } catch (IOException e) {
        LOG.warn("{} cannot be read: {}", file.getValue(), e.toString());
      }
    }
    taken.keySet().retainAll(files.keySet());
    for (String gone : keptByFolder()) {
      if (!files.containsKey(gone)) {
        LOG.info("script {} is deleted, as its file is no more", gone);
        await(scripts.delete(gone, BY));
      }
    }
  }

  private Map<String, Path> files() throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.filter(Files::isRegularFile).toList()) {
        String fileName = file.getFileName().toString();
        if (fileName.endsWith(SUFFIX) && !fileName.startsWith(".")) {
          files.put(fileName.substring(0, fileName.length() - SUFFIX.length()), file);
        }
      }
    }
    return files;
  }

  private void take(String name, Path file)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Stamp stamp = new Stamp(Files.getLastModifiedTime(file), Files.size(file));
    if (stamp.equals(taken.get(name))) {
      return;
    }
    String refusal = refusal(name, stamp);
    String content = null;
    if (refusal == null) {
      try {
        content = Files.readString(file, StandardCharsets.UTF_8);
        LuaProgram.compile(content, name);
      } catch (CharacterCodingException e) {
        refusal = "it is not UTF-8";
      } catch (LuaSyntaxException e) {
        refusal = e.getMessage();
      }
    }
    if (refusal != null) {
      LOG.warn("{} is not taken: {}", file, refusal);
      scripts.log(name).line(LuaLog.Level.ERROR, "the file " + file + " is not taken: " + refusal);
    } else {
      await(scripts.change(new ScriptChange(name, content, null, true, false, BY, BY, "from " + file, null)));
    }
    taken.put(name, stamp);
  }

  private String refusal(String name, Stamp stamp) {
    if (!ScriptNames.isName(name)) {
      return ScriptNames.RULE;
    }
    return stamp.size() > settings.maxSize() ? "it has more than " + settings.maxSize() + " bytes" : null;
  }

  private Set<String> keptByFolder() throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> names = new HashSet<>();
    String cursor = null;
    do {
      Page<ScriptRow> page = await(scripts.ofOrigin(BY, PAGE, cursor));
      names.addAll(page.items().stream().map(ScriptRow::name).toList());
      cursor = page.next();
    } while (cursor != null);
    return names;
  }

  private static <T> T await(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException, TimeoutException {
    return stage.toCompletableFuture().get(STATEMENT_SECONDS, TimeUnit.SECONDS);
  }
}
