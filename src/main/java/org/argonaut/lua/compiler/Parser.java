package org.argonaut.lua.compiler;

import java.util.ArrayList;
import java.util.List;

/** Reads statements; expressions are {@link ExpressionParser}'s. */
final class Parser {
  private static final int MAX_LEVELS = 200;

  final Lexer lexer;
  private final ExpressionParser expressions;
  Scopes scopes;
  private int levels;

  private Parser(Lexer lexer) {
    this.lexer = lexer;
    this.expressions = new ExpressionParser(this, lexer);
  }

  /** The main function of a source. */
  static FunctionBody parse(byte[] source, String chunk) {
    Parser parser = new Parser(new Lexer(source, chunk));
    parser.scopes = new Scopes(null);
    FunctionBody main = parser.scopes.function;
    main.variadic = true;
    main.body = parser.block();
    if (parser.lexer.kind != Kind.END_OF_FILE) {
      throw parser.expected(Kind.END_OF_FILE);
    }
    main.lastLine = parser.lexer.line;
    return main;
  }

  void enter() {
    if (++levels > MAX_LEVELS) {
      throw lexer.plainError("chunk has too many syntax levels", lexer.line);
    }
  }

  void leave() {
    levels--;
  }

  boolean accept(Kind kind) {
    if (lexer.kind != kind) {
      return false;
    }
    lexer.next();
    return true;
  }

  void expect(Kind kind) {
    if (!accept(kind)) {
      throw expected(kind);
    }
  }

  SyntaxError expected(Kind kind) {
    return lexer.error("'" + kind.text + "' expected");
  }

  /** The end of something that began at another line. */
  void expectMatch(Kind kind, Kind opening, int line) {
    if (lexer.kind == kind) {
      lexer.next();
    } else if (line == lexer.line) {
      throw expected(kind);
    } else {
      throw lexer.error("'" + kind.text + "' expected (to close '" + opening.text + "' at line " + line + ")");
    }
  }

  String name() {
    if (lexer.kind != Kind.NAME) {
      throw expected(Kind.NAME);
    }
    String name = lexer.string.tojstring();
    lexer.next();
    return name;
  }

  private List<Statement> block() {
    enter();
    int mark = scopes.open();
    List<Statement> statements = statements();
    scopes.close(mark);
    leave();
    return statements;
  }

