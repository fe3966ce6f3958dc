import type { CellFacts, ClassFacts, FunctionFacts, StatementFacts } from "../../src/languages/facts.ts";

/** What CPython says about a statement; see `names_by_bytecode.py`. */
export interface CPythonStatement {
  readonly kind: string;
  readonly definitions: readonly string[];
  readonly uses: readonly string[];
  readonly certainDefinitions: readonly string[];
  readonly deletions: readonly string[];
  /** Name, line, names read, names bound of each function and lambda. */
  readonly functions: readonly (readonly [string, number, readonly string[], readonly string[]])[];
  readonly awaits: boolean;
}

/** Names that the compiler itself reads or stores, so that the other side leaves them out. */
const compilerNames: ReadonlySet<string> = new Set(["__annotations__", "__doc__"]);

/** A point in which our facts and CPython's differ. */
export interface Difference {
  readonly category: string;
  readonly line: number;
  readonly text: string;
}

/** Compares a cell statement by statement. */
export function differencesOf(cell: CellFacts, answer: readonly CPythonStatement[]): readonly Difference[] {
  if (cell.statements.length !== answer.length) {
    const text = `${cell.statements.length} statements, CPython has ${answer.length}`;
    return [{ category: "statements", line: 1, text }];
  }
  return cell.statements.flatMap((statement, index) =>
    statementDifferences(cell, statement, answer[index] as CPythonStatement),
  );
}

function statementDifferences(
  cell: CellFacts,
  statement: StatementFacts,
  theirs: CPythonStatement,
): readonly Difference[] {
  const line = lineAt(cell.code, statement.span.start);
  const hidden = hiddenNames(cell, statement);
  const compare = (category: string, ours: readonly string[], other: readonly string[]): readonly Difference[] => {
    const extra = [...new Set(ours)].filter((name) => !other.includes(name) && !compilerNames.has(name));
    const missing = other.filter((name) => !ours.includes(name));
    if (extra.length + missing.length === 0) return [];
    return [{ category, line, text: `only ours: ${extra.join(", ")}; only CPython's: ${missing.join(", ")}` }];
  };
  const definitions = statement.definitions.filter(({ name }) => !hidden.has(name));
  const uses = statement.uses.filter(({ when, name }) => when === "now" && !hidden.has(name));
  const certain = definitions.filter((definition) => definition.certain);
  if (statement.kind === "magic" || isIsolated(cell)) return [];
  return [
    ...compare(
      "definitions",
      definitions.map(({ name }) => name),
      theirs.definitions,
    ),
    ...compare(
      "certain definitions",
      certain.map(({ name }) => name),
      theirs.certainDefinitions,
    ),
    ...compare(
      "uses",
      uses.map(({ name }) => name),
      theirs.uses,
    ),
    ...compare(
      "deletions",
      statement.deletions.map(({ name }) => name),
      theirs.deletions,
    ),
    ...compare(
      "functions",
      functionKeys(cell, statement),
      theirs.functions.map(([...parts]) => JSON.stringify(parts)),
    ),
    ...compare("awaits", statement.awaits ? ["awaits"] : [], theirs.awaits ? ["awaits"] : []),
  ];
}

/** Names that only a magic binds or reads: CPython does not see magics. */
function hiddenNames(cell: CellFacts, statement: StatementFacts): ReadonlySet<string> {
  const spans = [...statement.magics, ...cell.cellMagics].map(({ span }) => span);
  const isHidden = ({ span }: { readonly span: { readonly start: number } }) =>
    spans.some(({ start, end }) => span.start >= start && span.start < end);
  return new Set([...statement.definitions, ...statement.uses].filter(isHidden).map(({ name }) => name));
}

/** Names bound under `timeit` do not reach the notebook: nothing to compare. */
function isIsolated(cell: CellFacts): boolean {
  return [...cell.cellMagics, ...cell.statements.flatMap(({ magics }) => magics)].some(({ name }) => name === "timeit");
}

function lineAt(code: string, offset: number): number {
  return code.slice(0, offset).split("\n").length;
}

function functionKeys(cell: CellFacts, statement: StatementFacts): readonly string[] {
  const sorted = (names: readonly string[]) => [...names].filter((name) => !compilerNames.has(name)).sort();
  return functionsIn(statement.operations).map(({ name, span, freeNames, assignsGlobals }) =>
    JSON.stringify([name, lineAt(cell.code, span.start), sorted(freeNames), sorted(assignsGlobals)]),
  );
}

function isFunction(value: object): value is FunctionFacts {
  return "freeNames" in value && "parameters" in value;
}

/** All functions anywhere in a value made of facts. */
function functionsIn(value: unknown): readonly (FunctionFacts | ClassFacts)[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap((part) => functionsIn(part));
  return isFunction(value) ? [value, ...inner] : inner;
}
