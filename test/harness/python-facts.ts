import type { CellFacts, StatementFacts } from "../../src/languages/facts.ts";
import { readPythonFacts } from "../../src/languages/python/read-python-cell.ts";
import { loadPythonParser } from "./python-parser.ts";

const parser = await loadPythonParser();

/** Facts of cells with these sources. */
export function readCells(...sources: readonly string[]): readonly CellFacts[] {
  return readPythonFacts(parser, sources.map((source, index) => ({ index, source })));
}

/** Facts of one cell. */
export function readCell(source: string): CellFacts {
  return readCells(source)[0] as CellFacts;
}

/** Facts of the last statement of one cell. */
export function readLast(source: string): StatementFacts {
  return readCell(source).statements.at(-1) as StatementFacts;
}

/** Definitions in short: `x` certain, `y?` not. */
export function definitionsOf({ definitions }: StatementFacts): string {
  return definitions.map(({ name, certain }) => (certain ? name : `${name}?`)).join(" ");
}

/** Uses in short: `x` certain, `y?` not, `(z)` deferred. */
export function usesOf({ uses }: StatementFacts): string {
  const short = uses.map(({ name, when, certain }) => (when === "deferred" ? `(${name})` : certain ? name : `${name}?`));
  return short.join(" ");
}

/** Deletions in short: `x` certain, `y?` not. */
export function deletionsOf({ deletions }: StatementFacts): string {
  return deletions.map(({ name, certain }) => (certain ? name : `${name}?`)).join(" ");
}
