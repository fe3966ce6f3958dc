import type { Analysis } from "../analysis/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { Compared, ComparedPart, ComparedText, Evidence, RandomDifference } from "./evidence.ts";
import { chanceCause, type InstabilityContext, instabilityCause } from "./instability.ts";
import type { Question } from "./questions.ts";
import { firstLine, lastChange } from "./source-lines.ts";
import type { Difference, InstabilityCause, ItemVerdict, SourceLine, VerifiedItem } from "./types.ts";

/** What judging needs beside the evidence. */
export interface JudgingContext {
  readonly notebook: Notebook;
  readonly analysis: Pick<Analysis, "statements">;
  /** Indices of the code cells of each step. */
  readonly cellsByStep: ReadonlyMap<string, readonly number[]>;
  readonly random: RandomDifference | null;
}

/** The item for each question about a value. */
export function valueItems(
  questions: readonly Question[],
  parts: Evidence["parts"]["values"],
  context: JudgingContext,
): readonly VerifiedItem[] {
  const partById = new Map(parts.map((part) => [part.id, part]));
  return questions.flatMap((question) => {
    const part = partById.get(question.id);
    if (part === undefined) return [];
    const { kind, name, cell } = question;
    const changedAt = lastChange(name, columnOf(part, name), cell, context.analysis, context.notebook);
    const madeIn = changedAt === null ? [] : [changedAt.cell - 1];
    const step = kind === "final" ? null : question.step;
    return [itemOf(part, { kind, name, cell, madeIn, step, changedAt }, context)];
  });
}

/** The column in which a table differs; null for other values, and for columns that are not known by one text. */
function columnOf({ own, candidate }: ComparedPart, name: string): string | null {
  const { path = "", column = null } = (candidate?.status === "different" ? candidate : own) ?? {};
  return column !== null && path.startsWith(`${name}['${column}']`) ? column : null;
}

/** One item for the text of each step that has any. */
export function textItems(parts: Evidence["parts"]["text"], context: JudgingContext): readonly VerifiedItem[] {
  return parts.flatMap((part) => {
    const isSilent = part.lines === 0 && part.own.status === "equal" && (part.candidate?.status ?? "equal") === "equal";
    if (isSilent) return [];
    const cells = context.cellsByStep.get(part.step) ?? [];
    const shown = part.candidate?.cell ?? part.own.cell ?? cells[0] ?? null;
    const changedAt = shown === null ? null : firstLine(context.notebook, shown);
    const seed = {
      kind: "text",
      name: "text",
      step: part.step,
      cell: cells.at(-1) ?? 0,
      madeIn: cells,
      changedAt,
    } as const;
    return [itemOf(askedText(part), seed, context)];
  });
}

/** Lines that are the same in the notebook's own two runs are asked for, if the others can be told apart. */
function askedText(part: ComparedText): ComparedPart {
  if (part.own.status === "equal" || part.candidate === null) return part;
  if (part.asked === true && part.candidate.status === "different") return { ...part, own: { status: "equal" } };
  return { own: part.own, candidate: { status: part.whole ?? "different" } };
}

/** One item for each figure. */
export function figureItems(parts: Evidence["parts"]["figures"], context: JudgingContext): readonly VerifiedItem[] {
  return parts.map((part) => {
    const changedAt = part.cell === null ? null : firstLine(context.notebook, part.cell);
    const cell = part.cell ?? context.cellsByStep.get(part.step)?.at(-1) ?? 0;
    const name = `figure ${part.index + 1}`;
    const item = itemOf(part, { kind: "figure", name, step: part.step, cell, madeIn: [cell], changedAt }, context);
    const { pixels = null, likeness = null, box = null } = part.candidate ?? {};
    const difference = item.difference && { ...item.difference, ...figureWords(part.candidate) };
    return { ...item, difference, figure: { notebook: part.left, pipeline: part.right, pixels, likeness, box } };
  });
}

