package org.argonaut.lua.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which label a goto means, over the blocks that are open. */
final class Labels {

  private record Label(int index, CodeBuilder.Target target) {}

  private static final class Block {
    final List<Statement> statements;
    final boolean scopeGoesOn;
    final Map<String, Label> labels;
    int at;

    Block(List<Statement> statements, boolean scopeGoesOn, Map<String, Label> labels) {
      this.statements = statements;
      this.scopeGoesOn = scopeGoesOn;
      this.labels = labels;
    }
  }

  private final CodeBuilder code;
  private final List<Block> blocks = new ArrayList<>();

  Labels(CodeBuilder code) {
    this.code = code;
  }

  /**
   * Opens a block.
   *
   * @param scopeGoesOn whether its locals are visible after its last statement, as in the condition of repeat
   */
  void enter(List<Statement> statements, boolean scopeGoesOn) {
    Map<String, Label> labels = Map.of();
    for (int i = 0; i < statements.size(); i++) {
      if (statements.get(i) instanceof Statement.Label label) {
        labels = labels.isEmpty() ? new HashMap<>() : labels;
        if (labels.containsKey(label.name())) {
          var first = (Statement.Label) statements.get(labels.get(label.name()).index);
          String text = "label '" + label.name() + "' already defined on line " + first.line();
          throw code.error(text, label.line(), label.column());
        }
        labels.put(label.name(), new Label(i, new CodeBuilder.Target()));
      }
    }
    blocks.add(new Block(statements, scopeGoesOn, labels));
  }

  /** The statement of the innermost block that is being generated. */
  void at(int index) {
    blocks.getLast().at = index;
  }

  void leave() {
    blocks.removeLast();
  }

  void bind(String name) {
    code.bind(blocks.getLast().labels.get(name).target);
  }

  CodeBuilder.Target find(Statement.Goto jump) {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Block block = blocks.get(i);
      Label label = block.labels.get(jump.name());
      if (label != null) {
        checkScope(block, label, jump);
        return label.target;
      }
    }
    String text = "no visible label '" + jump.name() + "' for <goto> at line " + jump.line();
    throw code.error(text, jump.line(), jump.column());
  }

  private void checkScope(Block block, Label label, Statement.Goto jump) {
    if (label.index < block.at || endsBlock(block, label.index)) {
      return;
    }
    for (Statement between : block.statements.subList(block.at, label.index)) {
      String local =
          switch (between) {
            case Statement.LocalValues s -> s.variables().get(0).name;
            case Statement.LocalFunction s -> s.variable().name;
            default -> null;
          };
      if (local != null) {
        String what = "<goto " + jump.name() + "> at line " + jump.line();
        throw code.error(what + " jumps into the scope of local '" + local + "'", jump.line(), jump.column());
      }
    }
  }

  private static boolean endsBlock(Block block, int index) {
    return !block.scopeGoesOn
        && block.statements.subList(index, block.statements.size()).stream()
            .allMatch(s -> s instanceof Statement.Label);
  }
}
