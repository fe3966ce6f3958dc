import type { CellFacts, ClassFacts, FunctionFacts, StatementFacts } from "../../src/languages/facts.ts";
import { readPythonFacts } from "../../src/languages/python/read-python-cell.ts";
import { loadPythonParser } from "./python-parser.ts";

const parser = await loadPythonParser();

/** Facts of cells with these sources. */
export function readCells(...sources: readonly string[]): readonly CellFacts[] {
  return readPythonFacts(
    parser,
    sources.map((source, index) => ({ index, source })),
  );
}

/** Facts of one cell. */
export function readCell(source: string): CellFacts {
  return readCells(source)[0] as CellFacts;
}

/** Facts of the last statement of one cell. */
export function readLast(source: string): StatementFacts {
  return readCell(source).statements.at(-1) as StatementFacts;
}

/** Facts of the function that the last statement of one cell defines. */
export function readFunction(source: string): FunctionFacts {
  return given(readLast(source).function);
}

/** Facts of the class that the last statement of one cell defines. */
export function readClass(source: string): ClassFacts {
  return given(readLast(source).class);
}

/** What must be there for a test to go on. */
export function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("the test needs a value that is not there");
  return value;
}

/** Definitions in short: `x` certain, `y?` not. */
export function definitionsOf({ definitions }: StatementFacts): string {
  return definitions.map(({ name, certain }) => (certain ? name : `${name}?`)).join(" ");
}

/** Uses in short: `x` certain, `y?` not, `(z)` deferred. */
export function usesOf({ uses }: StatementFacts): string {
  const short = uses.map(({ name, when, certain }) =>
    when === "deferred" ? `(${name})` : certain ? name : `${name}?`,
  );
  return short.join(" ");
}

/** Deletions in short: `x` certain, `y?` not. */
export function deletionsOf({ deletions }: StatementFacts): string {
  return deletions.map(({ name, certain }) => (certain ? name : `${name}?`)).join(" ");
}
