import { partsOf } from "../analysis/parts-of.ts";
import type { Analysis, Statement } from "../analysis/types.ts";
import { groupedBy } from "../base/grouped-by.ts";
import type { Expr, FunctionFacts, Operation } from "../languages/facts.ts";
import { type ImportedPaths, importedPaths } from "./imported-paths.ts";

/** An expression of one kind. */
export type ExprOf<K extends Expr["kind"]> = Extract<Expr, { readonly kind: K }>;

/** Where an expression stands. */
interface Site {
  readonly statement: Statement;
  /** Inside the body of a function or lambda: it happens when that is called. */
  readonly deferred: boolean;
}

/** A call. */
export interface CallSite extends Site {
  readonly call: ExprOf<"call">;
  /**
   * Dotted path of the callee, with imports followed: `numpy.random.rand` for `np.random.rand(3)`. For what does not
   * start at an imported name, the path as it stands: `print`, `frame.drop`; null when it is no path: `f(x)(y)`.
   */
  readonly callee: string | null;
  /** The callee starts at a name that is bound by imports alone. */
  readonly isImported: boolean;
  /** The last name of the callee: `drop` in `frame[mask].drop(1)`. */
  readonly method: string | null;
  /** What the method is called on: `frame[mask]`; null for a plain name. */
  readonly receiver: Expr | null;
}

/** A string constant. */
export interface TextSite extends Site {
  readonly text: string;
  readonly literal: ExprOf<"literal">;
}

/** A subscript or an attribute: `os.environ["HOME"]`. */
export interface PartSite extends Site {
  readonly part: ExprOf<"item"> | ExprOf<"member">;
  /** Dotted path of what it is a part of, as for {@link CallSite.callee}. */
  readonly path: string | null;
}

/** An operation. */
export interface OperationSite extends Site {
  readonly operation: Operation;
}

/** A function or method, and the statement that makes it. */
export interface FunctionSite {
  readonly name: string;
  readonly statement: Statement;
  readonly made: FunctionFacts;
}

/** What code does, by kind, in source order of statements; each found once, functions and lambdas included. */
export interface CodeIndex {
  readonly calls: readonly CallSite[];
  readonly texts: readonly TextSite[];
  readonly parts: readonly PartSite[];
  /** Every operation, with those inside functions. */
  readonly operations: readonly OperationSite[];
  /** Dotted path of each name that is bound by imports of one thing alone. */
  readonly importedPaths: ReadonlyMap<string, string>;
  /** The calls of each statement that has any. */
  readonly callsByStatement: ReadonlyMap<Statement, readonly CallSite[]>;
  /** The same of operations. */
  readonly operationsByStatement: ReadonlyMap<Statement, readonly OperationSite[]>;
  /** Functions and methods by name; what makes instances of a class has its name. */
  readonly functionsByName: ReadonlyMap<string, readonly FunctionSite[]>;
}

/** Goes through all code of a notebook once. */
export function codeIndex(analysis: Analysis): CodeIndex {
  const walker = new Walker(importedPaths(analysis));
  for (const statement of analysis.statements) walker.statement(statement);
  return walker.index();
}

/** The dotted path of a chain of names (`a.b.c`), with imports followed; null for other expressions. */
export function dottedPath(expr: Expr, imported: ReadonlyMap<string, string>): string | null {
  if (expr.kind === "name") return expr.local ? expr.name : (imported.get(expr.name) ?? expr.name);
  if (expr.kind !== "member") return null;
  const of = dottedPath(expr.of, imported);
  return of === null ? null : `${of}.${expr.name}`;
}

/** All of an expression, outermost first; functions in it are given and not entered. */
export function allOf(expr: Expr): readonly Expr[] {
  return [expr, ...partsOf(expr).flatMap(allOf)];
}

