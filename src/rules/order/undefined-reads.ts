import type { NameRead, Statement } from "../../analysis/types.ts";
import type { Magic } from "../../languages/facts.ts";
import type { Subject } from "../subject.ts";
import { PossibleReads } from "./possible-reads.ts";

/** What IPython keeps of a session: results and inputs of earlier cells. */
const SESSION_NAMES = /^(_|__|___|_\d+|In|Out|_i+|_i\d+|_oh|_ih|_dh)$/;
/** What looks at names by their text and gives none to the notebook. */
const BINDS_NOTHING = new Set(["eval", "%reset", "%reset_selective", "%xdel"]);
/** Cell magics whose body gives the notebook no names of its own. */
const NAMELESS_BODIES = new Set(
  "html HTML markdown latex javascript js svg SVG bash sh script perl ruby writefile file system sx !".split(" "),
);

/** A read that finds nothing when the notebook runs from top to bottom. */
export interface UndefinedRead {
  readonly statement: Statement;
  readonly read: Pick<NameRead, "name" | "span" | "through">;
  /** False when it does not happen on every path. */
  readonly isCertain: boolean;
}

/**
 * Reads that no statement above can serve: of each name the first that certainly happens, else the first that may. A cell that is not valid, or
 * that is meant to raise, says nothing; with a star import any name may be there, and below code that binds names by their
 * text.
 */
export function undefinedReads(subject: Subject): readonly UndefinedRead[] {
  const { analysis, tags, builtins } = subject;
  if (hasStarImport(subject)) return [];
  const broken = analysis.cells.filter((cell) => cell.broken !== null);
  const brokenCells = new Set(broken.map(({ cell }) => cell));
  // What a broken cell would define is not missing: the cell is what is to be mended.
  const told = new Set(broken.flatMap((cell) => cell.broken?.names ?? []));
  const ended = endedNames(analysis.statements);
  const until = firstHiddenBinding(subject);
  const found: UndefinedRead[] = [];
  for (const statement of analysis.statements.slice(0, until)) {
    if (brokenCells.has(statement.cell) || tags.get(statement.cell)?.raises) continue;
    for (const read of statement.reads) {
      if (!read.certain || builtins.has(read.name) || SESSION_NAMES.test(read.name) || told.has(read.name)) continue;
      if (read.from.some((id) => !ended.get(id)?.has(read.name))) continue;
      told.add(read.name);
      found.push({ statement, read, isCertain: true });
    }
  }
  const possible = new PossibleReads(subject);
  for (const statement of analysis.statements.slice(0, until)) {
    const reads = possible.next(statement);
    if (brokenCells.has(statement.cell) || tags.get(statement.cell)?.raises) continue;
    for (const read of reads) {
      if (SESSION_NAMES.test(read.name) || told.has(read.name)) continue;
      told.add(read.name);
      found.push({ statement, read, isCertain: false });
    }
  }
  return found;
}

/** Whether the notebook imports whatever a module has. */
export function hasStarImport({ analysis }: Pick<Subject, "analysis">): boolean {
  return analysis.statements.some(({ facts }) => facts.imports.some(({ member }) => member === "*"));
}

/** The first statement, wherever it stands, that binds a name; undefined when none does. */
export function firstDefinition({ analysis }: Pick<Subject, "analysis">, name: string): Statement | undefined {
  return analysis.statements.find(({ definitions }) => definitions.some((one) => one.name === name));
}

/** By statement: names that it binds, and that are gone again whichever way it ends (`except ... as error`). */
function endedNames(statements: readonly Statement[]): ReadonlyMap<number, ReadonlySet<string>> {
  const ended = new Map<number, ReadonlySet<string>>();
  for (const { id, facts, definitions } of statements) {
    if (facts.deletions.length === 0 || facts.kind !== "compound") continue;
    const kinds = new Map(definitions.map(({ name, kind }) => [name, kind]));
    const names = facts.deletions.map(({ name }) => name).filter((name) => kinds.get(name) === "exception");
    const count = (name: string, op: "bind" | "delete") =>
      facts.operations.filter((one) => one.op === op && !one.local && one.name === name).length;
    const gone = names.filter((name) => count(name, "bind") === count(name, "delete"));
    if (gone.length > 0) ended.set(id, new Set(gone));
  }
  return ended;
}

/** The first statement that may bind names which its code does not show; all statements when none does. */
function firstHiddenBinding({ analysis }: Subject): number {
  const { statements, cells } = analysis;
  const foreign = new Set(cells.filter(({ cellMagics }) => cellMagics.some(hasNames)).map(({ cell }) => cell));
  const at = statements.findIndex(
    ({ cell, facts, effects }) =>
      foreign.has(cell) ||
      facts.dynamic.some(({ name }) => !BINDS_NOTHING.has(name)) ||
      effects.some(({ kind }) => kind === "binds"),
  );
  return at === -1 ? statements.length : at + 1;
}

function hasNames({ foreignBody, name }: Magic): boolean {
  return foreignBody !== undefined && !NAMELESS_BODIES.has(name ?? "");
}
