import { topLevel } from "../../base/dotted-path.ts";
import { sourceSpan } from "../../base/offset-map.ts";
import type { CellFacts, Expr, StatementFacts } from "../facts.ts";
import type { CallKnowledge, LibraryKnowledge } from "../knowledge.ts";

type Call = Extract<Expr, { kind: "call" }>;
type Runs = NonNullable<CallKnowledge["runs"]>;

/** Text to put into the source of a cell, after the line at `at`. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
  /** Where the statement starts that it belongs to. */
  readonly start: number;
}

/** Source that calls of libraries run in the notebook, by dotted path. */
export function sourcesOfCalls(libraries: readonly LibraryKnowledge[]): ReadonlyMap<string, Runs> {
  const found = new Map<string, Runs>();
  for (const { functions } of libraries)
    for (const [path, { runs }] of Object.entries(functions)) if (runs) found.set(path, runs);
  for (const { synonyms = {} } of libraries)
    for (const [path, usual] of Object.entries(synonyms)) {
      const runs = found.get(usual);
      if (runs) found.set(path, runs);
    }
  return found;
}

/**
 * Finds calls that run source in the notebook (`sympy.init_session()`) and says what to write out below them. Cells are given
 * in order, since imports tell what a name means. Only calls that are statements of their own count.
 */
export class CallWriter {
  readonly #sources: ReadonlyMap<string, Runs>;
  readonly #paths = new Map<string, string>();
  readonly #starred: string[] = [];

  constructor(sources: ReadonlyMap<string, Runs>) {
    this.#sources = sources;
  }

  /** What to write out in the cell; nothing in most. */
  read(cell: CellFacts, source: string): readonly Insertion[] {
    if (this.#sources.size === 0 || cell.broken !== null) return [];
    return cell.statements.flatMap((statement) => {
      this.#note(statement);
      const call = callOf(statement);
      const lines = call === null ? null : this.#linesFor(call, cell.code);
      if (lines === null) return [];
      const { start, end } = sourceSpan(cell.offsetMap, statement.span);
      const newline = source.indexOf("\n", end);
      return [{ at: newline === -1 ? source.length : newline, text: `\n${lines.join("\n")}`, start }];
    });
  }

  #note({ definitions, imports }: StatementFacts): void {
    for (const { name } of definitions) this.#paths.delete(name);
    for (const { module, member, name } of imports) {
      if (member === "*") this.#starred.push(module);
      else if (name !== undefined) {
        const isTop = member === undefined && name === topLevel(module);
        this.#paths.set(name, member === undefined ? (isTop ? name : module) : `${module}.${member}`);
      }
    }
  }

  /** What the call runs; null when it runs nothing, or is given more than can be told. */
  #linesFor({ of, arguments: given }: Call, code: string): readonly string[] | null {
    const runs = this.#pathsOf(of).flatMap((path) => this.#sources.get(path) ?? [])[0];
    if (runs === undefined) return null;
    const texts = new Map<string, string>();
    for (const { name, spread, value } of given) {
      if (spread || name === undefined || runs.unlessGiven?.includes(name)) return null;
      texts.set(name, `${name}=${code.slice(value.span.start, value.span.end)}`);
    }
    return runs.source.map((line) =>
      line.replace(/\{given:([\w,]+)\}/, (_, names: string) =>
        names
          .split(",")
          .flatMap((name) => texts.get(name) ?? [])
          .join(", "),
      ),
    );
  }

  #pathsOf(expr: Expr): readonly string[] {
    if (expr.kind === "member") return this.#pathsOf(expr.of).map((path) => `${path}.${expr.name}`);
    if (expr.kind !== "name") return [];
    const path = this.#paths.get(expr.name);
    return path === undefined ? this.#starred.map((module) => `${module}.${expr.name}`) : [path];
  }
}

/** The call that a statement consists of. */
function callOf({ kind, operations }: StatementFacts): Call | null {
  const [operation] = operations;
  if (kind !== "expression" || operations.length !== 1 || operation?.op !== "evaluate") return null;
  return operation.value.kind === "call" ? operation.value : null;
}