function figureWords(found: Compared | null): { readonly notebook: string; readonly pipeline: string } {
  if (found?.left !== undefined) return { notebook: found.left, pipeline: found.right ?? "" };
  if (found?.what !== "pixels") return { notebook: "", pipeline: found?.what ?? "" };
  const share = `${((found.pixels ?? 0) * 100).toPrecision(2)}% of the pixels differ`;
  const [left, top, right, bottom] = found.box ?? [];
  return {
    notebook: "",
    pipeline: `${share}, within ${left},${top} to ${right},${bottom}; likeness ${found.likeness}`,
  };
}

/** One item for each file that was written or removed: of the step that writes it last, as far as the code tells. */
export function fileItems(parts: Evidence["parts"]["files"], context: JudgingContext): readonly VerifiedItem[] {
  const end = context.notebook.cells.length - 1;
  return parts.map((part) => {
    const writers = context.analysis.statements.filter(({ files }) =>
      files.writes.some((path) => namesFile(path, part.name)),
    );
    const writer = writers.at(-1);
    const changedAt = writer === undefined ? null : firstLine(context.notebook, writer.cell);
    const madeIn = writer === undefined ? [] : [writer.cell];
    const step = writer === undefined ? null : stepOf(writer.cell, context);
    return itemOf(part, { kind: "file", name: part.name, step, cell: end, madeIn, changedAt }, context);
  });
}

function stepOf(cell: number, { cellsByStep }: JudgingContext): string | null {
  return [...cellsByStep].find(([, cells]) => cells.includes(cell))?.[0] ?? null;
}

/** Whether a path in code may be that of a file, whose name starts at the folder of all files. */
export function namesFile(path: string, name: string): boolean {
  const plain = path.replace(/^\.\//, "");
  return name === plain || name.endsWith(`/${plain}`);
}

interface ItemSeed {
  readonly kind: VerifiedItem["kind"];
  readonly name: string;
  readonly step: string | null;
  /** Index of the cell after which it was looked at. */
  readonly cell: number;
  /** Indices of the cells that make it, as far as they are known. */
  readonly madeIn: readonly number[];
  readonly changedAt: SourceLine | null;
}

function itemOf(part: ComparedPart, { cell, madeIn, ...seed }: ItemSeed, context: JudgingContext): VerifiedItem {
  const { own, candidate } = part;
  const first = verdictOf(own, candidate);
  const instability: InstabilityContext = { ...context, statements: context.analysis.statements };
  const chance = first === "differs" ? chanceCause(madeIn, instability) : null;
  const verdict = chance === null ? first : "unstable";
  const cause: InstabilityCause | null = first === "unstable" ? instabilityCause(part, cell, instability) : chance;
  const shown = first === "unstable" ? own : candidate;
  const partly = candidate?.partly === true || (own.ignored?.length ?? 0) > 0;
  return {
    ...seed,
    verdict,
    partly: verdict === "equal" && partly,
    difference: verdict === "differs" || verdict === "unstable" ? differenceOf(shown) : null,
    cause,
    reason: verdict === "notCompared" ? reasonOf(own, candidate) : null,
    figure: null,
  };
}

function verdictOf(own: Compared, candidate: Compared | null): ItemVerdict {
  if (candidate === null || own.status === "absent" || candidate.status === "absent") return "notCompared";
  if (candidate.status === "otherCode" || own.status === "otherCode") return "notCompared";
  if (own.status === "different") return "unstable";
  return candidate.status === "different" ? "differs" : "equal";
}

function differenceOf(found: Compared | null): Difference {
  const { path = "", column = null, row = null, label = null, left = "", right = "" } = found ?? {};
  return { path, column, row, label, notebook: left, pipeline: right };
}

function reasonOf(own: Compared, candidate: Compared | null): string {
  if (candidate === null) return "the pipeline did not run";
  if (own.status === "absent") return `the notebook: ${own.left === "there" ? own.right : own.left}`;
  if (candidate.status === "absent") return `the pipeline: ${candidate.right}`;
  return "another version of the code";
}
