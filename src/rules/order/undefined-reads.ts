import { isSessionName } from "../../analysis/is-session-name.ts";
import type { Analysis, NameRead, Statement } from "../../analysis/types.ts";
import type { Magic } from "../../languages/facts.ts";
import type { CellTags } from "../../notebook/cell-tags.ts";
import { PossibleReads } from "./possible-reads.ts";

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

/** Where undefined reads are looked for. */
interface ReadsContext {
  readonly analysis: Analysis;
  readonly tags: ReadonlyMap<number, CellTags>;
  readonly builtins: ReadonlySet<string>;
}

/**
 * Reads that no statement above can serve: of each name the first that certainly happens, else the first that may. A cell that is not valid, or
 * that is meant to raise or not to run, says nothing; with a star import any name may be there, and below code that binds names by their
 * text.
 */
export function undefinedReads(context: ReadsContext): readonly UndefinedRead[] {
  const { analysis, tags } = context;
  if (hasStarImport(context)) return [];
  const broken = analysis.cells.filter((cell) => cell.broken !== null);
  const silent = new Set([
    ...broken.map(({ cell }) => cell),
    ...[...tags].filter(([, tag]) => tag.raises || tag.role === "skip").map(([cell]) => cell),
  ]);
  // What a broken cell would define is not missing: the cell is what is to be mended.
  const told = new Set(broken.flatMap((cell) => cell.broken?.names ?? []));
  const statements = analysis.statements.slice(0, firstHiddenBinding(analysis));
  const possible = new PossibleReads(context);
  const all = [
    ...certainReads(statements, context).map((one) => ({ ...one, isCertain: true })),
    ...statements.flatMap((statement) =>
      possible.next(statement).map((read) => ({ statement, read, isCertain: false })),
    ),
  ];
  return all.filter(({ statement, read: { name } }) => {
    if (silent.has(statement.cell) || isSessionName(name) || told.has(name)) return false;
    told.add(name);
    return true;
  });
}

/** Reads that happen for certain, and that no statement serves. */
function certainReads(statements: readonly Statement[], { builtins }: ReadsContext) {
  const ended = endedNames(statements);
  return statements.flatMap((statement) =>
    statement.reads
      .filter(({ name, certain }) => certain && !builtins.has(name))
      .filter(({ name, from }) => from.every((id) => ended.get(id)?.has(name)))
      .map((read) => ({ statement, read })),
  );
}

/** Whether the notebook imports whatever a module has. */
export function hasStarImport({ analysis }: Pick<ReadsContext, "analysis">): boolean {
  return analysis.statements.some(({ facts }) => facts.imports.some(({ member }) => member === "*"));
}

/** The first statement, wherever it stands, that binds a name; undefined when none does. */
export function firstDefinition({ analysis }: Pick<ReadsContext, "analysis">, name: string): Statement | undefined {
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
function firstHiddenBinding({ statements, cells }: Analysis): number {
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
