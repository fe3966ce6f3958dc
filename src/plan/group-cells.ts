import type { Diagnostic } from "../diagnostics/types.ts";
import type { CellTags } from "../notebook/cell-tags.ts";
import type { Heading } from "../notebook/headings.ts";
import type { Notebook } from "../notebook/types.ts";
import type { Grouping } from "./types.ts";

/** Cells that make up one step, before names and data flow are looked at. */
export interface CellGroup {
  readonly title: string;
  readonly description: string;
  /** Code cells, in order. */
  readonly cells: readonly number[];
  /** Steps that a tag declares to come before. */
  readonly previous: readonly string[];
  readonly options: { readonly [name: string]: string };
}

/** The cells of a notebook as steps. `head` holds the code cells above the first step. */
export interface CellGroups {
  readonly grouping: Grouping;
  readonly head: readonly number[];
  readonly groups: readonly CellGroup[];
  readonly parameterCells: ReadonlySet<number>;
  readonly metricCells: ReadonlySet<number>;
  readonly left: readonly { readonly cell: number; readonly because: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How the user asks for the steps: `null` leaves the choice to the notebook. */
export interface GroupingWish {
  readonly by: Grouping | null;
  /** Heading level for `headings`: 1 to 6. */
  readonly level: number | null;
  /** Code cells that hold nothing (blank, or only dropped magics). */
  readonly empty: ReadonlySet<number>;
  /** Values alive at the end of each code cell, for `auto`. */
  readonly liveAfter: ReadonlyMap<number, number>;
}

/** Whether any cell says which step it belongs to. */
function hasStepTags(tags: ReadonlyMap<number, CellTags>): boolean {
  return [...tags.values()].some((one) => one.step !== undefined);
}

/** Sorts the code cells of a notebook into steps: by tags where there are any, else by headings, else by data flow. */
export function groupCells(
  notebook: Notebook,
  tags: ReadonlyMap<number, CellTags>,
  headings: readonly Heading[],
  wish: GroupingWish,
): CellGroups {
  const left: { cell: number; because: string }[] = [];
  const parameterCells = new Set<number>();
  const metricCells = new Set<number>();
  const codeCells: number[] = [];
  for (const cell of notebook.cells) {
    if (cell.kind !== "code") continue;
    const tag = tags.get(cell.index);
    if (tag?.role === "skip") left.push({ cell: cell.index, because: "tagged `skip`" });
    else if (!wish.empty.has(cell.index)) codeCells.push(cell.index);
    if (tag?.role === "parameters") parameterCells.add(cell.index);
    if (tag?.role === "metrics") metricCells.add(cell.index);
  }
  const level = wish.level ?? chooseLevel(headings, codeCells);
  const grouping = wish.by ?? (hasStepTags(tags) ? "tags" : level === null ? "auto" : "headings");
  const starts = {
    tags: () => tagStarts(codeCells, tags),
    headings: () => headingStarts(codeCells, headings, level ?? 2),
    auto: () => autoStarts(codeCells, wish.liveAfter),
  }[grouping]();
  const { head, groups } = cut(codeCells, starts, notebook, tags);
  const diagnostics = [...tags.values()].flatMap((one) => one.diagnostics);
  return { grouping, head, groups, parameterCells, metricCells, left, diagnostics };
}

/** Where a step starts; with the heading that it is named after, if it is. */
interface Start {
  readonly title: string;
  readonly previous: readonly string[];
  readonly heading?: Heading;
}

/** Where steps start, by the first code cell of each. */
type Starts = ReadonlyMap<number, Start>;

function tagStarts(codeCells: readonly number[], tags: ReadonlyMap<number, CellTags>): Starts {
  const starts = new Map<number, { title: string; previous: readonly string[] }>();
  let current: string | undefined;
  for (const cell of codeCells) {
    const tag = tags.get(cell);
    const name = tag?.step ?? (tag?.role === "metrics" || tag?.role === "test" ? tag.role : undefined);
    if (name === undefined || name === current) continue;
    starts.set(cell, { title: name, previous: tag?.previous ?? [] });
    current = name;
  }
  return starts;
}

function headingStarts(codeCells: readonly number[], headings: readonly Heading[], level: number): Starts {
  const starts = new Map<number, Start>();
  for (const heading of headings) {
    if (heading.level > level) continue;
    const first = codeCells.find((cell) => cell > heading.cell);
    if (first !== undefined) starts.set(first, { title: heading.title, previous: [], heading });
  }
  return starts;
}

const FEWEST_STEPS = 3;
const MOST_STEPS = 15;

/** The heading level that cuts the code into a sensible number of steps; `null` when none gives two. */
function chooseLevel(headings: readonly Heading[], codeCells: readonly number[]): number | null {
  const counts = [1, 2, 3, 4, 5, 6].map((level) => ({ level, count: headingStarts(codeCells, headings, level).size }));
  const sensible = counts.find(({ count }) => count >= FEWEST_STEPS && count <= MOST_STEPS);
  const some = sensible ?? counts.find(({ count }) => count >= 2);
  return some?.level ?? null;
}

/** Cuts where few values are alive, at about the square root of the number of cells; optimal by dynamic programming. */
function autoStarts(codeCells: readonly number[], liveAfter: ReadonlyMap<number, number>): Starts {
  const count = codeCells.length;
  const target = Math.max(1, Math.min(8, Math.round(Math.sqrt(count))));
  const ideal = count / target;
  const window = Math.max(1, Math.floor(ideal / 2));
  const starts = new Map<number, { title: string; previous: readonly string[] }>();
  const open = (at: number) => {
    const cell = codeCells[at];
    if (cell !== undefined) starts.set(cell, { title: `part ${starts.size + 1}`, previous: [] });
  };
  if (count > 0) open(0);
  for (let step = 1; step < target; step++) {
    const around = Math.round(step * ideal);
    let best = around;
    for (let at = Math.max(1, around - window + 1); at < Math.min(count, around + window); at++) {
      const cost = (index: number) => liveAfter.get(codeCells[index - 1] ?? -1) ?? 0;
      if (cost(at) < cost(best)) best = at;
    }
    open(best);
  }
  return starts;
}

function cut(
  codeCells: readonly number[],
  starts: Starts,
  notebook: Notebook,
  tags: ReadonlyMap<number, CellTags>,
): { head: number[]; groups: CellGroup[] } {
  const head: number[] = [];
  const groups: { title: string; cells: number[]; previous: readonly string[]; options: { [name: string]: string } }[] =
    [];
  for (const cell of codeCells) {
    const start = starts.get(cell);
    if (start) groups.push({ title: start.title, cells: [], previous: start.previous, options: {} });
    const group = groups.at(-1);
    if (!group) {
      head.push(cell);
      continue;
    }
    group.cells.push(cell);
    Object.assign(group.options, tags.get(cell)?.options ?? {});
  }
  return {
    head,
    groups: groups.map((group, at) => ({
      ...group,
      description: describe(notebook, starts.get(group.cells[0] ?? -1), group.cells, groups[at - 1]?.cells ?? head),
    })),
  };
}

/** The heading that a text opens with: `# A`, one that is underlined, or `<h1>`. */
const HEADING = /^(#{1,6}\s[^\n]*|[^\n]+\n(=+|-+)[ \t]*(?=\n|$)|<h[1-6][^>]*>[\s\S]*?<\/h[1-6]\s*>)\n*/i;

/** Markdown above the first cell of a step: all below the heading that names it, else below the last one. */
function describe(
  notebook: Notebook,
  start: Start | undefined,
  cells: readonly number[],
  before: readonly number[],
): string {
  const heading = start?.heading;
  const from = heading?.cell ?? (before.at(-1) ?? -1) + 1;
  const texts = notebook.cells
    .slice(from, cells[0] ?? from)
    .filter((cell) => cell.kind === "markdown")
    .map((cell) =>
      cell.index === heading?.cell ? cell.source.split("\n").slice(heading.line).join("\n") : cell.source,
    )
    .map((text) => text.trim());
  if (heading !== undefined) return texts.join("\n\n").replace(HEADING, "").trim();
  const last = texts.findLastIndex((text) => HEADING.test(text));
  return texts.slice(Math.max(0, last)).join("\n\n").replace(HEADING, "").trim();
}
