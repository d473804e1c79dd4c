package org.argonaut.lua.compiler;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.lua.compiler.Expression.Field;
import org.luaj.vm2.LuaString;

/** Reads expressions, operators by how strongly they bind. */
final class ExpressionParser {
  private static final int MAX_CHAIN = 1_000;

  private final Parser parser;
  private final Lexer lexer;

  ExpressionParser(Parser parser, Lexer lexer) {
    this.parser = parser;
    this.lexer = lexer;
  }

  Expression expression() {
    return binary(0);
  }

  List<Expression> list() {
    List<Expression> list = new ArrayList<>();
    do {
      list.add(expression());
    } while (parser.accept(Kind.COMMA));
    return list;
  }

  private Expression binary(int limit) {
    parser.enter();
    Expression left = unary();
    Operator operator = Operator.of(lexer.kind);
    while (operator != null && operator.left > limit) {
      lexer.next();
      Expression right = binary(operator.right);
      left = combine(operator, left, right, lexer.lastLine);
      operator = Operator.of(lexer.kind);
    }
    parser.leave();
    return left;
  }

  private Expression combine(Operator operator, Expression left, Expression right, int line) {
    int depth = deeper(Math.max(left.depthOf(), right.depthOf()));
    return switch (operator) {
      case AND -> new Expression.And(left, right, depth);
      case OR -> new Expression.Or(left, right, depth);
      default -> new Expression.Binary(operator, left, right, line, depth);
    };
  }

  private int deeper(int depth) {
    if (depth >= MAX_CHAIN) {
      throw lexer.error("expression too complex (a chain of more than " + MAX_CHAIN + " parts)");
    }
    return depth + 1;
  }

  private Expression unary() {
    int line = lexer.line;
    switch (lexer.kind) {
      case NOT -> {
        lexer.next();
        return new Expression.Not(binary(Operator.UNARY));
      }
      case MINUS -> {
        lexer.next();
        Expression operand = binary(Operator.UNARY);
        return operand instanceof Expression.Numeral n
            ? new Expression.Numeral(-n.value())
            : new Expression.Negate(operand, line);
      }
      case HASH -> {
        lexer.next();
        return new Expression.Length(binary(Operator.UNARY), line);
      }
      default -> {
        return simple();
      }
    }
  }

  private Expression simple() {
    Expression simple =
        switch (lexer.kind) {
          case NUMBER -> new Expression.Numeral(lexer.number);
          case STRING -> new Expression.Text(lexer.string);
          case NIL -> new Expression.Nil();
          case TRUE -> new Expression.Truth(true);
          case FALSE -> new Expression.Truth(false);
          case DOTS -> {
            if (!parser.scopes.function.variadic) {
              throw lexer.error("cannot use '...' outside a vararg function");
            }
            parser.scopes.function.usesDots = true;
            yield new Expression.Dots();
          }
          default -> null;
        };
    if (simple != null) {
      lexer.next();
      return simple;
    }
    if (lexer.kind == Kind.OPEN_BRACE) {
      return constructor();
    }
    if (lexer.kind == Kind.FUNCTION) {
      int line = lexer.line;
      lexer.next();
      return new Expression.Function(parser.functionBody(false, line));
    }
    return suffixed();
  }

  private Expression primary() {
    int line = lexer.line;
    if (lexer.kind == Kind.NAME) {
      LuaString name = lexer.string;
      lexer.next();
      return parser.scopes.resolve(name, line);
    }
    if (parser.accept(Kind.OPEN)) {
      Expression inner = expression();
      parser.expectMatch(Kind.CLOSE, Kind.OPEN, line);
      return new Expression.Paren(inner);
    }
    throw lexer.error("unexpected symbol");
  }

  /** A variable, call or parenthesis with what follows: fields, indices, calls. */
  Expression suffixed() {
    Expression e = primary();
    while (true) {
      int line = lexer.line;
      switch (lexer.kind) {
        case DOT -> {
          lexer.next();
          e = new Expression.Index(e, new Expression.Text(key()), line, deeper(e.depthOf()));
        }
        case OPEN_BRACKET -> {
          lexer.next();
          Expression key = expression();
          parser.expect(Kind.CLOSE_BRACKET);
          e = new Expression.Index(e, key, lexer.lastLine, deeper(e.depthOf()));
        }
        case COLON -> {
          lexer.next();
          LuaString name = key();
          int callLine = lexer.line;
          e = new Expression.MethodCall(e, name, arguments(), callLine, deeper(e.depthOf()));
        }
        case OPEN, STRING, OPEN_BRACE -> e = new Expression.Call(e, arguments(), line, deeper(e.depthOf()));
        default -> {
          return e;
        }
      }
    }
  }

  private LuaString key() {
    LuaString name = lexer.string;
    parser.name();
    return name;
  }

  private List<Expression> arguments() {
    int line = lexer.line;
    switch (lexer.kind) {
      case STRING -> {
        LuaString text = lexer.string;
        lexer.next();
        return List.of(new Expression.Text(text));
      }
      case OPEN_BRACE -> {
        return List.of(constructor());
      }
      case OPEN -> {
        if (line != lexer.lastLine) {
          throw lexer.error("ambiguous syntax (function call x new statement)");
        }
        lexer.next();
        if (parser.accept(Kind.CLOSE)) {
          return List.of();
        }
        List<Expression> arguments = list();
        parser.expectMatch(Kind.CLOSE, Kind.OPEN, line);
        return arguments;
      }
      default -> throw lexer.error("function arguments expected");
    }
  }

  private Expression constructor() {
    int line = lexer.line;
    List<Field> fields = new ArrayList<>();
    parser.expect(Kind.OPEN_BRACE);
    while (lexer.kind != Kind.CLOSE_BRACE) {
      fields.add(field());
      if (!parser.accept(Kind.COMMA) && !parser.accept(Kind.SEMICOLON)) {
        break;
      }
    }
    parser.expectMatch(Kind.CLOSE_BRACE, Kind.OPEN_BRACE, line);
    return new Expression.Constructor(fields, line);
  }

  private Field field() {
    int line = lexer.line;
    if (lexer.kind == Kind.OPEN_BRACKET) {
      lexer.next();
      Expression key = expression();
      parser.expect(Kind.CLOSE_BRACKET);
      parser.expect(Kind.ASSIGN);
      return new Field(key, expression(), line);
    }
    if (lexer.kind == Kind.NAME && lexer.peekKind() == Kind.ASSIGN) {
      Expression key = new Expression.Text(lexer.string);
      lexer.next();
      lexer.next();
      return new Field(key, expression(), line);
    }
    return new Field(null, expression(), line);
  }
}