class Walker {
  readonly #everywhere: ReadonlyMap<string, string>;
  readonly #importedAt: ImportedPaths["at"];
  /** Of the statement that is walked. */
  #imported: ReadonlyMap<string, string>;
  readonly #calls: CallSite[] = [];
  readonly #texts: TextSite[] = [];
  readonly #parts: PartSite[] = [];
  readonly #operations: OperationSite[] = [];
  /** The same expression can be part of several operations. */
  readonly #seen = new Set<Expr>();

  constructor({ everywhere, at }: ImportedPaths) {
    this.#everywhere = everywhere;
    this.#importedAt = at;
    this.#imported = everywhere;
  }

  index(): CodeIndex {
    return {
      calls: this.#calls,
      texts: this.#texts,
      parts: this.#parts,
      operations: this.#operations,
      importedPaths: this.#everywhere,
      callsByStatement: groupedBy(this.#calls, ({ statement }) => statement),
      operationsByStatement: groupedBy(this.#operations, ({ statement }) => statement),
      functionsByName: groupedBy(this.#operations.flatMap(functionsMade), ({ name }) => name),
    };
  }

  statement(statement: Statement): void {
    this.#imported = this.#importedAt(statement);
    this.#walk(statement.facts.operations, statement, false);
  }

  #walk(operations: readonly Operation[], statement: Statement, deferred: boolean): void {
    for (const operation of operations) {
      this.#operations.push({ operation, statement, deferred });
      if ("target" in operation) this.#expression(operation.target, statement, deferred);
      if ("value" in operation && operation.value) this.#expression(operation.value, statement, deferred);
      if (operation.op !== "define") continue;
      if (operation.function) this.#function(operation.function, statement, deferred);
      if (operation.class) {
        const { bases, decorators, methods, operations: body } = operation.class;
        for (const expr of [...bases, ...decorators]) this.#expression(expr, statement, deferred);
        this.#walk(body, statement, deferred);
        for (const method of methods) this.#function(method, statement, deferred);
      }
    }
  }

  #function(facts: FunctionFacts, statement: Statement, deferred: boolean): void {
    for (const expr of facts.decorators) this.#expression(expr, statement, deferred);
    for (const one of facts.parameters) if (one.default) this.#expression(one.default, statement, deferred);
    this.#walk(facts.operations, statement, true);
  }

  #expression(expr: Expr, statement: Statement, deferred: boolean): void {
    if (this.#seen.has(expr)) return;
    this.#seen.add(expr);
    if (expr.kind === "function") this.#function(expr.function, statement, deferred);
    if (expr.kind === "literal" && expr.type === "str" && typeof expr.value === "string")
      this.#texts.push({ text: expr.value, literal: expr, statement, deferred });
    if (expr.kind === "item" || expr.kind === "member")
      this.#parts.push({ part: expr, path: dottedPath(expr.of, this.#imported), statement, deferred });
    if (expr.kind === "call") this.#calls.push(this.#call(expr, statement, deferred));
    for (const part of partsOf(expr)) this.#expression(part, statement, deferred);
  }

  #call(call: ExprOf<"call">, statement: Statement, deferred: boolean): CallSite {
    const { of } = call;
    const root = rootOf(of);
    return {
      call,
      statement,
      deferred,
      callee: dottedPath(of, this.#imported),
      isImported: root !== null && !root.local && this.#imported.has(root.name),
      method: of.kind === "member" || of.kind === "name" ? of.name : null,
      receiver: of.kind === "member" ? of.of : null,
    };
  }
}

function functionsMade({ operation, statement }: OperationSite): readonly FunctionSite[] {
  if (operation.op !== "define") return [];
  const made: FunctionSite[] = [];
  if (operation.function) made.push({ name: operation.function.name, statement, made: operation.function });
  for (const method of operation.class?.methods ?? []) {
    made.push({ name: method.name, statement, made: method });
    if (method.name === "__init__") made.push({ name: operation.name, statement, made: method });
  }
  return made;
}

function rootOf(expr: Expr): ExprOf<"name"> | null {
  if (expr.kind === "name") return expr;
  return expr.kind === "member" ? rootOf(expr.of) : null;
}
