import type { Compared, Evidence } from "./evidence.ts";
import { type PartRequest, type ProofRequest, wholeRequest } from "./proof-request.ts";
import { checkpointsOf, type Question } from "./questions.ts";

/** Where the cells, questions and steps of a notebook are in a request for several. */
export interface NotebookRange {
  /** What is added to the indices of its cells. */
  readonly firstCell: number;
  readonly questions: readonly Question[];
  readonly steps: ReadonlySet<string>;
}

/** The request that runs several notebooks one after the other in one folder, each in a kernel of its own. */
export function jointRequest(
  parts: readonly PartRequest[],
  rest: Parameters<typeof wholeRequest>[1],
): { readonly request: ProofRequest; readonly ranges: readonly NotebookRange[] } {
  let firstCell = 0;
  let firstQuestion = 0;
  const shifted = parts.map((part) => {
    const start = { cell: firstCell, question: firstQuestion };
    firstCell += part.length;
    firstQuestion += part.questions.length;
    return { part: shiftedPart(part, start.cell, start.question), start };
  });
  const all = shifted.map(({ part }) => part);
  const questions = all.flatMap((part) => part.questions);
  const joint = {
    cells: all.flatMap((part) => part.cells),
    questions,
    checkpoints: checkpointsOf(questions),
    steps: all.flatMap((part) => part.steps),
    notebookNames: all.flatMap((part) => part.notebookNames),
  };
  const ranges = shifted.map(({ part, start }) => ({
    firstCell: start.cell,
    questions: part.questions,
    steps: new Set(part.steps.map(({ name }) => name)),
  }));
  return { request: wholeRequest(joint, rest), ranges };
}

function shiftedPart(part: PartRequest, firstCell: number, firstQuestion: number): PartRequest {
  const isLater = firstCell > 0;
  return {
    ...part,
    cells: part.cells.map((cell, at) => ({
      ...cell,
      index: cell.index + firstCell,
      ...(isLater && at === 0 ? { isFirst: true as const } : {}),
    })),
    questions: part.questions.map((one) => ({ ...one, id: one.id + firstQuestion, cell: one.cell + firstCell })),
    steps: part.steps.map(({ name, cells }) => ({ name, cells: cells.map((cell) => cell + firstCell) })),
  };
}

/** What was found of one of the notebooks, with its own cells. `isItsFile` says which files are told with it. */
export function evidenceOf(
  evidence: Evidence,
  { firstCell, questions, steps }: NotebookRange,
  isItsFile: (name: string) => boolean,
): Evidence["parts"] {
  const { values, text, figures, files, random } = evidence.parts;
  const ids = new Set(questions.map(({ id }) => id));
  const own = (cell: number | null) => (cell === null ? null : cell - firstCell);
  const shifted = (found: Compared): Compared =>
    found.cell === undefined ? found : { ...found, cell: own(found.cell) };
  return {
    values: values.filter(({ id }) => ids.has(id)),
    text: text
      .filter(({ step }) => steps.has(step))
      .map((part) => ({ ...part, own: shifted(part.own), candidate: part.candidate && shifted(part.candidate) })),
    figures: figures.filter(({ step }) => steps.has(step)).map((part) => ({ ...part, cell: own(part.cell) })),
    files: files.filter(({ name }) => isItsFile(name)),
    random: random.map((one) => one && { ...one, cell: one.cell - firstCell }),
  };
}