  private List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    while (!blockEnds()) {
      Statement statement = statement();
      statements.add(statement);
      accept(Kind.SEMICOLON);
      if (statement instanceof Statement.Return) {
        break;
      }
    }
    return statements;
  }

  private boolean blockEnds() {
    return switch (lexer.kind) {
      case END, ELSE, ELSEIF, UNTIL, END_OF_FILE -> true;
      default -> false;
    };
  }

  private Statement statement() {
    int line = lexer.line;
    int column = lexer.column;
    return switch (lexer.kind) {
      case IF -> ifStatement(line);
      case WHILE -> whileStatement(line);
      case DO -> {
        lexer.next();
        List<Statement> body = block();
        expectMatch(Kind.END, Kind.DO, line);
        yield new Statement.Do(body);
      }
      case FOR -> forStatement(line);
      case REPEAT -> repeatStatement(line);
      case FUNCTION -> functionStatement(line);
      case LOCAL -> {
        lexer.next();
        yield accept(Kind.FUNCTION) ? localFunction(line) : localValues();
      }
      case RETURN -> returnStatement(line);
      case BREAK -> {
        lexer.next();
        if (scopes.loops == 0) {
          throw lexer.error("no loop to break");
        }
        yield new Statement.Break(line);
      }
      case DOUBLE_COLON -> {
        lexer.next();
        String label = name();
        expect(Kind.DOUBLE_COLON);
        yield new Statement.Label(label, line, column);
      }
      case NAME -> {
        if (lexer.string.tojstring().equals("goto") && lexer.peekKind() == Kind.NAME) {
          lexer.next();
          yield new Statement.Goto(name(), line, column);
        }
        yield callOrAssignment();
      }
      default -> callOrAssignment();
    };
  }

  private List<Statement> loopBody() {
    scopes.loops++;
    List<Statement> body = block();
    scopes.loops--;
    return body;
  }

  private Statement ifStatement(int line) {
    List<Expression> conditions = new ArrayList<>();
    List<List<Statement>> bodies = new ArrayList<>();
    List<Statement> otherwise = null;
    do {
      lexer.next();
      conditions.add(expressions.expression());
      expect(Kind.THEN);
      bodies.add(block());
    } while (lexer.kind == Kind.ELSEIF);
    if (accept(Kind.ELSE)) {
      otherwise = block();
    }
    expectMatch(Kind.END, Kind.IF, line);
    return new Statement.If(conditions, bodies, otherwise, line);
  }

  private Statement whileStatement(int line) {
    lexer.next();
    Expression condition = expressions.expression();
    expect(Kind.DO);
    List<Statement> body = loopBody();
    expectMatch(Kind.END, Kind.WHILE, line);
    return new Statement.While(condition, body, line);
  }

  private Statement repeatStatement(int line) {
    lexer.next();
    enter();
    int mark = scopes.open();
    scopes.loops++;
    List<Statement> body = statements();
    scopes.loops--;
    expectMatch(Kind.UNTIL, Kind.REPEAT, line);
    Expression condition = expressions.expression(); // sees the locals of the body
    scopes.close(mark);
    leave();
    return new Statement.Repeat(body, condition, line);
  }

  private Statement forStatement(int line) {
    lexer.next();
    String first = name();
    return switch (lexer.kind) {
      case ASSIGN -> numericFor(new Variable(first), line);
      case COMMA, IN -> genericFor(new Variable(first), line);
      default -> throw lexer.error("'=' or 'in' expected");
    };
  }

  private Statement numericFor(Variable variable, int line) {
    lexer.next();
    Expression from = expressions.expression();
    expect(Kind.COMMA);
    Expression to = expressions.expression();
    Expression step = accept(Kind.COMMA) ? expressions.expression() : null;
    List<Statement> body = forBody(List.of(variable), line);
    return new Statement.NumericFor(variable, from, to, step, body, line);
  }

  private Statement genericFor(Variable first, int line) {
    List<Variable> variables = new ArrayList<>(List.of(first));
    while (accept(Kind.COMMA)) {
      variables.add(new Variable(name()));
    }
    expect(Kind.IN);
    List<Expression> values = expressions.list();
    return new Statement.GenericFor(variables, values, forBody(variables, line), line);
  }

  private List<Statement> forBody(List<Variable> variables, int line) {
    expect(Kind.DO);
    int mark = scopes.open();
    variables.forEach(v -> scopes.declare(v, lexer));
    List<Statement> body = loopBody();
    scopes.close(mark);
    expectMatch(Kind.END, Kind.FOR, line);
    return body;
  }

  private Statement functionStatement(int line) {
    lexer.next();
    int nameLine = lexer.line;
    var string = lexer.string;
    name();
    Expression target = scopes.resolve(string, nameLine);
    boolean method = false;
    while (!method && (lexer.kind == Kind.DOT || lexer.kind == Kind.COLON)) {
      method = lexer.kind == Kind.COLON;
      lexer.next();
      var key = lexer.string;
      name();
      target = new Expression.Index(target, new Expression.Text(key), line, target.depthOf() + 1);
    }
    FunctionBody body = functionBody(method, line);
    return new Statement.Assign(List.of(target), List.of(new Expression.Function(body)), line);
  }

  private Statement localFunction(int line) {
    Variable variable = new Variable(name());
    scopes.declare(variable, lexer);
    return new Statement.LocalFunction(variable, functionBody(false, line), line);
  }

  private Statement localValues() {
    List<Variable> variables = new ArrayList<>();
    do {
      variables.add(new Variable(name()));
    } while (accept(Kind.COMMA));
    List<Expression> values = accept(Kind.ASSIGN) ? expressions.list() : List.of();
    variables.forEach(v -> scopes.declare(v, lexer));
    return new Statement.LocalValues(variables, values, lexer.lastLine);
  }

  private Statement returnStatement(int line) {
    lexer.next();
    boolean none = blockEnds() || lexer.kind == Kind.SEMICOLON;
    return new Statement.Return(none ? List.of() : expressions.list(), line);
  }

  private Statement callOrAssignment() {
    Expression first = expressions.suffixed();
    if (first instanceof Expression.Call || first instanceof Expression.MethodCall) {
      return new Statement.CallOnly(first);
    }
    List<Expression> targets = new ArrayList<>();
    addTarget(targets, first);
    while (accept(Kind.COMMA)) {
      addTarget(targets, expressions.suffixed());
      if (targets.size() > MAX_LEVELS) {
        throw lexer.error("too many variables in one assignment");
      }
    }
    expect(Kind.ASSIGN);
    return new Statement.Assign(targets, expressions.list(), lexer.lastLine);
  }

  private void addTarget(List<Expression> targets, Expression target) {
    switch (target) {
      case Expression.Local l -> targets.add(l);
      case Expression.Upvalue u -> targets.add(u);
      case Expression.Global g -> targets.add(g);
      case Expression.Index i -> targets.add(i);
      default -> throw lexer.error("syntax error");
    }
  }

  /** Parameters and body, after the name. */
  FunctionBody functionBody(boolean method, int line) {
    enter();
    scopes = new Scopes(scopes);
    FunctionBody function = scopes.function;
    function.line = line;
    if (method) {
      addParameter(function, "self");
    }
    expect(Kind.OPEN);
    if (lexer.kind != Kind.CLOSE) {
      do {
        if (accept(Kind.DOTS)) {
          function.variadic = true;
        } else if (lexer.kind == Kind.NAME) {
          addParameter(function, name());
        } else {
          throw lexer.error("<name> or '...' expected");
        }
      } while (!function.variadic && accept(Kind.COMMA));
    }
    expect(Kind.CLOSE);
    if (function.variadic) {
      function.arg = new Variable("arg");
      scopes.declare(function.arg, lexer);
    }
    function.body = block();
    function.lastLine = lexer.line;
    expectMatch(Kind.END, Kind.FUNCTION, line);
    scopes = scopes.outer;
    leave();
    return function;
  }

  private void addParameter(FunctionBody function, String name) {
    Variable parameter = new Variable(name);
    scopes.declare(parameter, lexer);
    function.parameters.add(parameter);
  }
}
