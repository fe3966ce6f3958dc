import type { Effect, Statement } from "../analysis/types.ts";
import type { Location } from "../base/spans.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { CheckEvidence, OutputPart, RunComparison } from "./check-evidence.ts";
import { type InstabilityContext, instabilityCause, SYSTEM } from "./instability.ts";
import { differenceWords } from "./output-words.ts";
import { reachedCells } from "./reached-cells.ts";
import { cellLocation, lineLocation } from "./run-places.ts";
import type { SourceLine } from "./types.ts";

/** Why runs of a notebook differ. */
interface Cause {
  readonly explanation: string;
  readonly at: SourceLine | null;
  readonly hint: string;
}

interface Unstable {
  /** Null for a file of which it is not known where it is written. */
  readonly cell: number | null;
  readonly words: string;
  readonly cause: Cause;
}

const MOST_RELATED = 5;

/** CW503: what is not the same in all runs, one for each cause with a place, else one for each cell or file. */
export function unstableProblems(
  { outputs, files, random }: CheckEvidence["parts"],
  notebook: Notebook,
  statements: readonly Statement[],
): readonly Diagnostic[] {
  const entropic = reachedCells(statements, ({ effects }) =>
    effects.some(({ kind, resource }) => kind === "draws" && resource === SYSTEM),
  );
  const causeOf = (part: RunComparison, cell: number): Cause => {
    const context = drawsBehind(cell, notebook, statements, random);
    const own = part.own ?? { status: "different" };
    // What is drawn may be the same by chance.
    const isDrawn = context.random !== null || entropic.has(cell);
    if (!isDrawn && isSame(part.sameThreads) && !isSame(part.sameSeed)) return THREADS_CAUSE;
    if (!isDrawn && isSame(part.sameSeed)) return HASH_CAUSE;
    const { explanation, at, patch } = instabilityCause({ own, candidate: null }, cell, context);
    return { explanation, at, hint: hintOf(patch, at) };
  };
  const shown = outputs.filter(({ own }) => own?.status === "different").map((part) => unstableOutput(part, causeOf));
  const last = notebook.cells.length - 1;
  const written = files
    .filter(({ own }) => own?.status === "different")
    .map((part): Unstable => {
      const writer = statements.find((one) =>
        one.files.writes.some((name) => part.name.endsWith(name.replace(/^\.\//, ""))),
      );
      const cell = writer?.cell ?? null;
      return { cell, words: `the file \`${part.name}\` is another one`, cause: causeOf(part, cell ?? last) };
    });
  return [...groups([...shown, ...written]).map((group) => problemOf(group, notebook)), ...clockNotes(outputs)];
}

/** One note for all parts that differ in readings of the clock alone: those are no results. */
function clockNotes(outputs: readonly OutputPart[]): readonly Diagnostic[] {
  const read = outputs.filter(({ own }) => own?.clock === true);
  const [first] = read;
  if (first === undefined) return [];
  const words = differenceWords(first, first.own ?? { status: "equal" }, ["is", "in one run and in another"]);
  const others = [...new Set(read.map(({ cell }) => cell))].filter((cell) => cell !== first.cell);
  return [
    {
      code: "CW503",
      severity: "info",
      message: `A second run shows other times: ${words}. They are readings of the clock and count for no result.`,
      location: cellLocation(first.cell),
      ...(others.length > 0 && { related: shownIn(others) }),
    },
  ];
}

function shownIn(cells: readonly number[]): NonNullable<Diagnostic["related"]> {
  return cells.slice(0, MOST_RELATED).map((cell) => ({ location: cellLocation(cell), message: "it shows here" }));
}

const HASH_CAUSE: Cause = {
  explanation:
    "It depends on Python's hash seed, which is another one in each process: the order of a set does, and the hash of a text.",
  at: null,
  hint: "take the elements in a fixed order: `sorted(the_set)`",
};
const THREADS_CAUSE: Cause = {
  explanation: "It depends on the number of threads that libraries compute with: sums are taken in another order.",
  at: null,
  hint: "round what is shown, allow a tolerance with --rtol, or fix the number of threads with OMP_NUM_THREADS",
};

function isSame(found: RunComparison["own"]): boolean {
  return found !== null && found.status === "equal";
}

function unstableOutput(part: OutputPart, causeOf: (part: RunComparison, cell: number) => Cause): Unstable {
  const words = differenceWords(part, part.own ?? { status: "different" }, ["is", "in one run and in another"]);
  return { cell: part.cell, words, cause: causeOf(part, part.cell) };
}

/**
 * What is drawn without a seed and has to do with a cell: by generators whose state differs between the runs, in statements
 * behind which it does. Draws that all runs do alike are no cause; of those that are, the ones that reach the cell count.
 */
function drawsBehind(
  cell: number,
  notebook: Notebook,
  statements: readonly Statement[],
  random: CheckEvidence["parts"]["random"],
): InstabilityContext {
  const draws = (statement: Statement, name: string) =>
    statement.effects.some(({ kind, resource }) => kind === "draws" && resource === name) &&
    random.some((one) => one.cell === statement.cell && one.generators.includes(name));
  const names = [...new Set(random.flatMap(({ generators }) => generators))];
  const drawn = names.filter((name) => reachedCells(statements, (statement) => draws(statement, name)).has(cell));
  const isDrawn = (statement: Statement, { kind, resource }: Effect) =>
    kind !== "draws" ||
    !names.includes(resource ?? "") ||
    (drawn.includes(resource ?? "") && draws(statement, resource ?? ""));
  const known = statements.map((one) => ({ ...one, effects: one.effects.filter((effect) => isDrawn(one, effect)) }));
  return { statements: known, notebook, random: drawn.length === 0 ? null : { cell: 0, generators: drawn } };
}

/** A patch of `instabilityCause` as a sentence. */
function hintOf(patch: string | null, at: SourceLine | null): string {
  if (patch === null) return "show what does not change from run to run";
  const added = patch.split("\n").flatMap((line) => (line.startsWith("+ ") ? [`\`${line.slice(2)}\``] : []));
  if (added.length === 0 || at === null) return patch;
  const place = `line ${at.line} of cell ${at.cell}`;
  return patch.includes("\n- ") ? `write ${place} as ${added.join(" ")}` : `add ${added.join(" and ")} above ${place}`;
}

/** What has one cause at one place is told once. */
function groups(found: readonly Unstable[]): readonly (readonly Unstable[])[] {
  const byKey = new Map<string, Unstable[]>();
  for (const one of found) {
    const { at, explanation } = one.cause;
    const key =
      at === null
        ? `cell ${one.cell} ${one.cell === null ? one.words : ""} ${explanation}`
        : `${at.cell} ${at.line} ${explanation}`;
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  return [...byKey.values()];
}

function problemOf(group: readonly Unstable[], notebook: Notebook): Diagnostic {
  const [first] = group as [Unstable];
  const { explanation, at, hint } = first.cause;
  const where = first.cell === null || at === null || at.cell === first.cell + 1 ? "" : `in cell ${first.cell + 1}, `;
  const more = group.length === 1 ? "" : `, and ${group.length - 1} more`;
  const message = `A second run gives something else: ${where}${first.words}${more}. ${explanation}`;
  const location = at === null ? placeOf(first) : lineLocation(notebook, { cell: at.cell - 1, line: at.line });
  const others = [...new Set(group.flatMap(({ cell }) => (cell === null || cell === location?.cell ? [] : [cell])))];
  const related = shownIn(others);
  return {
    code: "CW503",
    severity: "warning",
    message,
    ...(location === null ? {} : { location }),
    ...(related.length === 0 ? {} : { related }),
    hint,
  };
}

function placeOf({ cell }: Unstable): Location | null {
  return cell === null ? null : cellLocation(cell);
}
